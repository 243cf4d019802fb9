import { compareRows, type Row, type RowScene } from '../support/compareRows.ts';
import type { PageWindow } from '../support/page.ts';
import { traceFetch } from '../support/traceFetch.ts';

const call =
  (make: (scene: RowScene) => unknown): Row['run'] =>
  async (scene) => {
    const outcome = make(scene);
    await scene.go();
    return outcome;
  };

/** An `init` that notes what is read of it. */
function noting(window: PageWindow, members: Record<string, unknown>, log: unknown[]) {
  return new window.Proxy(members, {
    get(target, name) {
      log.push(name);
      return target[name as string];
    },
  });
}

const REQUESTS = [
  { mode: 'cors' },
  { mode: 'no-cors' },
  { cache: 'no-store' },
  { cache: 'reload' },
  { redirect: 'manual' },
  { redirect: 'error' },
  { referrerPolicy: 'no-referrer' },
  { referrer: '' },
  { referrer: '/elsewhere', referrerPolicy: 'unsafe-url' },
  { headers: { 'X-A': '1' }, credentials: 'include' },
];

describe('forms of fetch', () => {
  compareRows('E3 B4', {
    'a string': call(({ window, at }) => traceFetch(window, at('backend', 'echo'))),
    'a URL': call(({ window, at }) => traceFetch(window, new window.URL(at('backend', 'echo')))),
    'a relative URL': call(({ window, key }) => traceFetch(window, `/k/${key}/echo?a=1#f`)),
    'an object with toString, which is called once': call(async ({ window, at }) => {
      let count = 0;
      const url = at('backend', 'echo');
      const traced = await traceFetch(window, {
        toString() {
          count++;
          return url;
        },
      });
      return [traced, count];
    }),
    'a toString that throws': call(({ window }) =>
      traceFetch(window, {
        toString() {
          throw new window.RangeError('mine');
        },
      }),
    ),
    'a getter of init that throws': call(({ window, at }) =>
      traceFetch(window, at('backend', 'echo'), {
        get method() {
          throw new window.RangeError('mine');
        },
      }),
    ),
    'the order in which url and init are read, and how often': call(async ({ window, at }) => {
      const log: unknown[] = [];
      const url = at('backend', 'echo');
      const input = { toString: () => log.push('url') && url };
      const traced = await traceFetch(window, input, noting(window, { method: 'POST', body: 'x' }, log));
      return [traced, log];
    }),
    'getters of init, each read once': call(async ({ window, at }) => {
      const log: string[] = [];
      const init = {};
      for (const [name, value] of Object.entries({
        method: 'PUT',
        body: 'b',
        headers: { 'X-A': '1' },
        credentials: 'same-origin',
      })) {
        Object.defineProperty(init, name, { get: () => log.push(name) && value, enumerable: true });
      }
      return [await traceFetch(window, at('backend', 'echo'), init), log];
    }),
    'members on the prototype of init': call(({ window, at }) =>
      traceFetch(window, at('backend', 'echo'), Object.create({ method: 'POST', body: 'p', headers: { 'X-A': '1' } })),
    ),
    'members of init that are not enumerable': call(({ window, at }) =>
      traceFetch(
        window,
        at('backend', 'echo'),
        Object.defineProperties({}, { method: { value: 'PUT' }, body: { value: 'q' } }),
      ),
    ),
    'a frozen init': call(({ window, at }) =>
      traceFetch(
        window,
        at('backend', 'echo'),
        Object.freeze({ method: 'POST', body: 'f', credentials: 'same-origin' }),
      ),
    ),
    'a Request as init': call(({ window, at }) =>
      traceFetch(
        window,
        at('backend', 'echo'),
        new window.Request(at('backend', 'echo'), { method: 'DELETE', headers: { 'X-A': '1' } }),
      ),
    ),
    'a function as init': call(({ window, at }) =>
      traceFetch(
        window,
        at('backend', 'echo'),
        Object.assign(() => {}, { method: 'PUT', body: 'fn' }),
      ),
    ),
    'a Headers object and a list as headers': call(async ({ window, at }) => [
      await traceFetch(window, at('backend', 'echo'), { headers: new window.Headers({ 'X-A': '1' }) }),
      await traceFetch(window, at('backend', 'echo'), {
        headers: [
          ['X-B', '2'],
          ['X-B', '3'],
        ],
      }),
    ]),
    'null as init': call(({ window, at }) => traceFetch(window, at('backend', 'echo'), null)),
    "a Request of a frame's realm": call(async ({ window, at }) => {
      const frame = window.document.createElement('iframe');
      window.document.body.append(frame);
      const { Request } = frame.contentWindow as PageWindow;
      return traceFetch(window, new Request(at('backend', 'echo'), { method: 'POST', body: 'r' }));
    }),
    ...Object.fromEntries(
      REQUESTS.map((init) => [
        `a Request with ${JSON.stringify(init)}`,
        call(({ window, at }) => traceFetch(window, new window.Request(at('backend', 'echo'), init as RequestInit))),
      ]),
    ),
    'a redirect': {
      sessions: ['sess_A', undefined],
      run: call(({ window, at }) => traceFetch(window, at('backend', 'redirect', 302, at('backend', 'echo')))),
    },
    'a redirect that is an error': call(({ window, at }) =>
      traceFetch(window, at('backend', 'redirect', 307, at('backend', 'echo')), { redirect: 'error' }),
    ),
    'a redirect by hand': call(({ window, at }) =>
      traceFetch(window, at('backend', 'redirect', 302, at('backend', 'echo')), { redirect: 'manual' }),
    ),
    'an error status': call(({ window, at }) => traceFetch(window, at('backend', 'status', 404))),
    'an answer that CORS forbids': call(({ window, at }) => traceFetch(window, at('backend', 'cors', 'none', 'echo'))),
  });

  compareRows('E2 E3', {
    'no arguments': call(({ window }) => {
      try {
        return (window.fetch as () => Promise<unknown>)().catch(({ name, message }) => [name, message]);
      } catch (error) {
        return `threw ${error}`;
      }
    }),
    'bad arguments reject as native does': call(async ({ window, at }) => {
      const url = at('backend', 'echo');
      const bad: [unknown, unknown?][] = [
        ['http://['],
        ['https://user:password@localhost/'],
        [Symbol('url')],
        [url, 5],
        [url, { method: 'a b' }],
        [url, { method: 'TRACE' }],
        [url, { method: Symbol('m') }],
        [url, { body: 'x' }],
        [url, { mode: 'navigate' }],
        [url, { mode: 'nonsense' }],
        [url, { credentials: 'nonsense' }],
        [url, { headers: 'x' }],
        [url, { headers: { 'a b': 'c' } }],
        [url, { signal: {} }],
        [url, { method: 'PUT', mode: 'no-cors' }],
        [url, Object.create({ credentials: 'nonsense' })],
        [url, Object.create({ method: 'a b' })],
      ];
      const outcomes: unknown[] = [];
      for (const [input, init] of bad) outcomes.push(await traceFetch(window, input, init));
      return outcomes;
    }),
    'other this values': call(async ({ window, at }) => {
      const url = at('backend', 'echo');
      const outcomes: unknown[] = [];
      for (const self of [undefined, null, window, {}, 5]) {
        outcomes.push(
          await Reflect.apply(window.fetch, self, [url]).then(
            ({ status }: Response) => status,
            ({ name, message }: Error) => [name, message],
          ),
        );
      }
      return outcomes;
    }),
  });

  compareRows(
    'D5',
    {
      'an abort': {
        server: 'aborted',
        run: call(async ({ window, at }) => {
          const controller = new window.AbortController();
          const traced = traceFetch(window, at('backend', 'hang'), { signal: controller.signal });
          controller.abort();
          return traced;
        }),
      },
      'an abort with a reason, of a Request': {
        server: 'aborted',
        run: call(async ({ window, at }) => {
          const controller = new window.AbortController();
          const request = new window.Request(at('backend', 'hang'), {
            method: 'POST',
            body: 'x',
            signal: controller.signal,
          });
          const traced = traceFetch(window, request);
          controller.abort(new window.RangeError('mine'));
          return traced;
        }),
      },
      'a signal that is aborted already': {
        server: 'nothing',
        run: call(async ({ window, at }) => {
          const controller = new window.AbortController();
          controller.abort();
          return [
            await traceFetch(window, at('backend', 'echo'), { signal: controller.signal }),
            await traceFetch(window, new window.Request(at('backend', 'echo'), { signal: controller.signal })),
          ];
        }),
      },
    },
    {},
  );
});
