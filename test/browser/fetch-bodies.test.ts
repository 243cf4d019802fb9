import { bodies, changes } from '../support/bodies.ts';
import { compareRows, type Row, type RowScene } from '../support/compareRows.ts';
import { traceFetch } from '../support/traceFetch.ts';

/** Makes a call, lets Clerk learn its session, and gives back what came of it. */
const call =
  (make: (scene: RowScene) => Promise<unknown>): Row['run'] =>
  async (scene) => {
    const outcome = make(scene);
    await scene.go();
    return outcome;
  };

const kinds = Object.entries(bodies);

describe('bodies of fetch', () => {
  compareRows('D5 E3', {
    ...Object.fromEntries(
      kinds.map(([kind, make]) => [
        `init has ${kind}`,
        call((scene) =>
          traceFetch(scene.window, scene.at('backend', 'echo'), { method: 'POST', body: make(scene.window) }),
        ),
      ]),
    ),
    ...Object.fromEntries(
      Object.entries(changes).map(([kind, change]) => [
        `init has ${kind}, which the page then changes`,
        call(async (scene) => {
          const body = bodies[kind]?.(scene.window);
          const traced = traceFetch(scene.window, scene.at('backend', 'echo'), { method: 'POST', body });
          change(body as never, scene.window);
          return traced;
        }),
      ]),
    ),
    'headers of init that the page then changes': call(async ({ window, at }) => {
      const headers = new window.Headers({ 'X-A': '1' });
      const traced = traceFetch(window, at('backend', 'echo'), { headers });
      headers.set('X-A', '2');
      headers.set('X-B', '3');
      return traced;
    }),
    'a DELETE without a body': call(({ window, at }) =>
      traceFetch(window, at('backend', 'echo'), { method: 'DELETE' }),
    ),
  });

  compareRows('E4', {
    ...Object.fromEntries(
      kinds.map(([kind, make]) => [
        `a Request has ${kind}`,
        call((scene) =>
          traceFetch(
            scene.window,
            new scene.window.Request(scene.at('backend', 'echo'), {
              method: 'PUT',
              body: make(scene.window) as BodyInit,
            }),
          ),
        ),
      ]),
    ),
    'a Request whose body has been read': call(async ({ window, at }) => {
      const request = new window.Request(at('backend', 'echo'), { method: 'POST', body: 'x' });
      await request.text();
      return traceFetch(window, request);
    }),
    'a Request with keepalive': call(({ window, at }) =>
      traceFetch(window, new window.Request(at('page', 'echo'), { method: 'POST', body: 'x', keepalive: true })),
    ),
    'a Request that stays usable when init has a body': call(async ({ window, at }) => {
      const request = new window.Request(at('backend', 'echo'), { method: 'POST', body: 'x' });
      const traced = await traceFetch(window, request, { body: 'y' });
      return [traced, request.bodyUsed];
    }),
    'a clone of a Request': call(({ window, at }) =>
      traceFetch(window, new window.Request(at('backend', 'echo'), { method: 'POST', body: 'x' }).clone()),
    ),
  });
});
