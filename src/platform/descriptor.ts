/** The property that an object itself has, as it was defined; nothing in it where it has none. */
export const descriptorOf = (owner: object, name: PropertyKey): PropertyDescriptor =>
  Object.getOwnPropertyDescriptor(owner, name) || {};
