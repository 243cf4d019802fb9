import { apply, Headers, type Method, withoutPrototype } from '../../platform/natives.ts';
import { quietly } from '../../platform/quietly.ts';
import { ordinaryObject } from './ordinaryObject.ts';

type Pairs = unknown[][];

const isPrimitive = (value: unknown) => Object(value) !== value;

// The page may have a `var Reflect`.
const ownKeys: (object: object) => PropertyKey[] = Object(globalThis.Reflect).ownKeys || Object.getOwnPropertyNames;
const { forEach, has } = Object(Object(Headers).prototype);
/** Native throws for anything but its own objects, which a Proxy of the page cannot observe. */
const isHeaders = (value: unknown) => quietly(() => apply(has, value, ['a']) !== undefined, false);

/** Converts a value as native does. Native itself converts primitives, which the page cannot observe. */
const take = (value: unknown) => (isPrimitive(value) ? value : `${value}`);

/**
 * Copies the current `headers` of an `init`: they stay an object, an array of pairs or a `Headers`, with the page's
 * spelling and order, which an HTTP/1.1 server sees (E4a). The page can observe that its getters and conversions run,
 * so this reads as native does: in native's order, each member once (https://webidl.spec.whatwg.org/#js-record).
 *
 * @returns the value itself if native rejects it
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
    // Native rejects a name that is a symbol.
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
    // Native rejects an item that is not a list.
    if (isPrimitive(pair)) return [pair] as unknown as Pairs;
    const copy: unknown[] = [];
    for (const value of pair as Iterable<unknown>) copy[copy.length] = take(value);
    pairs[pairs.length] = copy;
  }
  return pairs;
}

/**
 * Adds a header to the page's headers, as copied by {@link takeHeaders}.
 *
 * @param pair name and value of the header
 * @param isSeen whether another script sees them: a `Headers` then stays one. Its names are in lower case, which a server
 * that looks for `Authorization` may not know
 */
export function withHeader(headers: unknown, pair: [name: string, value: string], isSeen: boolean): unknown {
  const [name, value] = pair;
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
