import { exec, hrefOf, urlToString } from './natives.ts';

/** Whether converting a value to a string a second time changes nothing that the page could see. */
export function convertsQuietly(value: unknown): boolean {
  if (typeof value === 'string' || Object(value) !== value) return true;
  try {
    // A `URL`, and not a Proxy of one, which native refuses to convert.
    hrefOf(value);
    return (value as URL).toString === urlToString && !(Symbol.toPrimitive in (value as URL));
  } catch {
    return false;
  }
}

/** Whether everything that native would convert is a string: all but `open()`'s third argument. */
export function areStrings(args: unknown[]): boolean {
  for (let i = 0; i < args.length; i++) {
    if (typeof args[i] !== 'string' && i !== 2 && (i < 2 || args[i] != null)) return false;
  }
  return true;
}

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
  for (const value of list) if (typeof value === 'symbol') return list;
  for (let i = 0; i < list.length; i++) {
    if (i < 2 || (optional && i > 2 && i < 5 && list[i] != null)) list[i] = `${list[i]}`;
    if (i < byteStrings && exec(/[^\0-\xff]/, list[i] as string)) break;
  }
  return list;
}
