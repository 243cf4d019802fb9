import { apply, Headers, type Method, withoutPrototype } from '../../platform/natives.ts';
import { quietly } from '../../platform/quietly.ts';
import { ordinaryObject } from './readInit.ts';

type Pairs = unknown[][];

const isPrimitive = (value: unknown) => Object(value) !== value;

// The page may have a `var Reflect`.
const ownKeys: (object: object) => PropertyKey[] = Object(globalThis.Reflect).ownKeys || Object.getOwnPropertyNames;
const { forEach, has } = Object(Object(Headers).prototype);
/** Native throws for anything but its own; a Proxy of the page cannot see that. */
const isHeaders = (value: unknown) => quietly(() => apply(has, value, ['a']) !== undefined, false);

/** What native takes a value for; a primitive becomes a string in native itself, which the page cannot see. */
const take = (value: unknown) => (isPrimitive(value) ? value : `${value}`);

/**
 * Copies the `headers` of an `init` as they are now: they stay an object, an array of pairs or a `Headers`, with the page's spelling
 * and order, which an HTTP/1.1 server sees (E4a). The page can tell that its getters and its conversions run, so that this reads as
 * native does: in its order, each member once (https://webidl.spec.whatwg.org/#js-record).
 *
 * @returns the value itself if native refuses it
 */
export function takeHeaders(value: unknown): unknown {
  if (isPrimitive(value)) return value;
  if (isHeaders(value)) return new Headers(value as Headers);
  const iterate = (value as { [Symbol.iterator]?: Method })[Symbol.iterator];
  return iterate == null ? takeRecord(value as object) : takePairs(value, iterate);
}

function takeRecord(record: object): object {
  const copy = ordinaryObject();
  for (const name of ownKeys(record)) {
    const member = Object.getOwnPropertyDescriptor(record, name);
    if (!member || !member.enumerable) continue;
    // Native refuses a name that is a symbol.
    const value = typeof name === 'symbol' ? '' : take((record as { [name: string]: unknown })[name]);
    Object.defineProperty(
      copy,
      name,
      withoutPrototype({ value, enumerable: true, writable: true, configurable: true }),
    );
  }
  return copy;
}

function takePairs(list: unknown, iterate: Method): Pairs {
  const pairs: Pairs = [];
  for (const pair of { [Symbol.iterator]: () => apply<Iterator<unknown>>(iterate, list, []) }) {
    // Native refuses what is no list.
    if (isPrimitive(pair)) return [pair] as unknown as Pairs;
    const copy: unknown[] = [];
    for (const value of pair as Iterable<unknown>) copy[copy.length] = take(value);
    pairs[pairs.length] = copy;
  }
  return pairs;
}

/**
 * The page's headers, as {@link takeHeaders} has copied them, with one more.
 *
 * @param isSeen whether another script sees them: a `Headers` stays one then. Its names are in lower case, which a server that looks for
 * `Authorization` may not know
 */
export function withHeader(headers: unknown, name: string, value: string, isSeen: boolean): unknown {
  const pair = [name, value];
  if (headers == null) return { [name]: value };
  if (isHeaders(headers)) {
    if (!isSeen) return pairsOf(headers as Headers, pair);
    (headers as Headers).set(name, value);
  } else if (Array.isArray(headers)) headers[headers.length] = pair;
  else (headers as { [name: string]: string })[name] = value;
  return headers;
}

function pairsOf(headers: Headers, last: string[]): Pairs {
  const pairs: Pairs = [];
  apply(forEach, headers, [
    (value: string, name: string) => {
      pairs[pairs.length] = [name, value];
    },
  ]);
  pairs[pairs.length] = last;
  return pairs;
}
