import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { describe as describeResponse, fetchOnce } from '../kit/fetchOnce.ts';
import { engine, type PageWindow } from '../kit/page.ts';

/** WebKit's own answer depends on how far the call has come. */
const unsteady: Pick<Row, 'ways'> = engine === 'webkit' ? { ways: ['held'] } : {};

const ours = ({ at }: RowScene) => at('backend', 'body', 'json');

/** Aborts, with a reason where the engine has them. */
const reasonOf = ({ window }: RowScene) => new window.RangeError('of the page');

interface Way {
  /** When it is aborted. */
  when: 'before' | 'after' | 'later';
  reason?: (scene: RowScene) => unknown;
  /** Whether the signal is in a `Request`. */
  request?: boolean;
  body?: boolean;
}

function aborted({ when, reason, request, body }: Way): Row {
  return {
    server: when === 'before' ? 'nothing' : 'aborted',
    async run(scene) {
      const controller = new scene.window.AbortController();
      const abort = () => (reason ? controller.abort(reason(scene)) : controller.abort());
      if (when === 'before') abort();
      const init = { signal: controller.signal, ...(body ? { method: 'POST', body: 'x' } : {}) };
      const url = scene.at('backend', 'hang');
      const order: string[] = [];
      controller.signal.addEventListener('abort', () => order.push('abort'));
      const made = request ? new scene.window.Request(url, init) : undefined;
      const outcome = await fetchOnce(scene, made ? [made] : [url, init], {
        called: () => {
          if (when === 'after') abort();
          if (when === 'later') void Promise.resolve().then(abort);
          return made?.bodyUsed;
        },
      });
      return { outcome, order, bodyUsed: made?.bodyUsed };
    },
  };
}

describe('AbortSignal of fetch()', () => {
  const rows: Record<string, Row> = {};
  for (const when of ['before', 'after', 'later'] as const) {
    const title = { before: 'before the call', after: 'right after the call', later: 'in a microtask' }[when];
    rows[`aborted ${title}`] = aborted({ when });
    rows[`aborted ${title}, with a reason`] = aborted({ when, reason: reasonOf });
    rows[`aborted ${title}, with undefined as reason`] = aborted({ when, reason: () => undefined });
    rows[`aborted ${title}, with a body`] = aborted({ when, body: true });
    rows[`aborted ${title}, of a Request`] = aborted({ when, request: true });
    rows[`aborted ${title}, of a Request with a body, with a reason`] = aborted({
      when,
      request: true,
      body: true,
      reason: reasonOf,
    });
  }
  rows['the reason itself comes back'] = {
    server: 'aborted',
    ...unsteady,
    async run(scene) {
      const controller = new scene.window.AbortController();
      const reason = { of: 'the page' };
      const promise = scene.window.fetch(scene.at('backend', 'hang'), { signal: controller.signal });
      controller.abort(reason);
      return promise.catch((error: unknown) => [error === reason, error]);
    },
  };
  rows['AbortSignal.abort(), where there is one'] = {
    server: 'nothing',
    run: (scene) => {
      const { AbortSignal: Signal } = scene.window as PageWindow & { AbortSignal: { abort?(): AbortSignal } };
      return Signal.abort ? fetchOnce(scene, [ours(scene), { signal: Signal.abort() }]) : 'none';
    },
  };
  rows['init has a signal over that of the Request'] = {
    server: 'aborted',
    ...unsteady,
    async run(scene) {
      const [first, second] = [new scene.window.AbortController(), new scene.window.AbortController()];
      const request = new scene.window.Request(scene.at('backend', 'hang'), { signal: first.signal });
      return fetchOnce(scene, [request, { signal: second.signal }], {
        called: () => {
          first.abort();
          second.abort();
        },
      });
    },
  };
  rows['init takes the signal of the Request away'] = {
    async run(scene) {
      const controller = new scene.window.AbortController();
      const request = new scene.window.Request(ours(scene), { signal: controller.signal });
      return fetchOnce(scene, [request, { signal: null }], { called: () => controller.abort() });
    },
  };
  rows['a signal that is aborted in a getter of init'] = {
    server: 'ignored',
    async run(scene) {
      const controller = new scene.window.AbortController();
      const init = {
        get method() {
          controller.abort();
          return 'GET';
        },
        signal: controller.signal,
      };
      return fetchOnce(scene, [scene.at('backend', 'hang'), init]);
    },
  };
  rows['aborted when it is over'] = {
    async run(scene) {
      const controller = new scene.window.AbortController();
      const outcome = await fetchOnce(scene, [ours(scene), { signal: controller.signal }]);
      controller.abort();
      return outcome;
    },
  };
  rows['two calls with one signal'] = {
    server: 'aborted',
    async run(scene) {
      const controller = new scene.window.AbortController();
      const init = { signal: controller.signal };
      const first = fetchOnce(scene, [scene.at('backend', 'hang'), init]);
      const second = fetchOnce(scene, [scene.at('page', 'hang'), init], { called: () => controller.abort() });
      return [await first, await second];
    },
  };
  compareRows('D5', rows);
});

describe('AbortSignal of fetch() on its way', () => {
  const onItsWay =
    (reason?: (scene: RowScene) => unknown): Row['run'] =>
    async (scene) => {
      const controller = new scene.window.AbortController();
      const outcome = describeResponse(
        scene.window,
        scene.window.fetch(scene.at('backend', 'stall'), { signal: controller.signal }),
        async (response) => {
          const text = response.text();
          if (reason) controller.abort(reason(scene));
          else controller.abort();
          return text.catch((error: unknown) => error);
        },
      );
      await scene.go();
      return outcome;
    };
  compareRows('E3', {
    'aborted while the body comes': onItsWay(),
    'aborted while the body comes, with a reason': onItsWay(reasonOf),
    'aborted before the answer comes': {
      async run(scene) {
        const controller = new scene.window.AbortController();
        const outcome = fetchOnce(scene, [scene.at('page', 'hang'), { signal: controller.signal }]);
        await scene.go();
        setTimeout(() => controller.abort(), 300);
        return outcome;
      },
    },
  });
});

describe('an aborted fetch() that was held', () => {
  compareRows(
    'D5',
    {
      'does not keep the others from going, in their order': {
        sessions: ['sess_A', 'sess_A'],
        async run(scene) {
          const controller = new scene.window.AbortController();
          const first = scene.window.fetch(scene.at('page', 'body', 'text'));
          const second = scene.window
            .fetch(scene.at('page', 'body', 'html'), { signal: controller.signal })
            .catch(({ name }: Error) => name);
          const third = scene.window.fetch(scene.at('page', 'body', 'json'));
          controller.abort();
          await scene.go();
          return [(await first).status, await second, (await third).status];
        },
        server: 'ignored',
      },
      // In Firefox that leaves time to report a rejection that is handled a moment later.
      'is not reported as unhandled, though a synchronous call comes next': {
        server: 'ignored',
        async run({ window, at, go }) {
          const controller = new window.AbortController();
          const fetched = window.fetch(at('page', 'hang'), { signal: controller.signal });
          const name = fetched.catch((error: Error) => error.name);
          controller.abort();
          const xhr = new window.XMLHttpRequest();
          xhr.open('GET', at('foreign', 'delay', 100, 'body', 'text'), false);
          xhr.send();
          await go();
          return [await name, xhr.status];
        },
      },
    },
    { ways: ['held'] },
  );
});
