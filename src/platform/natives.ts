// Old pages override built-ins, sometimes with broken ones. Code that decides where the session goes uses the built-ins
// captured when the shim loaded, so scripts after the tag change nothing. `findWrong()` tests whether scripts before
// the tag have broken them (B5a).

import { quietly } from './quietly.ts';

export const { AbortSignal, FormData, Headers, Proxy, Request, URL, URLSearchParams, WeakMap, encodeURIComponent } =
  globalThis;

/** The native `Promise`: the page may have replaced `window.Promise`. */
export const Promise = (async () => {})().constructor as PromiseConstructor;

// Pages may stub `window`'s timers, above all in their own tests; held calls must still be sent.
export const { setTimeout, clearTimeout } = globalThis as unknown as Window;

const clock = Object(globalThis.performance).now ? performance : Date;
const { now: clockNow } = clock;
/** The time in ms, from a monotonic clock where there is one. */
export const now = (): number => apply(clockNow, clock, []);

export type Method = (...args: unknown[]) => unknown;

const { create } = Object;

type Apply = <Result>(method: unknown, self: unknown, args: unknown[]) => Result;

const { apply: reflected } = Object(globalThis.Reflect);
const works = (method: Apply) => quietly(() => method((item: unknown) => item, 0, [1]) === 1);

/**
 * Calls a method. Engines inline `Reflect.apply` best, but the page may have replaced it, as MooTools replaces
 * `Function.prototype.bind`.
 */
export const apply: Apply = works(reflected)
  ? reflected
  : (method, self, args) => Function.prototype.apply.call(method as Method, self, args);

/** Turns a method into a function: `slice(text, 1)` for `text.slice(1)`. */
export const uncurry =
  <Result>(method: unknown) =>
  (self: unknown, ...args: unknown[]): Result =>
    apply(method, self, args);

/** The descriptor of an object's own property; an empty one if there is no such property. */
export const descriptorOf = (owner: object, name: PropertyKey): PropertyDescriptor =>
  withoutPrototype(Object.getOwnPropertyDescriptor(owner, name) || {});

/**
 * The native prototype of a class, even if another script has replaced the class by a subclass.
 *
 * @param name an attribute that identifies it
 */
export function prototypeWith(constructor: unknown, name: string): object | undefined {
  let prototype = prototypeOf(constructor);
  while (prototype && !descriptorOf(prototype, name).get) prototype = Object.getPrototypeOf(prototype);
  return prototype || undefined;
}

/** Copies an object without a prototype: the page may have added members to `Object.prototype` (E8). */
export function withoutPrototype<T extends object>(members: T): T {
  const object = create(null);
  for (const name in members) if (hasOwn(members, name)) object[name] = members[name];
  return object;
}

/** The prototype of an interface, even if the page has replaced its constructor by something else. */
const prototypeOf = (constructor: unknown) => Object(Object(constructor).prototype);
// Old shims of `getOwnPropertyDescriptor()` read the attribute, which throws on a prototype.
const getIn = (constructor: unknown, name: string) => quietly(() => descriptorOf(prototypeOf(constructor), name).get);
const getterOf = (constructor: unknown, name: string) => uncurry<string>(getIn(constructor, name));

export const exec = uncurry<RegExpExecArray | null>(/x/.exec) as (re: RegExp, text: string) => RegExpExecArray | null;
export const indexOf = uncurry<number>(''.indexOf) as (text: string, part: string, from?: number) => number;
export const slice = uncurry<string>(''.slice) as (text: string, start: number, end?: number) => string;
/** Polyfills of `startsWith()` are often wrong. */
export const startsWith = (text: string, start: string): boolean => slice(text, 0, start.length) === start;
const textOf = uncurry<string>(Function.prototype.toString);
export const hasOwn = uncurry<boolean>(Object.prototype.hasOwnProperty);

