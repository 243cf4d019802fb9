import { attempt } from '../kit/attempt.ts';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { fetchOnce, stateOfRequest } from '../kit/fetchOnce.ts';
import { type PageWindow, received } from '../kit/page.ts';

type Make = (scene: RowScene) => unknown;

const ours = ({ at }: RowScene) => at('backend', 'body', 'json');

/** Calls with a `Request`, and tells what becomes of it. */
function withRequest(make: (scene: RowScene) => Request, init?: Make, more: Omit<Row, 'run'> = {}): Row {
  return {
    ...more,
    async run(scene) {
      const request = make(scene);
      const before = stateOfRequest(request);
      let after: unknown;
      const outcome = await fetchOnce(scene, init ? [request, init(scene)] : [request], {
        called: () => {
          after = stateOfRequest(request);
        },
      });
      const again = await request.text().catch((error: unknown) => error);
      return { before, after, outcome, atLast: stateOfRequest(request), again };
    },
  };
}

/** A `Request` of ours with these members. */
const requestOf = (init: RequestInit & { priority?: string }) => (scene: RowScene) =>
  new scene.window.Request(ours(scene), init as RequestInit);

const post = { method: 'POST', body: 'body' } as const;

describe('members of a Request', () => {
  const rows: Record<string, Row> = {};
  const members: Record<string, string[]> = {
    mode: ['cors', 'no-cors', 'same-origin'],
    credentials: ['include', 'same-origin'],
    cache: ['default', 'no-store', 'reload', 'no-cache', 'force-cache'],
    redirect: ['follow', 'error', 'manual'],
    referrerPolicy: [
      'no-referrer',
      'no-referrer-when-downgrade',
      'origin',
      'origin-when-cross-origin',
      'same-origin',
      'strict-origin',
      'strict-origin-when-cross-origin',
      'unsafe-url',
    ],
    priority: ['high'],
  };
  for (const [name, values] of Object.entries(members)) {
    for (const value of values) {
      rows[`${name} ${value}`] = withRequest(requestOf({ [name]: value }));
      rows[`${name} ${value}, of the own origin, with a body`] = withRequest(
        ({ window, at }) => new window.Request(at('page', 'body', 'json'), { ...post, [name]: value }),
      );
    }
  }
  rows['mode no-cors, with a body'] = withRequest(requestOf({ ...post, mode: 'no-cors' }));
  rows['cache only-if-cached'] = withRequest(({ window, at }) => {
    return new window.Request(at('page', 'body', 'json'), { mode: 'same-origin', cache: 'only-if-cached' });
  });
  rows.keepalive = withRequest(requestOf({ keepalive: true }));
  rows['keepalive, with a body'] = withRequest(requestOf({ ...post, keepalive: true }));
  rows['an empty referrer'] = withRequest(requestOf({ referrer: '' }));
  rows['a referrer of the own origin'] = withRequest(
    requestOf({ referrer: '/elsewhere?a', referrerPolicy: 'unsafe-url' }),
  );
  rows['an integrity that matches'] = withRequest(
    // Of the text "hello wörld", in UTF-8.
    ({ window, at }) => new window.Request(at('backend', 'body', 'text'), { integrity: HELLO }),
  );
  rows['an integrity that does not match'] = withRequest(requestOf({ integrity: HELLO }));
  rows.headers = withRequest(requestOf({ headers: { 'X-A': '1', Accept: 'text/plain', 'Accept-Language': 'de' } }));
  rows['a method of the page'] = withRequest(requestOf({ method: 'PROPFIND' }));
  rows['DELETE without a body'] = withRequest(requestOf({ method: 'DELETE' }));
  rows['PUT without a body'] = withRequest(requestOf({ method: 'PUT' }));
  compareRows('E4', rows, { anyOrder: true });
});

const HELLO = 'sha256-ghzVip+4mRQd2Ywptsq7bM3e1wrQGXuMx2V7dvcOZP8=';

