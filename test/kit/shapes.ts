type Shape = Record<string, PropertyDescriptor>;

/** The names of properties that differ between two descriptions of one object. */
export function differences(one: Shape, other: Shape): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  const parts = ['value', 'get', 'set', 'writable', 'enumerable', 'configurable'] as const;
  return [...names].filter((name) => parts.some((part) => one[name]?.[part] !== other[name]?.[part]));
}