/**
 * Whether a function is the browser's own and not a script's: it has no `prototype` and prints its name, unlike bound
 * functions and proxies. (zone.js's functions print the text of those that they replace.)
 */
export const isNative = (method: unknown, name: string): boolean =>
  !hasOwn(method, 'prototype') &&
  // In WebKit, the text of a bound function is that of what it is bound to.
  (method as Method).name === name &&
  !!exec(new RegExp(`^function ${name}\\(\\)\\s*{\\s*\\[native code`), textOf(method));

export const hrefOf = getterOf(URL, 'href');
export const originOf = getterOf(URL, 'origin');
export const pathnameOf = getterOf(URL, 'pathname');
/** The method that converts a `URL` object to a string. */
export const { toString: urlToString } = prototypeOf(URL);
/** Whether `Request` and `Response` are native. Polyfills of `fetch` replace both, and MooTools replaces `Request`. */
export const hasRequest = !!getIn(Request, 'url');
export const hasResponse = !!getIn(globalThis.Response, 'url');
/** The URL of a request. @throws TypeError if it is not a native `Request` */
export const urlOfRequest = getterOf(Request, 'url');

const weakMap = prototypeOf(WeakMap);
export const weakGet = uncurry(weakMap.get) as <T>(map: WeakMap<object, T>, key: unknown) => T | undefined;
export const weakSet = uncurry(weakMap.set) as <T>(map: WeakMap<object, T>, key: object, value: T) => void;

const { get, has } = prototypeOf(URLSearchParams);
export const getParam = uncurry<string>(get);
export const hasName = uncurry<boolean>(has);

/** Tests of the built-ins that decide where the session goes: a name, and whether it works. */
const QUESTIONS: [name: string, isRight: () => unknown][] = [
  ['Map', () => prototypeOf(globalThis.Map).get],
  ['Proxy', () => Proxy.revocable],
  ['Set', () => prototypeOf(globalThis.Set).add],
  ['Symbol', () => globalThis.Symbol.for],
  ['Reflect', () => apply((...args: unknown[]) => `${args}` === '1,2', 0, [1, 2])],
  ['RegExp', () => `${exec(/^a(.)$/, 'ab')}` === 'ab,b' && !exec(/^b/, 'ab') && !exec(/a$/, 'ab')],
  [
    'String',
    () =>
      slice('abc', 1, -1) === 'b' &&
      indexOf('abcb', 'b', 2) === 3 &&
      indexOf('abc', 'd') < 0 &&
      'aB'.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) === 'a-b',
  ],
  [
    'Object',
    () =>
      withoutPrototype({ a: 1 }).a &&
      descriptorOf(
        {
          get a() {
            return 1;
          },
        },
        'a',
      ).get,
  ],
  [
    'Array',
    () => {
      const list: unknown[] = [];
      list.push(1);
      return list[0] && list.length;
    },
  ],
  ['encodeURIComponent', () => encodeURIComponent('a b') === 'a%20b'],
  ['Request', () => !hasRequest || urlOfRequest(new Request('https://a/b')) === 'https://a/b'],
  [
    'URL',
    () => {
      const url = new URL('//b:81/c?d', 'https://a/');
      return originOf(url) === 'https://b:81' && pathnameOf(url) === '/c' && hrefOf(url) === 'https://b:81/c?d';
    },
  ],
  [
    'URLSearchParams',
    () => getParam(new URLSearchParams('?%61=b'), 'a') === 'b' && !hasName(new URLSearchParams(''), 'a'),
  ],
  [
    'WeakMap',
    () => {
      const key = {};
      const map = new WeakMap();
      weakSet(map, key, key);
      return weakGet(map, key) === key && !weakGet(map, {});
    },
  ],
];

/** The name of a built-in that the shim needs and that another script has broken, if there is one (E8). */
export function findWrong(): string | undefined {
  // It throws if the built-in is missing, or if something else has its name.
  for (const [name, isRight] of QUESTIONS) if (!quietly(isRight)) return name;
  return;
}
