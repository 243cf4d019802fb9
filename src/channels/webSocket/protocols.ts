import { exec } from '../../platform/natives.ts';

/** Native refuses a symbol itself. */
const textOf = (value: unknown) => (typeof value === 'symbol' ? value : `${value}`);

/** Reads the second argument of the constructor as native does: a sequence of strings, or one string. */
export const protocolsOf = (value: unknown): unknown =>
  Object(value) === value && (value as Iterable<unknown>)[Symbol.iterator] != null
    ? Array.from(value as Iterable<unknown>, textOf)
    : textOf(value);

/** Whether native takes these subprotocols: each is a token of HTTP (https://websockets.spec.whatwg.org/#dom-websocket-websocket). */
export const areValid = (protocols: unknown): boolean =>
  protocols === undefined ||
  [protocols]
    .flat()
    .every(
      (each, index, all) =>
        typeof each === 'string' && exec(/^[\w!#$%&'*+.^`|~-]+$/, each) && all.indexOf(each) === index,
    );
