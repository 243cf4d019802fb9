// What decides where the session goes is taken at the start: old pages override built-ins, some of them badly (B5a).

export const { FormData, Proxy, ReadableStream, Request, URL, URLSearchParams, WeakMap, encodeURIComponent } =
  globalThis;

export type Method = (...args: unknown[]) => unknown;

/** Makes a function of a method: `slice(text, 1)` for `text.slice(1)`. */
export const uncurry = Function.prototype.bind.bind(Function.prototype.call) as <Result>(
  method: unknown,
) => (self: unknown, ...args: unknown[]) => Result;

/** The property that an object itself has, as it was defined; nothing in it where it has none. */
export const descriptorOf = (owner: object, name: PropertyKey): PropertyDescriptor =>
  Object.getOwnPropertyDescriptor(owner, name) || {};

/** An object that inherits nothing from an `Object.prototype` of the page's (E8). */
export const withoutPrototype = <T extends object>(members: T): T => Object.assign(Object.create(null), members);

/** The methods of an interface, and the getters of its attributes. A page may have put anything in its place. */
const prototypeOf = (constructor: unknown) => Object(Object(constructor).prototype);
const getterOf = (constructor: unknown, name: string) =>
  uncurry<string>(descriptorOf(prototypeOf(constructor), name).get);

export const apply = uncurry(uncurry.apply) as <Result>(method: unknown, self: unknown, args: unknown[]) => Result;
export const exec = uncurry<RegExpExecArray | null>(/x/.exec) as (re: RegExp, text: string) => RegExpExecArray | null;
export const indexOf = uncurry<number>(''.indexOf) as (text: string, part: string, from?: number) => number;
export const slice = uncurry<string>(''.slice) as (text: string, start: number, end?: number) => string;
export const startsWith = uncurry<boolean>(''.startsWith) as (text: string, start: string) => boolean;

export const hrefOf = getterOf(URL, 'href');
export const originOf = getterOf(URL, 'origin');
export const pathnameOf = getterOf(URL, 'pathname');
/** What `URL` objects convert themselves to strings with. */
export const { toString: urlToString } = prototypeOf(URL);
/** Whether `Request` is native: a polyfill of `fetch`, and MooTools, bring one of their own. */
export const hasRequest = !!descriptorOf(prototypeOf(Request), 'url').get;
/** Throws for what is no native `Request`. */
export const urlOfRequest = getterOf(Request, 'url');

const weakMap = prototypeOf(WeakMap);
export const weakGet = uncurry(weakMap.get) as <T>(map: WeakMap<object, T>, key: unknown) => T | undefined;
export const weakSet = uncurry(weakMap.set) as <T>(map: WeakMap<object, T>, key: object, value: T) => void;

const { get, has } = prototypeOf(URLSearchParams);
export const getParam = uncurry<string>(get);
export const hasName = uncurry<boolean>(has);

/** The first of the constructors in need that another script has replaced; the shim cannot run then (E8). */
export const replaced = (): string | undefined =>
  Object.entries({ Proxy, URL, URLSearchParams, WeakMap }).find(([, value]) => typeof value !== 'function')?.[0];
