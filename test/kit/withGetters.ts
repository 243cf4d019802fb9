/** The same members as getters, which the shim leaves to native: it alone reads them, one by one. */
export function withGetters(members: object): object {
  const getters = Object.entries(members).map(([name, value]) => [name, { get: () => value, enumerable: true }]);
  return Object.defineProperties({}, Object.fromEntries(getters));
}
