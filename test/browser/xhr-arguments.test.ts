import { attempt } from '../kit/attempt.ts';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { noting, throwing } from '../kit/noting.ts';
import type { PageWindow } from '../kit/page.ts';
import { next, stateOf } from '../kit/traceXhr.ts';

type Arguments = (scene: RowScene, log: unknown[]) => unknown[];

/** Opens a call with these arguments and, where native takes them, sends it. */
function opens(make: Arguments, more: Omit<Row, 'run'> = {}): Row {
  return {
    ...more,
    async run(scene) {
      const log: unknown[] = [];
      const xhr = new scene.window.XMLHttpRequest();
      xhr.addEventListener('readystatechange', () => log.push(`readyState ${xhr.readyState}`), { once: true });
      const opened = attempt(() => Reflect.apply(xhr.open, xhr, make(scene, log)));
      const before = [...log];
      if (opened !== undefined || !xhr.readyState) return { opened, before, state: stateOf(xhr) };
      xhr.withCredentials = true;
      const end = next(xhr, 'loadend');
      const sent = attempt(() => xhr.send('body'));
      // A synchronous call is over.
      const { readyState } = xhr;
      await scene.go();
      await end;
      return { opened, before, sent, readyState, log, state: stateOf(xhr) };
    },
  };
}

/** Where a URL leads; what is there are the pages themselves, which are not the same. */
const leadsTo =
  (make: (window: PageWindow) => unknown): Row['run'] =>
  async ({ window, go }) => {
    const xhr = new window.XMLHttpRequest();
    const opened = attempt(() => Reflect.apply(xhr.open, xhr, ['GET', make(window)]));
    const end = next(xhr, 'loadend');
    const sent = attempt(() => xhr.send());
    await go();
    await end;
    return { opened, sent, status: xhr.status, url: xhr.responseURL };
  };

const ours = ({ at }: RowScene) => at('backend', 'body', 'json');

describe('the arguments of open()', () => {
  compareRows('B4 E6', {
    none: opens(() => []),
    'a method alone': opens(() => ['GET']),
    'objects that are converted, each once': opens((scene, log) => [
      noting(log, 'POST'),
      noting(log, ours(scene)),
      true,
    ]),
    'objects for user and password': opens((scene, log) => [
      noting(log, 'POST'),
      noting(log, ours(scene)),
      true,
      noting(log, 'user'),
      noting(log, 'password'),
    ]),
    'an object with Symbol.toPrimitive': opens((scene, log) => [
      'POST',
      {
        [Symbol.toPrimitive](hint: string) {
          log.push(hint);
          return ours(scene);
        },
      },
    ]),
    'a conversion that throws, of the method': opens((scene, log) => [
      throwing(log, 'method', new scene.window.RangeError('no method')),
      noting(log, ours(scene)),
    ]),
    'a conversion that throws, of the URL': opens((scene, log) => [
      noting(log, 'POST'),
      throwing(log, 'url', new scene.window.RangeError('no URL')),
      true,
      noting(log, 'user'),
    ]),
    'a conversion that throws, of the password': opens((scene, log) => [
      'POST',
      ours(scene),
      true,
      noting(log, 'user'),
      throwing(log, 'password', new scene.window.RangeError('no password')),
    ]),
    'a conversion to no primitive': opens((scene) => [{ toString: () => ({}), valueOf: () => ({}) }, ours(scene)]),
    'a URL that another one comes out of each time': opens((scene) => {
      const urls = [ours(scene), scene.at('foreign', 'body', 'text'), scene.at('foreign', 'body', 'xml')];
      return ['POST', { toString: () => urls.shift() }];
    }),
    'a symbol for the method': opens((scene, log) => [Symbol('m'), noting(log, ours(scene))]),
    'a symbol for the URL': opens((_, log) => [noting(log, 'POST'), Symbol('u')]),
    'a symbol for the user': opens((scene, log) => ['POST', noting(log, ours(scene)), true, Symbol('u')]),
    'a URL object': opens((scene) => ['POST', new scene.window.URL(ours(scene))]),
    'a URL object with a toString of its own': opens((scene, log) => [
      'POST',
      Object.assign(new scene.window.URL(scene.at('foreign', 'body', 'text')), noting<object>(log, ours(scene))),
    ]),
    'a String object': opens((scene) => ['POST', Object(ours(scene))]),
    'an array': opens((scene) => [['POST'], [ours(scene)]]),
    'a location': leadsTo(({ location }) => location),
    'a number for the URL': leadsTo(() => 404),
    'null for the URL': leadsTo(() => null),
    'undefined for the URL': leadsTo(() => undefined),
    'false for the URL': leadsTo(() => false),
    'a plain object for the URL': leadsTo(() => ({})),
    'a method that is none': opens((scene, log) => [
      'not a method',
      noting(log, ours(scene)),
      true,
      noting(log, 'user'),
    ]),
    'an empty method': opens((scene) => ['', ours(scene)]),
    'a method that is no byte string': opens((scene, log) => ['\u20ac', noting(log, ours(scene))]),
    'an object for a method that is no byte string': opens((scene, log) => [
      noting(log, 'P\u20ac'),
      noting(log, ours(scene)),
    ]),
    'a method with a line break': opens((scene) => ['GET\n', ours(scene)]),
    'a forbidden method': opens((scene) => ['TRACE', ours(scene)]),
    'a forbidden method in small letters': opens((scene) => ['connect', ours(scene)]),
    'a bad URL': opens(() => ['GET', 'http://[']),
    'a URL with user and password': opens((scene) => ['GET', ours(scene).replace('//', '//user:secret@')], {
      // What is sent of them is the engine's business.
      ignore: ['authorization'],
    }),
    'user and password': opens((scene) => ['GET', ours(scene), true, 'user', 'secret'], { ignore: ['authorization'] }),
    'null for user and password': opens((scene) => ['GET', ours(scene), true, null, null]),
    'undefined for user and password': opens((scene) => ['GET', ours(scene), true, undefined, undefined]),
    'empty strings for user and password': opens((scene) => ['GET', ours(scene), true, '', '']),
    'a number for the user': opens((scene) => ['GET', ours(scene), true, 5], { ignore: ['authorization'] }),
    'a truthy string for async': opens((scene) => ['POST', ours(scene), 'yes']),
    'an object for async': opens((scene, log) => ['POST', ours(scene), noting(log, 'async')]),
    'six arguments': opens((scene, log) => ['POST', ours(scene), true, null, null, noting(log, 'sixth')]),
  });

  // Synchronous calls are never held (D7).
  compareRows(
    'E6',
    {
      'undefined for async is false': opens((scene) => ['POST', ours(scene), undefined]),
      'undefined for all that is optional': opens((scene) => ['POST', ours(scene), undefined, undefined, undefined]),
      'null for async': opens((scene) => ['POST', ours(scene), null]),
      '0 for async': opens((scene) => ['POST', ours(scene), 0]),
      'false, user and password': opens((scene) => ['GET', ours(scene), false, 'user', 'secret'], {
        ignore: ['authorization'],
      }),
    },
    { ways: ['known'] },
  );
});

