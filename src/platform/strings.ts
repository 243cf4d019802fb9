import { exec, hrefOf, urlToString } from './natives.ts';

/** Whether converting the value to a string is unobservable to the page. */
export function convertsQuietly(value: unknown): boolean {
  if (typeof value === 'string' || Object(value) !== value) return true;
  try {
    // Throws for anything but a `URL`, such as a Proxy of one, which native cannot convert.
    hrefOf(value);
    return (value as URL).toString === urlToString && !(Symbol.toPrimitive in (value as URL));
  } catch {
    return false;
  }
}

/**
 * Converts the arguments of `open()` or `setRequestHeader()` to strings as native does: each once, from left to right,
 * and none after one that native rejects (B4). If there is a symbol, nothing is converted, since native rejects it
 * first. The third argument of `open()` is a boolean and stays as it is.
 *
 * @param byteStrings how many leading arguments must not contain a character above U+00FF
 */
export function toStrings(args: unknown[], byteStrings: number): unknown[] {
  const list = args.slice();
  for (const value of list) if (typeof value === 'symbol') return list;
  for (let i = 0; i < list.length; i++) {
    if (i < 2 || (i > 2 && i < 5 && list[i] != null)) list[i] = `${list[i]}`;
    if (i < byteStrings && exec(/[^\0-\xff]/, list[i] as string)) break;
  }
  return list;
}
