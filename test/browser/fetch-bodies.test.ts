import { bodies, changes } from '../kit/bodies.ts';
import { compareRows, type Row } from '../kit/compareRows.ts';
import { fetchOnce } from '../kit/fetchOnce.ts';
import type { PageWindow } from '../kit/page.ts';

/** Ways to hand a body to `fetch()`; each gives back the arguments. */
const forms: Record<string, (window: PageWindow, url: string, init: RequestInit) => unknown[]> = {
  'in init': (_, url, init) => [url, init],
  'in a Request': ({ Request }, url, init) => [new Request(url, init)],
  'in a Request with keepalive': ({ Request }, url, init) => [new Request(url, { ...init, keepalive: true })],
  'in an init that inherits': (_, url, init) => [url, Object.create(init)],
};

const KEEPALIVE = ['undefined', 'a string', 'URLSearchParams', 'a Blob without a type'];

describe('bodies of fetch()', () => {
  for (const [form, make] of Object.entries(forms)) {
    const rows: Record<string, Row['run']> = {};
    for (const [kind, body] of Object.entries(bodies)) {
      // Engines limit how many of these there are at a time.
      if (form.endsWith('keepalive') && !KEEPALIVE.includes(kind)) continue;
      rows[`POST of ${kind}, ${form}`] = (scene) => {
        const init = { method: 'POST', body: body(scene.window) as BodyInit };
        return fetchOnce(scene, make(scene.window, scene.at('backend', 'body', 'json'), init));
      };
    }
    for (const method of ['PUT', 'DELETE', 'PATCH']) {
      for (const body of [undefined, 'text'])
        rows[`${method} of ${body}, ${form}`] = (scene) =>
          fetchOnce(
            scene,
            make(scene.window, scene.at('page', 'body', 'json'), { method, ...(body === undefined ? {} : { body }) }),
          );
    }
    rows[`a content type of the page, ${form}`] = (scene) =>
      fetchOnce(
        scene,
        make(scene.window, scene.at('backend', 'body', 'json'), {
          method: 'POST',
          body: new scene.window.FormData(),
          headers: { 'Content-Type': 'text/plain', 'X-B': '2', 'x-a': '1' },
        }),
      );
    compareRows('D5 E4', rows, { anyOrder: true });
  }
});

describe('bodies of fetch() that the page changes after the call', () => {
  for (const [form, make] of Object.entries(forms)) {
    const rows: Record<string, Row['run']> = {};
    for (const [kind, change] of Object.entries(changes)) {
      if (form.endsWith('keepalive') && !KEEPALIVE.includes(kind)) continue;
      rows[`${kind} is sent as it was, ${form}`] = (scene) => {
        const body = bodies[kind]?.(scene.window);
        const init = { method: 'POST', body: body as BodyInit };
        const args = make(scene.window, scene.at('backend', 'body', 'json'), init);
        return fetchOnce(scene, args, { called: () => change(body as never, scene.window) });
      };
    }
    compareRows('D5', rows, { anyOrder: true });
  }
});

describe('streams as bodies of fetch()', () => {
  const stream = ({ ReadableStream, TextEncoder }: PageWindow, ...chunks: string[]) =>
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
        controller.close();
      },
    });
  const rows: Record<string, Row['run']> = {};
  for (const origin of ['page', 'backend'] as const) {
    for (const duplex of ['half', undefined]) {
      const init = (window: PageWindow) => ({
        method: 'POST',
        body: stream(window, 'a', 'b'),
        ...(duplex ? { duplex } : {}),
      });
      const title = `to the ${origin}${duplex ? ' with duplex' : ''}`;
      rows[`in init ${title}`] = (scene) => fetchOnce(scene, [scene.at(origin, 'body', 'json'), init(scene.window)]);
      rows[`in a Request ${title}`] = async (scene) => {
        const request = new scene.window.Request(scene.at(origin, 'body', 'json'), init(scene.window));
        const result = fetchOnce(scene, [request], { called: () => request.bodyUsed });
        return [await result, request.bodyUsed];
      };
    }
  }
  rows.locked = (scene) => {
    const body = stream(scene.window, 'a');
    body.getReader();
    return fetchOnce(scene, [scene.at('backend', 'body', 'json'), { method: 'POST', body, duplex: 'half' }]);
  };
  rows['with keepalive'] = (scene) => {
    const init = { method: 'POST', body: stream(scene.window, 'a'), duplex: 'half', keepalive: true };
    return fetchOnce(scene, [scene.at('backend', 'body', 'json'), init]);
  };
  // Over HTTP/1.1 no engine sends a stream; what a page sees of that must be native's.
  compareRows('E4', rows, { anyOrder: true });
});
