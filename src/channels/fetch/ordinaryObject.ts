export type Members = { [name: string]: unknown };

/**
 * Creates a plain object. If the page has added members to `Object.prototype` that native would read, the object
 * inherits nothing (E8).
 */
export function ordinaryObject(): Members {
  const object: Members = {};
  for (const _ in object) return Object.create(null);
  return object;
}
