import { attempt } from '../kit/attempt.ts';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { exchange } from '../kit/exchange.ts';
import { received } from '../kit/page.ts';
import { next, reaches, stateOf, traceXhr } from '../kit/traceXhr.ts';

/** Half a body; Chromium waits for more of it to find out the type, unless it is told not to. */
const STALL = ['header', 'X-Content-Type-Options', 'nosniff', 'stall'];

/** A POST with everything traced, which is opened and not yet sent. */
function prepare({ window }: RowScene, url: string) {
  const xhr = new window.XMLHttpRequest();
  const events = traceXhr(xhr, { upload: true });
  xhr.open('POST', url);
  xhr.withCredentials = true;
  return { xhr, events };
}

describe('abort() at each stage', () => {
  compareRows('D6 E1', {
    'of an object that was never opened': ({ window }) => {
      const xhr = new window.XMLHttpRequest();
      const events = traceXhr(xhr);
      return [attempt(() => xhr.abort()), events, stateOf(xhr)];
    },
    'when opened, and sent after all': async (scene) => {
      const { xhr, events } = prepare(scene, scene.at('backend', 'body', 'json'));
      xhr.setRequestHeader('X-Before', '1');
      xhr.abort();
      const aborted = stateOf(xhr);
      const sent = attempt(() => xhr.send('x'));
      await scene.go();
      if (sent === undefined) await next(xhr, 'loadend');
      return { aborted, sent, events, ended: stateOf(xhr) };
    },
    twice: {
      server: 'aborted',
      run: (scene) =>
        exchange(scene, {
          method: 'POST',
          body: 'x',
          sent: (xhr) => {
            xhr.abort();
            xhr.abort();
          },
        }),
    },
    'with a responseType, a timeout and headers': {
      server: 'aborted',
      run: (scene) =>
        exchange(scene, {
          method: 'POST',
          body: 'x',
          opened: (xhr) => {
            xhr.responseType = 'json';
            xhr.timeout = 60_000;
            xhr.setRequestHeader('X-Custom', '1');
          },
          sent: (xhr) => xhr.abort(),
        }),
    },
    'in a microtask after send()': {
      server: 'aborted',
      run: (scene) => exchange(scene, { sent: (xhr) => void Promise.resolve().then(() => xhr.abort()) }),
    },
    'and opened and sent again': {
      server: 'ignored',
      async run(scene) {
        const { xhr, events } = prepare(scene, scene.at('backend', 'body', 'json'));
        xhr.send('first');
        xhr.abort();
        xhr.open('PUT', scene.at('backend', 'body', 'text'));
        xhr.setRequestHeader('X-Second', '1');
        const sent = attempt(() => xhr.send('second'));
        await scene.go();
        await next(xhr, 'loadend');
        return { events, sent, ended: stateOf(xhr) };
      },
    },
    'while the server does not answer': async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      const events = traceXhr(xhr);
      xhr.open('POST', scene.at('backend', 'hang'));
      xhr.withCredentials = true;
      xhr.send('x');
      await scene.go();
      await received(scene.key, 1);
      xhr.abort();
      return { events, aborted: stateOf(xhr) };
    },
    'when the headers are there': async (scene) => {
      const { xhr, events } = prepare(scene, scene.at('backend', ...STALL));
      const headers = new Promise<unknown>((resolve) => {
        xhr.addEventListener('readystatechange', () => {
          if (xhr.readyState !== 2) return;
          const before = stateOf(xhr);
          xhr.abort();
          resolve([before, stateOf(xhr)]);
        });
      });
      xhr.send('x');
      await scene.go();
      return { states: await headers, events };
    },
    'while the body comes': async (scene) => {
      const { xhr, events } = prepare(scene, scene.at('backend', ...STALL));
      xhr.send('x');
      await scene.go();
      await reaches(xhr, 3);
      await next(xhr, 'progress');
      const { responseText } = xhr;
      xhr.abort();
      return { responseText, events, aborted: stateOf(xhr) };
    },
    'when it is done': async (scene) => {
      const { xhr, events } = prepare(scene, scene.at('backend', 'body', 'json'));
      xhr.send('x');
      await scene.go();
      await next(xhr, 'loadend');
      xhr.abort();
      return { events, aborted: stateOf(xhr) };
    },
    'after a network error': {
      // Browsers try again where the connection was an old one.
      server: 'ignored',
      async run(scene) {
        const xhr = new scene.window.XMLHttpRequest();
        const events = traceXhr(xhr);
        xhr.open('POST', scene.at('page', 'close'));
        xhr.send('x');
        await scene.go();
        await next(xhr, 'loadend');
        xhr.abort();
        return { events, aborted: stateOf(xhr) };
      },
    },
  });
});

