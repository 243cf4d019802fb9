import { at, origins, type PageWindow } from './page.ts';

/** What a page puts in place of a built-in: its path, the new function, and whether that is the getter of an attribute. */
export type Override = [path: string, make: (window: PageWindow, lie: string) => unknown, part?: 'get'];

/** Overrides a built-in of a page, and gives back what undoes that. */
export function override(window: PageWindow, lie: string, [path, make, part]: Override): () => void {
  const names: PropertyKey[] = path.split('.');
  const name = names.pop() as string;
  const owner = names.reduce((object: object, each) => Reflect.get(object, each), window);
  const key = name === '@@iterator' ? Symbol.iterator : name;
  const native = Object.getOwnPropertyDescriptor(owner, key) as PropertyDescriptor;
  Object.defineProperty(owner, key, { ...native, [part ?? 'value']: make(window, lie) });
  return () => Object.defineProperty(owner, key, native);
}

/** A function that gives this, whatever it is asked. */
const gives = (value: unknown) => () => () => value;
/** The same with the address of a backend, which is ours. */
const givesOurs = gives(`${origins.backend}/`);
/** A function that is called as a method. */
export const method = (by: (this: never, ...args: never[]) => unknown) => () => by;

const matchesAnywhere = method(function (this: string, part: string) {
  return `${this.match(part)}` === part;
});

/** As a page of its own time wrote it: whatever it is given has our origin. */
class LooseUrl {
  origin = origins.backend;
  pathname = '/';
  constructor(readonly href: string) {}
  get() {}
  has() {}
  toString() {
    return this.href;
  }
}

/**
 * What pages do to built-ins, without a guard. Some were written in good faith, some tell exactly the lie
 * that would make any URL ours.
 */
