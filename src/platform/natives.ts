// Old pages override built-ins, and some do so badly. What decides where the session goes uses the built-ins that were there
// when the shim was loaded (B5a).

export const { FormData, Proxy, Request, URL, URLSearchParams, WeakMap, encodeURIComponent } = globalThis;

/** The native one: the page may have put its own at `window.Promise`. */
export const Promise = (async () => {})().constructor as PromiseConstructor;

// Pages stop the timers of `window`, in their own tests above all, and calls must be able to leave.
export const { setTimeout, clearTimeout } = globalThis as unknown as Window;

const clock = Object(globalThis.performance).now ? performance : Date;
/** A time in ms, if possible of a clock that nobody sets while a call waits. */
export const now = clock.now.bind(clock);

export type Method = (...args: unknown[]) => unknown;

/** Turns a method into a function: `slice(text, 1)` for `text.slice(1)`. */
export const uncurry = Function.prototype.bind.bind(Function.prototype.call) as <Result>(
  method: unknown,
) => (self: unknown, ...args: unknown[]) => Result;

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
export const withoutPrototype = <T extends object>(members: T): T => Object.assign(Object.create(null), members);

/** The prototype of an interface, whatever the page has put in the place of its constructor. */
const prototypeOf = (constructor: unknown) => Object(Object(constructor).prototype);
const getIn = (constructor: unknown, name: string) => descriptorOf(prototypeOf(constructor), name).get;
const getterOf = (constructor: unknown, name: string) => uncurry<string>(getIn(constructor, name));

export const apply = uncurry(uncurry.apply) as <Result>(method: unknown, self: unknown, args: unknown[]) => Result;
export const exec = uncurry<RegExpExecArray | null>(/x/.exec) as (re: RegExp, text: string) => RegExpExecArray | null;
export const indexOf = uncurry<number>(''.indexOf) as (text: string, part: string, from?: number) => number;
export const slice = uncurry<string>(''.slice) as (text: string, start: number, end?: number) => string;
export const startsWith = uncurry<boolean>(''.startsWith) as (text: string, start: string) => boolean;

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

/** The name of a constructor that the shim needs and that another script has replaced, if there is one (E8). */
export const replaced = (): string | undefined =>
  Object.entries({
    Map: prototypeOf(globalThis.Map).get,
    Proxy: Object(Proxy).revocable,
    Set: prototypeOf(globalThis.Set).add,
    Symbol: Object(globalThis.Symbol).for,
    URL: urlToString !== Object.prototype.toString,
    URLSearchParams: get,
    WeakMap: weakMap.get,
  }).find(([, member]) => !member)?.[0];
