/** The first item that fits. Old pages replace `Array.prototype.find` by one that gives something else (B5a). */
export function firstOf<T>(list: readonly T[], fits: (item: T) => unknown): T | undefined {
  for (const item of list) if (fits(item)) return item;
  return;
}
