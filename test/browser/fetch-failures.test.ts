import { expect } from 'chai';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { expectSame, runBoth, shimmedPage } from '../kit/differential.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';
import { at, newKey, openPage, origins, received, type TestPage } from '../kit/page.ts';

const ours = ({ at }: RowScene) => at('backend', 'body', 'json');
const include = { credentials: 'include' } as const;

describe('the end of a fetch()', () => {
  const to =
    (url: (scene: RowScene) => string, init: object = include): Row['run'] =>
    (scene) =>
      fetchOnce(scene, [url(scene), init]);
  const unsure = (run: Row['run']): Row => ({ server: 'ignored', run });
  compareRows('E3', {
    'status 404': to(({ at }) => at('backend', 'status', 404)),
    'status 204': to(({ at }) => at('backend', 'status', 204)),
    'status 500': to(({ at }) => at('page', 'status', 500)),
    // Browsers try again where the connection was an old one.
    'a network error': unsure(to(({ at }) => at('backend', 'close'))),
    'a network error in the middle of the body': (scene) =>
      fetchOnce(scene, [scene.at('backend', 'truncate'), include], {
        read: (response) => response.text().catch((error: unknown) => error),
      }),
    'no CORS headers': to(({ at }) => at('backend', 'cors', 'none', 'body', 'json')),
    'a CORS answer for any origin': to(({ at }) => at('backend', 'cors', 'any', 'body', 'json')),
    'a CORS answer without credentials': to(({ at }) => at('backend', 'cors', 'no-credentials', 'body', 'json')),
    'a preflight that is refused': to(({ at }) => at('backend', 'cors', 'refuse', 'body', 'json'), {
      ...include,
      headers: { 'X-Custom': '1' },
    }),
    'a preflight that allows no headers': to(({ at }) => at('backend', 'cors', 'no-headers', 'body', 'json'), {
      ...include,
      headers: { 'X-Custom': '1' },
    }),
    'mode same-origin to another origin': to(ours, { mode: 'same-origin' }),
    'mode no-cors': to(({ at }) => at('backend', 'cors', 'none', 'body', 'json'), { mode: 'no-cors' }),
    'a call that is not ours fails': to(({ at }) => at('foreign', 'cors', 'none', 'body', 'json')),
    'a port that is blocked': to(() => 'http://localhost:1/'),
    'readers of the body': async (scene) => {
      const bodies: unknown[] = [];
      for (const read of ['text', 'json', 'arrayBuffer'] as const)
        bodies.push(await fetchOnce(scene, [ours(scene)], { read: (response) => response[read]() }));
      return bodies;
    },
    'a clone of the response': (scene) =>
      fetchOnce(scene, [ours(scene)], {
        read: async (response) => [await response.clone().text(), await response.text()],
      }),
    'a body in pieces': (scene) => fetchOnce(scene, [scene.at('backend', 'dribble', 3, 20)]),
  });
});

describe('then() of the promise of fetch()', () => {
  compareRows('E3', {
    'comes after those of promises that were settled before': async (scene) => {
      const order: string[] = [];
      const promise = scene.window.fetch('http://[').catch(() => order.push('rejected'));
      order.push('returned');
      await promise;
      await scene.go();
      return order;
    },
    'finally(), and a second then()': async (scene) => {
      const order: string[] = [];
      const promise = scene.window.fetch(ours(scene));
      void promise.finally(() => order.push('finally'));
      void promise.then(() => order.push('then'));
      await scene.go();
      const first = await promise;
      return [order, first === (await promise)];
    },
  });
});

describe('failures of fetch() that the page does not handle', () => {
  for (const [state, session] of [
    ['with the session known', 'sess_A'],
    ['while Clerk is loading', undefined],
  ] as const) {
    const page: TestPage = {
      head: [
        { clerk: session ? { session } : {} },
        ...(shimmedPage({ 'data-wait': '30000' }).head ?? []).filter((part) => 'shim' in part),
      ],
    };
    for (const [what, path, init] of [
      ['a network error', ['cors', 'none', 'echo'], {}],
      ['a bad argument', ['echo'], { method: 'TRACE' }],
      ['a conversion that throws', ['echo'], { method: { toString: () => [] } }],
      ['an abort', ['hang'], { abort: true }],
    ] as const) {
      it(`E3: unhandledrejection fires once for ${what}, ${state}`, async () => {
        const { native, shim } = await runBoth(async ({ window, at, page }) => {
          const { AbortController: Controller } = window;
          const controller = new Controller();
          page.run(
            (url: string, init: object, signal: AbortSignal) => {
              fetch(url, 'abort' in init ? { signal } : init);
            },
            at('backend', ...path),
            init,
            controller.signal,
          );
          if ('abort' in init) controller.abort();
          window.Clerk?.control.become('sess_A');
          await new Promise<void>((resolve) => {
            const check = () => (page.rejections.length ? setTimeout(resolve, 100) : setTimeout(check, 20));
            check();
          });
          // The message of an abort is not the same in WebKit: see fetch-abort.test.ts.
          return (page.rejections as Error[]).map((error) => ('abort' in init ? error.name : error));
        }, page);
        expect(shim.trace).to.deep.equal(native.trace);
        expect(shim.trace).to.have.length(1);
      });
    }
    it(`E3: a failure that comes during a synchronous XHR is not reported as unhandled, ${state}`, async () => {
      const { shim } = await runBoth(async ({ page, window, at }) => {
        // The shim makes a request of an `init` that has getters.
        const init = Object.defineProperty({}, 'method', { get: () => 'PUT' });
        const promise = window.fetch(at('backend', 'cors', 'none', 'echo'), init).catch((error: Error) => error.name);
        window.Clerk?.control.become('sess_A');
        const xhr = new window.XMLHttpRequest();
        xhr.open('GET', at('page', 'delay', 300, 'echo'), false);
        xhr.send();
        return [await promise, page.rejections];
      }, page);
      expect(shim.trace).to.deep.equal(['TypeError', []]);
    });
    it(`E3: a failure that the page handles late, or at its second then(), is reported as native does, ${state}`, async () => {
      await expectSame(async ({ window, at, page }) => {
        const promise = window.fetch(at('backend', 'cors', 'none', 'echo'));
        const derived = promise.then((response) => response.status);
        derived.catch(() => {});
        window.Clerk?.control.become('sess_A');
        await new Promise((resolve) => setTimeout(resolve, 200));
        return page.rejections;
      }, page);
    });
  }
});

describe('arguments of fetch() that are wrong, while Clerk is loading', () => {
  for (const [what, init] of Object.entries({
    'a method': { method: 'a b' },
    'a header': { headers: { 'a b': 'c' } },
    'a body with GET': { body: 'x' },
    'a mode': { mode: 'navigate' },
  } as Record<string, RequestInit>)) {
    it(`D5: ${what} rejects at once, and nothing is sent`, async () => {
      const { window } = await openPage({
        head: [{ clerk: {} }, { shim: { 'data-backend-origins': origins.backend, 'data-wait': '30000' } }],
      });
      const key = newKey();
      const error = await window.fetch(at('backend', key, 'echo'), init).catch(({ name }: Error) => name);
      expect(error).to.equal('TypeError');
      expect(await received(key)).to.deep.equal([]);
    });
  }
});
