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

/**
 * Converts a method's arguments to strings as native does: each once, from left to right, and none after one that
 * native refuses (B4). The third and what comes behind the fifth are none: those of `open()` are a boolean and nothing. A symbol is left for native to refuse before anything is converted.
 *
 * @param byteStrings how many of them may hold no character above U+00FF
 */
export function toStrings(args: unknown[], byteStrings: number): unknown[] {
  const list = [...args];
  for (const value of list) if (typeof value === 'symbol') return list;
  for (let i = 0; i < list.length; i++) {
    if (i < 2 || (i > 2 && i < 5 && list[i] != null)) list[i] = `${list[i]}`;
    if (i < byteStrings && exec(/[^\0-\xff]/, list[i] as string)) break;
  }
  return list;
}