describe('the arguments of setRequestHeader() and send()', () => {
  const sets =
    (make: (log: unknown[]) => unknown[][]): Row['run'] =>
    async (scene) => {
      const log: unknown[] = [];
      const xhr = new scene.window.XMLHttpRequest();
      xhr.open('GET', ours(scene));
      xhr.withCredentials = true;
      const results = make(log).map((args) => attempt(() => Reflect.apply(xhr.setRequestHeader, xhr, args)));
      const end = next(xhr, 'loadend');
      xhr.send();
      await scene.go();
      await end;
      return { results, log };
    };
  compareRows('B4 E1', {
    'a header of objects': sets((log) => [[noting(log, 'X-Name'), noting(log, 'value')]]),
    'a header without a value': sets(() => [[], ['X-Name']]),
    'a header of null and undefined': sets(() => [
      ['X-Null', null],
      ['X-Undefined', undefined],
      [undefined, 'x'],
    ]),
    'a header of a symbol': sets((log) => [
      [Symbol('n'), noting(log, 'value')],
      [noting(log, 'X-Name'), Symbol('v')],
    ]),
    'a header whose conversion throws': sets((log) => [
      [throwing(log, 'name', 'no name'), noting(log, 'value')],
      [noting(log, 'X-Name'), throwing(log, 'value', 'no value')],
    ]),
    'a header that is no byte string': sets((log) => [
      [noting(log, 'X-\u20ac'), noting(log, 'value')],
      [noting(log, 'X-Name'), noting(log, 'v\u20ac')],
    ]),
    'a header with a bad name or value': sets(() => [
      ['not a name', '1'],
      ['', '1'],
      ['X-Name', 'a\nb'],
      ['X-Blank', '  a  '],
      ['X-Empty', ''],
    ]),
    'a header with a third argument': sets((log) => [['X-Name', '1', noting(log, 'third')]]),
    'send() with two arguments': async (scene) => {
      const log: unknown[] = [];
      const xhr = new scene.window.XMLHttpRequest();
      xhr.open('POST', scene.at('page', 'body', 'json'));
      const end = next(xhr, 'loadend');
      const returned = attempt(() => Reflect.apply(xhr.send, xhr, [noting(log, 'body'), noting(log, 'second')]));
      await scene.go();
      await end;
      return { returned, log };
    },
    'send() without any, and abort() with one': async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      xhr.open('POST', scene.at('page', 'body', 'json'));
      const end = next(xhr, 'loadend');
      const returned = attempt(() => Reflect.apply(xhr.send, xhr, []));
      await scene.go();
      await end;
      return { returned, aborted: attempt(() => Reflect.apply(xhr.abort, xhr, [1])) };
    },
  });
});

describe('methods of XHR on what is none', () => {
  const receivers: Record<string, (scene: RowScene) => unknown> = {
    undefined: () => undefined,
    null: () => null,
    'a plain object': () => ({}),
    'a number': () => 1,
    'the window': ({ window }) => window,
    'the prototype': ({ window }) => window.XMLHttpRequest.prototype,
    'an object that inherits from the prototype': ({ window }) => Object.create(window.XMLHttpRequest.prototype),
    'an object that inherits from an XHR': ({ window }) => Object.create(new window.XMLHttpRequest()),
    'a Proxy of an XHR': ({ window }) => new window.Proxy(new window.XMLHttpRequest(), {}),
    'an upload': ({ window }) => new window.XMLHttpRequest().upload,
  };
  const rows: Record<string, Row['run']> = {};
  for (const [name, make] of Object.entries(receivers)) {
    rows[`methods on ${name}`] = (scene) => {
      const log: unknown[] = [];
      const { prototype } = scene.window.XMLHttpRequest;
      const self = make(scene);
      const call = (method: unknown, ...args: unknown[]) => {
        const result = attempt(() => Reflect.apply(method as () => void, self, args));
        const [, error] = Array.isArray(result) ? result : [];
        return [result, error instanceof scene.window.TypeError];
      };
      return [
        call(prototype.open, noting(log, 'GET'), noting(log, ours(scene)), true, noting(log, 'user')),
        call(prototype.open),
        call(prototype.setRequestHeader, noting(log, 'name'), noting(log, 'value')),
        call(prototype.setRequestHeader),
        call(prototype.send, noting(log, 'body')),
        call(prototype.abort),
        log,
      ];
    };
  }
  compareRows('E2', rows);
});
