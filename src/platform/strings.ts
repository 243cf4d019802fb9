import { URL } from './natives.ts';

const urlToString = URL.prototype.toString;

/** Whether converting a value to a string a second time changes nothing that the page could see. */
export const convertsQuietly = (value: unknown): boolean =>
  typeof value === 'string' ||
  Object(value) !== value ||
  (value instanceof URL && value.toString === urlToString && !(Symbol.toPrimitive in value));

/** Whether everything that native would convert is a string: all but `open()`'s third argument. */
export const areStrings = (args: unknown[]): boolean =>
  args.every((arg, i) => typeof arg === 'string' || i === 2 || (i > 2 && arg == null));

/**
 * Converts a method's arguments to strings as native does: each once, from left to right, and none after one that
 * native refuses (B4). A symbol is left for native to refuse before anything is converted.
 *
 * @param byteStrings how many of them may hold no character above U+00FF
 * @param optional whether to convert what stands behind the third as well, where it is given: `open()`'s user and
 * password
 */
export function toStrings(args: unknown[], byteStrings: number, optional?: boolean): unknown[] {
  const list = [...args];
  const refused = (value: unknown) => typeof value === 'symbol';
  for (let i = 0; i < list.length && !list.some(refused); i++) {
    if (i < 2 || (optional && i > 2 && i < 5 && list[i] != null)) list[i] = `${list[i]}`;
    if (i < byteStrings && /[^\0-\xff]/.test(list[i] as string)) break;
  }
  return list;
}
