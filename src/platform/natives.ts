// Old pages override built-ins, and some do so badly: after the tag, so that what decides where the session goes uses the
// built-ins that were there when the shim was loaded, and before it, so that `findWrong()` asks these a few questions (B5a).

export const { AbortSignal, FormData, Headers, Proxy, Request, URL, URLSearchParams, WeakMap, encodeURIComponent } =
  globalThis;

/** The native one: the page may have put its own at `window.Promise`. */
export const Promise = (async () => {})().constructor as PromiseConstructor;

// Pages stop the timers of `window`, in their own tests above all, and calls must be able to leave.
export const { setTimeout, clearTimeout } = globalThis as unknown as Window;

const clock = Object(globalThis.performance).now ? performance : Date;
const { now: clockNow } = clock;
/** A time in ms, if possible of a clock that nobody sets while a call waits. */
export const now = (): number => apply(clockNow, clock, []);

export type Method = (...args: unknown[]) => unknown;

const { create } = Object;

type Apply = <Result>(method: unknown, self: unknown, args: unknown[]) => Result;

const { apply: reflected } = Object(globalThis.Reflect);
const works = (method: Apply) => {
  try {
    return method((item: unknown) => item, 0, [1]) === 1;
  } catch {
    return false;
  }
};

/**
 * Calls a method. Engines inline `Reflect.apply` best, which the page may have replaced, as MooTools replaces
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
 * The native prototype of a class, whose subclass another script may have put in its place.
 *
 * @param name an attribute that it has
 */
export function prototypeWith(constructor: unknown, name: string): object | undefined {
  let prototype = prototypeOf(constructor);
  while (prototype && !descriptorOf(prototype, name).get) prototype = Object.getPrototypeOf(prototype);
  return prototype || undefined;
}

/** An object that inherits nothing: the page may have put members into `Object.prototype` (E8). */
export function withoutPrototype<T extends object>(members: T): T {
  const object = create(null);
  for (const name in members) if (hasOwn(members, name)) object[name] = members[name];
  return object;
}

/** The prototype of an interface, whatever the page has put in the place of its constructor. */
const prototypeOf = (constructor: unknown) => Object(Object(constructor).prototype);
const getIn = (constructor: unknown, name: string) => descriptorOf(prototypeOf(constructor), name).get;
const getterOf = (constructor: unknown, name: string) => uncurry<string>(getIn(constructor, name));

export const exec = uncurry<RegExpExecArray | null>(/x/.exec) as (re: RegExp, text: string) => RegExpExecArray | null;
export const indexOf = uncurry<number>(''.indexOf) as (text: string, part: string, from?: number) => number;
export const slice = uncurry<string>(''.slice) as (text: string, start: number, end?: number) => string;
/** Polyfills of `startsWith()` are often wrong. */
export const startsWith = (text: string, start: string): boolean => slice(text, 0, start.length) === start;
const textOf = uncurry<string>(Function.prototype.toString);
export const hasOwn = uncurry<boolean>(Object.prototype.hasOwnProperty);

/**
 * Whether a function is the browser's own, and not that of a script: it has no prototype, and prints its name, which those
 * that are bound, and proxies, do not. zone.js has its own functions print the text of those that they replace.
 */
export const isNative = (method: unknown, name: string): boolean =>
  !hasOwn(method, 'prototype') && !!exec(new RegExp(`^function ${name}\\(\\)\\s*{\\s*\\[native code`), textOf(method));

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

/** Questions to what the border depends on: a name, and whether its answers are right. */
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

/** The name of a built-in that the shim needs and that another script has replaced by one that is wrong, if there is one (E8). */
export function findWrong(): string | undefined {
  for (const [name, isRight] of QUESTIONS) {
    try {
      if (isRight()) continue;
    } catch {
      // It is gone, or something else has its name.
    }
    return name;
  }
  return;
}