describe('abort() inside an event', () => {
  const rows: Record<string, Row> = {};
  const inside = (
    name: string,
    place: (xhr: XMLHttpRequest) => [EventTarget, string, number?],
    server?: Row['server'],
  ) => {
    rows[name] = {
      ...(server ? { server } : {}),
      async run(scene) {
        let aborted = (_: unknown) => {};
        const end = new Promise((resolve) => {
          aborted = resolve;
        });
        // What can be read right after `send()` is native's only if that has fired its events by then.
        const { events, returned, ended } = await exchange(scene, {
          method: 'POST',
          body: 'x',
          upload: true,
          url: scene.at('page', 'body', 'json'),
          end,
          made(xhr) {
            const [target, type, readyState = xhr.readyState] = place(xhr);
            target.addEventListener(type, () => {
              if (type === 'readystatechange' && xhr.readyState !== readyState) return;
              xhr.abort();
              // Nothing tells that no more events come; what is aborted in `open()` is still to be sent.
              if (type !== 'readystatechange' || readyState > 1) setTimeout(aborted, 50);
            });
            xhr.addEventListener('loadend', () => setTimeout(aborted, 20));
          },
        });
        return { events, returned, ended };
      },
    };
  };
  inside('readystatechange of open()', (xhr) => [xhr, 'readystatechange', 1]);
  // Firefox may have sent it by then.
  inside('loadstart', (xhr) => [xhr, 'loadstart'], 'ignored');
  inside('loadstart of the upload', (xhr) => [xhr.upload, 'loadstart'], 'ignored');
  for (const type of ['progress', 'load', 'loadend']) {
    inside(`${type} of the upload`, (xhr) => [xhr.upload, type], 'ignored');
  }
  inside('readystatechange 2', (xhr) => [xhr, 'readystatechange', 2]);
  inside('readystatechange 3', (xhr) => [xhr, 'readystatechange', 3]);
  inside('readystatechange 4', (xhr) => [xhr, 'readystatechange', 4]);
  for (const type of ['progress', 'load', 'loadend']) inside(type, (xhr) => [xhr, type]);

  const again = (type: string): Row => ({
    server: 'ignored',
    run: async (scene) => {
      const { xhr, events } = prepare(scene, scene.at('backend', 'body', 'json'));
      let ended: Promise<void> | undefined;
      xhr.addEventListener(
        type,
        () => {
          xhr.open('GET', scene.at('backend', 'body', 'text'));
          xhr.send();
          ended = reaches(xhr, 4).then(() => new Promise((resolve) => setTimeout(resolve, 20)));
        },
        { once: true },
      );
      xhr.send('x');
      xhr.abort();
      await scene.go();
      await ended;
      // The second call is held again, and starts when it goes out.
      return { events: events.filter((line) => !line.startsWith('loadstart')), ended: stateOf(xhr) };
    },
  });
  rows['open() and send() inside the abort event'] = again('abort');
  rows['open() and send() inside the loadend event of an abort'] = again('loadend');
  compareRows('D6 E1', rows);
});