describe('a Request and an init', () => {
  compareRows(
    'E4',
    {
      'a method': withRequest(requestOf({}), () => ({ method: 'PUT' })),
      'a body over none': withRequest(requestOf({ method: 'POST' }), () => ({ body: 'of init' })),
      'a body over another': withRequest(requestOf(post), () => ({ body: 'of init' })),
      'null over a body': withRequest(requestOf(post), () => ({ body: null })),
      'headers over others': withRequest(requestOf({ headers: { 'X-A': '1' } }), () => ({ headers: { 'X-B': '2' } })),
      'a mode': withRequest(requestOf({}), () => ({ mode: 'no-cors' })),
      credentials: withRequest(requestOf({ credentials: 'same-origin' }), () => ({ credentials: 'include' })),
      'a redirect mode': withRequest(requestOf({}), () => ({ redirect: 'error' })),
      'keepalive over a body': withRequest(requestOf(post), () => ({ keepalive: true })),
      'a referrer policy': withRequest(requestOf({ referrer: '/x' }), () => ({ referrerPolicy: 'no-referrer' })),
      'nothing resets a referrer': withRequest(requestOf({ referrer: '/x', referrerPolicy: 'unsafe-url' }), () => ({})),
      'a member that is read resets a referrer': withRequest(
        requestOf({ referrer: '/x', referrerPolicy: 'unsafe-url' }),
        () => ({ method: 'GET' }),
      ),
      'a bad member': withRequest(requestOf(post), () => ({ mode: 'navigate' })),
      'a bad body for GET': withRequest(requestOf({}), () => ({ body: 'x' })),
      null: withRequest(requestOf(post), () => null),
      undefined: withRequest(requestOf(post), () => undefined),
      'a number': withRequest(requestOf(post), () => 5),
      'getters, each read once': async (scene) => {
        const log: string[] = [];
        const init = {
          get headers() {
            log.push('headers');
            return { 'X-Init': '1' };
          },
          get cache() {
            log.push('cache');
            return 'no-store';
          },
        };
        const outcome = await fetchOnce(scene, [requestOf(post)(scene), init]);
        return { outcome, log };
      },
    },
    { anyOrder: true },
  );
});

describe('a Request as init', () => {
  const asInit =
    (make: (scene: RowScene) => Request): Row['run'] =>
    async (scene) => {
      const request = make(scene);
      const outcome = await fetchOnce(scene, [ours(scene), request], { called: () => request.bodyUsed });
      return { outcome, bodyUsed: request.bodyUsed };
    };
  compareRows(
    'E3',
    {
      'without a body': asInit(({ window, at }) => new window.Request(at('foreign', 'x'), { headers: { 'X-A': '1' } })),
      'with a method and no body': asInit(
        ({ window, at }) => new window.Request(at('foreign', 'x'), { method: 'PUT' }),
      ),
      'with a body': asInit(({ window, at }) => new window.Request(at('foreign', 'x'), post)),
      'with keepalive': asInit(({ window, at }) => new window.Request(at('foreign', 'x'), { keepalive: true })),
      'with all that it can have': asInit(
        ({ window, at }) =>
          new window.Request(at('foreign', 'x'), {
            method: 'DELETE',
            headers: { 'X-A': '1', 'X-B': '2' },
            credentials: 'include',
            cache: 'no-store',
            redirect: 'error',
            referrer: '/x',
            referrerPolicy: 'origin',
          }),
      ),
      'that was used': asInit(({ window, at }) => {
        const request = new window.Request(at('foreign', 'x'), post);
        void request.text();
        return request;
      }),
    },
    { anyOrder: true },
  );
});

