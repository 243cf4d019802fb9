import { exec } from '../../platform/natives.ts';

/** Native refuses a symbol itself. */
const textOf = (value: unknown) => (typeof value === 'symbol' ? value : `${value}`);

/** Reads the second argument of the constructor as native does: a sequence of strings, or one string. */
export function protocolsOf(value: unknown): unknown {
  if (Object(value) !== value || (value as Iterable<unknown>)[Symbol.iterator] == null) return textOf(value);
  const list: unknown[] = [];
  // `Array.from()` of an old library does not know iterators.
  for (const each of value as Iterable<unknown>) list[list.length] = textOf(each);
  return list;
}

/** Whether native takes these subprotocols: each is a token of HTTP (https://websockets.spec.whatwg.org/#dom-websocket-websocket). */
export function areValid(protocols: unknown): boolean {
  if (protocols === undefined) return true;
  const list = typeof protocols === 'object' ? (protocols as unknown[]) : [protocols];
  for (let i = 0; i < list.length; i++) {
    const each = list[i];
    if (typeof each !== 'string' || !exec(/^[\w!#$%&'*+.^`|~-]+$/, each)) return false;
    for (let before = 0; before < i; before++) if (list[before] === each) return false;
  }
  return true;
}