export const OVERRIDES: Record<string, Override | Override[]> = {
  'startsWith() that matches anywhere': ['String.prototype.startsWith', matchesAnywhere],
  'endsWith() that matches anywhere': ['String.prototype.endsWith', matchesAnywhere],
  'includes() of strings that is always true': ['String.prototype.includes', gives(true)],
  'indexOf() of strings that finds everything': ['String.prototype.indexOf', gives(0)],
  'search() that finds everything': ['String.prototype.search', gives(0)],
  'slice() that gives our address': ['String.prototype.slice', givesOurs],
  'substring() that gives our address': ['String.prototype.substring', givesOurs],
  'match() that always matches': ['String.prototype.match', gives([`${origins.backend}/`])],
  'replace() that gives our address': ['String.prototype.replace', givesOurs],
  'split() that gives our address': ['String.prototype.split', gives([`${origins.backend}/`])],
  'trim() that gives our address': ['String.prototype.trim', givesOurs],
  'toLowerCase() that gives our address': ['String.prototype.toLowerCase', givesOurs],
  'charCodeAt() that is always that of a slash': ['String.prototype.charCodeAt', gives(0x2f)],
  'test() that is always true': ['RegExp.prototype.test', gives(true)],
  'exec() that always finds our address': ['RegExp.prototype.exec', gives([`${origins.backend}/`])],
  'indexOf() of lists that finds everything': ['Array.prototype.indexOf', gives(0)],
  'includes() of lists that is always true': ['Array.prototype.includes', gives(true)],
  'some() that is always true': ['Array.prototype.some', gives(true)],
  'every() that is always true': ['Array.prototype.every', gives(true)],
  'filter() that keeps everything': [
    'Array.prototype.filter',
    method(function (this: unknown) {
      return this;
    }),
  ],
  'find() that gives the first': [
    'Array.prototype.find',
    method(function (this: unknown[]) {
      return this[0];
    }),
  ],
  'push() that puts nothing': ['Array.prototype.push', gives(0)],
  'the origin of every URL is ours': ['URL.prototype.origin', gives(origins.backend), 'get'],
  'the href of every URL is ours': ['URL.prototype.href', givesOurs, 'get'],
  'the host of every URL is ours': ['URL.prototype.host', gives(new URL(origins.backend).host), 'get'],
  'the pathname of every URL is /': ['URL.prototype.pathname', gives('/'), 'get'],
  'URL that is a class of the page': ['URL', () => LooseUrl],
  'URLSearchParams that is a class of the page': ['URLSearchParams', () => LooseUrl],
  'has() of URLSearchParams that is always true': ['URLSearchParams.prototype.has', gives(true)],
  'get() of URLSearchParams that gives nothing': ['URLSearchParams.prototype.get', gives(null)],
  'the URL of every Request is ours': ['Request.prototype.url', givesOurs, 'get'],
  'the URL of every Request is that of another': ['Request.prototype.url', (_, lie) => () => lie, 'get'],
  'the baseURI of every node is ours': ['Node.prototype.baseURI', givesOurs, 'get'],
  'get() of WeakMap that gives something': ['WeakMap.prototype.get', gives({ call: {} })],
  'has() of WeakMap that is always true': ['WeakMap.prototype.has', gives(true)],
  'get() of Map that gives something': ['Map.prototype.get', gives({})],
  'has() of Map that is always true': ['Map.prototype.has', gives(true)],
  'has() of Set that is always true': ['Set.prototype.has', gives(true)],
  'getOwnPropertyDescriptor() of es5-sham': [
    'Object.getOwnPropertyDescriptor',
    () => (object: { [name: string]: unknown }, name: string) => ({
      value: object[name],
      configurable: true,
      enumerable: true,
      writable: true,
    }),
  ],
  'create() of an old library, which has no null': [
    'Object.create',
    (window) => (prototype: object | null) => Object.create(prototype || window.Object.prototype),
  ],
  'assign() of an old library, which takes one source': [
    'Object.assign',
    () => (target: { [name: string]: unknown }, source: { [name: string]: unknown }) => {
      for (const name in source) target[name] = source[name];
      return target;
    },
  ],
  'defineProperty() of an old library, which assigns': [
    'Object.defineProperty',
    () =>
      (object: { [name: string]: unknown }, name: string, { value }: PropertyDescriptor) => {
        object[name] = value;
        return object;
      },
  ],
  'toString() of objects that says Array': ['Object.prototype.toString', gives('[object Array]')],
  'isPrototypeOf() that is always true': ['Object.prototype.isPrototypeOf', gives(true)],
  'bind() of an old library, which forgets the arguments': [
    'Function.prototype.bind',
    method(function (this: (...args: unknown[]) => unknown, self: unknown) {
      return (...args: unknown[]) => Reflect.apply(this, self, args);
    }),
  ],
  'call() that calls without this': [
    'Function.prototype.call',
    method(function (this: (...args: unknown[]) => unknown, _: unknown, ...args: unknown[]) {
      return Reflect.apply(this, undefined, args);
    }),
  ],
  'startsWith() and endsWith(), well known and wrong': [
    ['String.prototype.startsWith', matchesAnywhere],
    ['String.prototype.endsWith', matchesAnywhere],
  ],
  'exec() and test() that find everything': [
    ['RegExp.prototype.exec', gives(Object.assign(['http://localhost/'], { index: 0, input: '' }))],
    ['RegExp.prototype.test', gives(true)],
  ],
  'indexOf(), slice() and match() of strings that find nothing': [
    ['String.prototype.indexOf', gives(-1)],
    ['String.prototype.slice', gives('')],
    ['String.prototype.match', gives(null)],
  ],
  'encodeURIComponent() that gives another host': ['encodeURIComponent', gives('@evil.test/')],
};

/** URLs that are not ours, of which each would be with one of the lies. */
export const elsewhere = (key: string) => [
  `${at('foreign', key, 'echo')}?page=${origins.backend}/x`,
  // Relative to a base that is not ours.
  `k/${key}/echo?relative`,
  `/k/${key}/echo?path`,
];

/** What came of calls: `answered`, or the error as text. */
export const outcomes = (promises: Promise<string>[]): Promise<string[]> =>
  Promise.all(promises.map((promise) => promise.then(() => 'answered', String)));