describe('the body of a Request', () => {
  const used =
    (use: (request: Request, scene: RowScene) => unknown, init?: object): Row['run'] =>
    async (scene) => {
      const request = requestOf(post)(scene);
      const result = attempt(() => use(request, scene));
      const before = request.bodyUsed;
      const outcome = await fetchOnce(scene, init ? [request, init] : [request], { called: () => request.bodyUsed });
      return { before, outcome, after: request.bodyUsed, result: await (result as Promise<unknown>) };
    };
  compareRows(
    'E4',
    {
      'is used at once': used(() => undefined),
      'was read': used((request) => request.text()),
      'was read, and init has another': used((request) => request.text(), { body: 'of init' }),
      'was sent': used((request, { window }) => window.fetch(request).then(({ status }) => status)),
      'was cloned': used((request) => void request.clone()),
      'was given to another Request': used((request, { window }) => void new window.Request(request)),
      'cannot be read after the call': async (scene) => {
        const request = requestOf(post)(scene);
        let read: unknown;
        const outcome = await fetchOnce(scene, [request], {
          called: () => {
            read = request.text().catch((error: unknown) => error);
          },
        });
        return { outcome, read: await read };
      },
      'cannot be cloned after the call': async (scene) => {
        const request = requestOf(post)(scene);
        return fetchOnce(scene, [request], { called: () => request.clone() });
      },
      'of a clone': async (scene) => {
        const request = requestOf(post)(scene);
        const clone = request.clone();
        const outcome = await fetchOnce(scene, [clone], { called: () => [request.bodyUsed, clone.bodyUsed] });
        return { outcome, text: await request.text() };
      },
      'of both the request and its clone': async (scene) => {
        const request = requestOf(post)(scene);
        const clone = request.clone();
        const first = fetchOnce(scene, [clone]);
        const second = fetchOnce(scene, [request]);
        return [await first, await second];
      },
      'is not there: the request can be sent again': async (scene) => {
        const request = requestOf({ method: 'POST' })(scene);
        const first = fetchOnce(scene, [request], { called: () => request.bodyUsed });
        const second = fetchOnce(scene, [request], { called: () => request.bodyUsed });
        return [await first, await second];
      },
      'headers that the page changes after the call': async (scene) => {
        const request = requestOf({ ...post, headers: { 'X-A': '1' } })(scene);
        return fetchOnce(scene, [request], { called: () => request.headers.set('X-A', 'changed') });
      },
    },
    { anyOrder: true },
  );
});

describe("objects of an iframe's realm in fetch()", () => {
  const frameOf = (window: PageWindow) => window.frames[0] as unknown as PageWindow;
  const inFrame =
    (make: (frame: PageWindow, scene: RowScene) => unknown[]): Row['run'] =>
    (scene) =>
      fetchOnce(scene, make(frameOf(scene.window), scene));
  compareRows(
    'E6',
    {
      'a Request': inFrame(({ Request }, scene) => [new Request(ours(scene), { ...post, headers: { 'X-A': '1' } })]),
      'a Request with FormData': inFrame(({ Request, FormData }, scene) => {
        const body = new FormData();
        body.append('a', '1');
        return [new Request(ours(scene), { method: 'POST', body })];
      }),
      'a Request as init': inFrame(({ Request }, scene) => [ours(scene), new Request('/x', { method: 'DELETE' })]),
      'a URL': inFrame(({ URL: OfFrame }, scene) => [new OfFrame(ours(scene))]),
      'an init': inFrame((frame, scene) => [
        ours(scene),
        new (frame as PageWindow & { Object: ObjectConstructor }).Object(post),
      ]),
      Headers: inFrame(({ Headers }, scene) => [ours(scene), { headers: new Headers({ 'X-A': '1' }) }]),
      FormData: inFrame(({ FormData }, scene) => {
        const body = new FormData();
        body.append('a', '1');
        return [ours(scene), { method: 'POST', body }];
      }),
      URLSearchParams: inFrame(({ URLSearchParams: OfFrame }, scene) => [
        ours(scene),
        { method: 'POST', body: new OfFrame('a=1') },
      ]),
      'a Blob': inFrame(({ Blob }, scene) => [ours(scene), { method: 'POST', body: new Blob(['b'], { type: 'a/b' }) }]),
      'a typed array': inFrame((frame, scene) => [ours(scene), { method: 'POST', body: new frame.Uint8Array([1, 2]) }]),
      'an AbortSignal': inFrame((frame, scene) => {
        const controller = new frame.AbortController();
        setTimeout(() => controller.abort(), 300);
        return [scene.at('backend', 'hang'), { signal: controller.signal }];
      }),
    },
    { anyOrder: true, page: { body: [{ html: '<iframe></iframe>' }] } },
  );
  compareRows(
    'E6',
    {
      "the frame's fetch": {
        sessions: [undefined],
        run: async (scene) => {
          const { status } = await frameOf(scene.window).fetch(ours(scene));
          return status;
        },
      },
      "the page's fetch, called on the frame": {
        sessions: [undefined],
        run: async (scene) => {
          const trace = await fetchOnce(scene, [ours(scene)], { self: frameOf(scene.window) });
          // The promise may be one of the frame's.
          await received(scene.key, 1);
          return trace;
        },
      },
    },
    { ways: ['known'], page: { body: [{ html: '<iframe></iframe>' }] } },
  );
});
