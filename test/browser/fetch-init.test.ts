import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';
import { noting, throwing } from '../kit/noting.ts';

const ours = ({ at }: RowScene) => at('backend', 'body', 'json');

/** An object that notes which of its members are asked for, and how. */
function watched(log: unknown[], members: object): object {
  return new Proxy(members, {
    get(target, name) {
      log.push(`get ${String(name)}`);
      return Reflect.get(target, name);
    },
    has(target, name) {
      log.push(`has ${String(name)}`);
      return Reflect.has(target, name);
    },
    ownKeys(target) {
      log.push('ownKeys');
      return Reflect.ownKeys(target);
    },
    getOwnPropertyDescriptor(target, name) {
      log.push(`descriptor ${String(name)}`);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
    getPrototypeOf(target) {
      log.push('prototype');
      return Reflect.getPrototypeOf(target);
    },
  });
}

/** Calls with an `init` and tells what was read of it. */
const withInit =
  (make: (log: unknown[], scene: RowScene) => unknown, input: (scene: RowScene) => unknown = ours): Row['run'] =>
  async (scene) => {
    const log: unknown[] = [];
    const result = await fetchOnce(scene, [input(scene), make(log, scene)], { called: () => log.splice(0) });
    return { result, readLater: log };
  };

/** An object with a getter for each member. */
function getters(log: unknown[], members: Record<string, unknown>): object {
  const object = {};
  for (const [name, value] of Object.entries(members)) {
    Object.defineProperty(object, name, {
      enumerable: true,
      get() {
        log.push(name);
        return value;
      },
    });
  }
  return object;
}

const members = {
  method: 'POST',
  headers: { 'X-Custom': '1' },
  body: 'text',
  mode: 'cors',
  credentials: 'include',
  cache: 'no-store',
  redirect: 'follow',
  referrer: '',
  referrerPolicy: 'no-referrer',
  integrity: '',
  keepalive: false,
  priority: 'low',
};

describe('init of fetch()', () => {
  compareRows(
    'E3',
    {
      undefined: withInit(() => undefined),
      null: withInit(() => null),
      'an empty object': withInit(() => ({})),
      'a number': withInit(() => 5),
      'a string': withInit(() => 'POST'),
      true: withInit(() => true),
      'a symbol': withInit(() => Symbol('init')),
      'a function with members': withInit(() => Object.assign(() => {}, { method: 'POST', body: 'x' })),
      'an array with members': withInit(() => Object.assign([], { method: 'PUT' })),
      'a Map': withInit(() => new Map([['method', 'POST']])),
      'an object without a prototype': withInit(() => Object.assign(Object.create(null), { method: 'PUT', body: 'x' })),
      'an object of a class': withInit(() => {
        class Init {
          get method() {
            return 'PUT';
          }
          get body() {
            return 'of a class';
          }
        }
        return new Init();
      }),
      'members that are inherited': withInit(() => Object.create({ method: 'PUT', body: 'inherited' })),
      'members that are not enumerable': withInit(() => Object.defineProperty({}, 'method', { value: 'DELETE' })),
      'a frozen object': withInit(() => Object.freeze({ ...members })),
      'members that Object.prototype has': async (scene) => {
        const { prototype } = scene.window.Object;
        Object.assign(prototype, { method: 'DELETE' });
        const result = fetchOnce(scene, [ours(scene), new scene.window.Object()], {
          called: () => Reflect.deleteProperty(prototype, 'method'),
        });
        return result;
      },
      'every member': withInit(() => ({ ...members })),
      'every member by a getter, in native order, once': withInit((log) => getters(log, members)),
      'every member of a Proxy, in native order, once': withInit((log) => watched(log, { ...members })),
      'one getter': withInit((log) => ({
        method: 'POST',
        ...{},
        ...getters(log, {}),
        get body() {
          log.push('body');
          return 'x';
        },
      })),
      'a getter that throws': withInit((log, { window }) => {
        const init = getters(log, { body: 'x', method: 'POST' });
        Object.defineProperty(init, 'headers', {
          get() {
            log.push('headers throws');
            throw new window.RangeError('of the page');
          },
        });
        return init;
      }),
      'a getter that gives something else each time': withInit((log) => ({
        get method() {
          log.push('method');
          return log.length > 1 ? 'PUT' : 'POST';
        },
      })),
      'a Proxy that refuses to be read': withInit(
        (_, { window }) =>
          new Proxy(
            {},
            {
              get() {
                throw new window.TypeError('not allowed');
              },
            },
          ),
      ),
      'a revoked Proxy': withInit(() => {
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        return proxy;
      }),
      'objects that are converted, each once': withInit((log) => ({
        method: noting(log, 'POST'),
        body: noting(log, 'body'),
        mode: noting(log, 'cors'),
        credentials: noting(log, 'include'),
        cache: noting(log, 'no-store'),
        redirect: noting(log, 'follow'),
        integrity: noting(log, 'integrity', ''),
        referrer: noting(log, 'referrer', ''),
        referrerPolicy: noting(log, 'no-referrer'),
      })),
      'objects that are converted, of an object without a prototype': withInit((log) =>
        Object.assign(Object.create(null), { credentials: noting(log, 'include'), method: noting(log, 'PUT') }),
      ),
      'a conversion that throws': withInit((log, { window }) => ({
        method: 'POST',
        body: throwing(log, 'body', new window.RangeError('of the page')),
        redirect: noting(log, 'follow'),
      })),
      'headers as Headers': withInit((_, { window }) => ({
        headers: new window.Headers([
          ['X-B', '1'],
          ['x-a', '2'],
        ]),
      })),
      'headers as a Map': withInit(() => ({ headers: new Map([['X-Map', '1']]) })),
      'headers that note how they are read': withInit((log) => ({ headers: watched(log, { 'X-A': '1', 'X-B': '2' }) })),
      'headers with values that are converted': withInit((log) => ({ headers: { 'X-A': noting(log, 'value') } })),
      'headers whose iterator throws': withInit((_, { window }) => ({
        headers: {
          [Symbol.iterator]() {
            throw new window.RangeError('of the page');
          },
        },
      })),
      'null for headers': withInit(() => ({ headers: null })),
      'a header with a bad name': withInit(() => ({ headers: { 'not a name': '1' } })),
      'a header that is forbidden': withInit(() => ({ headers: { Host: 'evil.test', Cookie: 'a=b', 'Sec-X': '1' } })),
      'a method in small letters': withInit(() => ({ method: 'post', body: 'x' })),
      'a method of the page': withInit(() => ({ method: 'PROPFIND' })),
      'a forbidden method': withInit(() => ({ method: 'TRACE' })),
      'a method that is none': withInit(() => ({ method: 'not one' })),
      'a GET with a body': withInit(() => ({ body: 'x' })),
      'a GET with an empty body': withInit(() => ({ body: '' })),
      'null for the body of a GET': withInit(() => ({ body: null })),
      'a credentials mode that there is not': withInit(() => ({ credentials: 'all' })),
      'undefined for every member': withInit(() =>
        Object.fromEntries(Object.keys(members).map((name) => [name, undefined])),
      ),
      'null for every member': withInit(() => Object.fromEntries(Object.keys(members).map((name) => [name, null]))),
      'a mode that there is not': withInit(() => ({ mode: 'cross' })),
      'a mode for navigation': withInit(() => ({ mode: 'navigate' })),
      'a cache mode for what is cached, cross-origin': withInit(() => ({ cache: 'only-if-cached' })),
      'a referrer that is no URL': withInit(() => ({ referrer: 'http://[' })),
      'a referrer of another origin': withInit((_, { at }) => ({ referrer: at('foreign', 'x') })),
      'a referrer of the own origin': withInit((_, { at }) => ({
        referrer: at('page', 'x'),
        referrerPolicy: 'unsafe-url',
      })),
      'an integrity that does not match': withInit(() => ({
        integrity: 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      })),
      'a signal that is none': withInit(() => ({ signal: {} })),
      'null for signal': withInit(() => ({ signal: null })),
      'a window that is null': withInit(() => ({ window: null })),
      'a window that is not': withInit((_, { window }) => ({ window })),
      'members that there are not': withInit(() => ({ methode: 'POST', timeout: 5 })),
      'a third argument': (scene) => fetchOnce(scene, [ours(scene), { method: 'PUT' }, { method: 'POST' }]),
    },
    { anyOrder: true },
  );
});

describe('the order of headers on the wire', () => {
  const headers: [string, string][] = [
    ['X-B', '1'],
    ['x-a', '2'],
    ['X-B', '3'],
  ];
  const body = 'x';
  compareRows('E3: header order', {
    'of pairs': withInit(() => ({ method: 'POST', body, headers })),
    'of an object': withInit(() => ({ headers: { 'X-B': '1', 'x-a': '2' } })),
    'of Headers': withInit((_, { window }) => ({ headers: new window.Headers(headers) })),
    'of those of a Request': (scene) =>
      fetchOnce(scene, [new scene.window.Request(ours(scene), { method: 'POST', body, headers })]),
  });
});

describe('init of fetch() that the page changes after the call', () => {
  const changed =
    (init: () => RequestInit, change: (init: RequestInit) => void): Row['run'] =>
    (scene) => {
      const mine = init();
      return fetchOnce(scene, [ours(scene), mine], { called: () => change(mine) });
    };
  compareRows(
    'D5',
    {
      'the method': changed(
        () => ({ method: 'POST', body: 'x' }),
        (init) => {
          init.method = 'PUT';
        },
      ),
      'the body': changed(
        () => ({ method: 'POST', body: 'x' }),
        (init) => {
          init.body = 'changed';
        },
      ),
      'the headers, as an object': changed(
        () => ({ headers: { 'X-A': '1' } }),
        ({ headers }) => Object.assign(headers as object, { 'X-A': 'changed', 'X-B': 'added' }),
      ),
      'the headers, as Headers': changed(
        () => ({ headers: new Headers({ 'X-A': '1' }) }),
        ({ headers }) => (headers as Headers).set('X-A', 'changed'),
      ),
      'the headers, as pairs': changed(
        () => ({ headers: [['X-A', '1']] }),
        ({ headers }) => (headers as string[][]).push(['X-B', 'added']),
      ),
      'everything is deleted': changed(
        () => ({ method: 'POST', body: 'x', headers: { 'X-A': '1' } }),
        (init) => {
          for (const name of Object.keys(init)) Reflect.deleteProperty(init, name);
        },
      ),
    },
    { anyOrder: true },
  );
});
