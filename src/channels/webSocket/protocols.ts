import { exec } from '../../platform/natives.ts';

/** Native itself rejects a symbol. */
const textOf = (value: unknown) => (typeof value === 'symbol' ? value : `${value}`);

/** Reads the second argument of the constructor as native does: a sequence of strings, or one string. */
export function protocolsOf(value: unknown): unknown {
  if (Object(value) !== value || (value as Iterable<unknown>)[Symbol.iterator] == null) return textOf(value);
  const list: unknown[] = [];
  // `Array.from()` of an old library may not support iterators.
  for (const each of value as Iterable<unknown>) list[list.length] = textOf(each);
  return list;
}

/**
 * Whether native accepts these subprotocols: each must be an HTTP token
 * (https://websockets.spec.whatwg.org/#dom-websocket-websocket).
 */
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
