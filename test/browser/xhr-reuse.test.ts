import { attempt } from '../kit/attempt.ts';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { next, stateOf, traceXhr } from '../kit/traceXhr.ts';

interface Step {
  to: 'page' | 'backend' | 'foreign';
  /** Set after `open()`. */
  withCredentials?: boolean;
  /** Default: answers at once. */
  path?: (string | number)[];
  abort?: boolean;
}

/** One object for several requests, one after the other; what the page reads of credentials, and where cookies went. */
function inTurn(steps: Step[], atFirst?: boolean): Row {
  return {
    server: steps.some(({ abort }) => abort) ? 'ignored' : 'same',
    async run(scene) {
      const { window, at } = scene;
      window.document.cookie = 'reuse=1; path=/';
      const xhr = new window.XMLHttpRequest();
      if (atFirst !== undefined) xhr.withCredentials = atFirst;
      const events = traceXhr(xhr);
      const seen: unknown[] = [];
      for (const { to, path = ['echo'], withCredentials, abort } of steps) {
        xhr.open('POST', at(to, ...path));
        seen.push(['opened', xhr.withCredentials]);
        if (withCredentials !== undefined) xhr.withCredentials = withCredentials;
        const end = next(xhr, 'loadend');
        xhr.setRequestHeader(`X-${to}`, '1');
        xhr.send('body');
        if (abort) xhr.abort();
        await scene.go();
        await end;
        // WebKit ends what is sent inside the events of a failure.
        if (!xhr.status) await new Promise((resolve) => setTimeout(resolve));
        // To the backend the shim sends cookies, whatever the page says (C5).
        if (to !== 'backend') seen.push(['ended', xhr.withCredentials, /"reuse=1|; reuse=1/.test(xhr.responseText)]);
        seen.push(xhr.status);
      }
      xhr.open('GET', '/');
      return { seen, events: events.map((line) => line.replace(/ \d+\/\d+/, '')), credentials: xhr.withCredentials };
    },
  };
}

/** Makes a call of the object that has just been used, and tells how it ended. */
async function afterwards(
  scene: RowScene,
  first: (xhr: XMLHttpRequest, ended: Promise<void>) => unknown,
): Promise<unknown> {
  const xhr = new scene.window.XMLHttpRequest();
  const events = traceXhr(xhr);
  await first(xhr, next(xhr, 'loadend'));
  xhr.open('GET', scene.at('foreign', 'body', 'json'));
  const opened = stateOf(xhr);
  const end = next(xhr, 'loadend');
  xhr.send();
  await end;
  return { events, opened, ended: stateOf(xhr) };
}

/** Resolves when the second of two requests has ended. */
async function bothOver(xhr: XMLHttpRequest): Promise<void> {
  while (xhr.readyState !== 4 || !xhr.responseText.startsWith('hello')) await next(xhr, 'loadend', 'load');
  await new Promise((resolve) => setTimeout(resolve, 20));
}

describe('one XHR object for several requests', () => {
  compareRows('C5 E6', {
    'credentials do not stick: ours, then not ours': inTurn([{ to: 'backend' }, { to: 'foreign' }]),
    'credentials do not stick: ours, the own origin, not ours, ours, not ours': inTurn([
      { to: 'backend' },
      { to: 'page' },
      { to: 'foreign' },
      { to: 'backend' },
      { to: 'foreign' },
    ]),
    'credentials that the page refuses after open()': inTurn([
      { to: 'backend', withCredentials: false },
      { to: 'foreign' },
    ]),
    'credentials that the page wants': inTurn([
      { to: 'backend', withCredentials: true },
      { to: 'foreign' },
      { to: 'page' },
    ]),
    'credentials that the page wanted before open()': inTurn([{ to: 'backend' }, { to: 'foreign' }], true),
    'credentials that the page refuses at last': inTurn([
      { to: 'backend', withCredentials: true },
      { to: 'foreign', withCredentials: false },
      { to: 'backend' },
      { to: 'foreign' },
    ]),
    'credentials after a network error': inTurn([{ to: 'backend', path: ['cors', 'none', 'echo'] }, { to: 'foreign' }]),
    'credentials after abort()': inTurn([{ to: 'backend', abort: true }, { to: 'foreign' }]),
    'a call that is not ours first': inTurn([{ to: 'foreign' }, { to: 'backend' }]),
  });

  compareRows('E6', {
    'after a timeout': {
      server: 'ignored',
      run: (scene) =>
        afterwards(scene, async (xhr, ended) => {
          xhr.open('POST', scene.at('page', 'hang'));
          xhr.timeout = 200;
          xhr.send('x');
          await scene.go();
          await ended;
          xhr.timeout = 0;
        }),
    },
    'inside the load event': async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      const events = traceXhr(xhr);
      xhr.addEventListener(
        'load',
        () => {
          xhr.open('PUT', scene.at('page', 'body', 'text'));
          xhr.send('second');
        },
        { once: true },
      );
      xhr.open('POST', scene.at('page', 'body', 'json'));
      xhr.send('first');
      await scene.go();
      await bothOver(xhr);
      return { events, ended: stateOf(xhr) };
    },
    'inside the readystatechange event of the end': async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      const events = traceXhr(xhr);
      let second = false;
      xhr.onreadystatechange = () => {
        if (xhr.readyState !== 4 || second) return;
        second = true;
        xhr.open('PUT', scene.at('page', 'body', 'text'));
        xhr.send('second');
      };
      xhr.open('POST', scene.at('page', 'body', 'json'));
      xhr.send('first');
      await scene.go();
      await bothOver(xhr);
      return { events, ended: stateOf(xhr) };
    },
    'headers do not stick': async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      const texts: string[] = [];
      for (const [header, to] of [
        ['X-One', 'page'],
        ['X-Two', 'foreign'],
        ['X-Three', 'page'],
      ] as const) {
        xhr.open('GET', scene.at(to, 'body', 'text'));
        xhr.setRequestHeader(header, '1');
        const end = next(xhr, 'loadend');
        xhr.send();
        await scene.go();
        await end;
        texts.push(xhr.responseText);
      }
      return texts;
    },
    'send() twice for one open()': async (scene) => {
      const xhr = new scene.window.XMLHttpRequest();
      xhr.open('GET', scene.at('page', 'body', 'text'));
      const end = next(xhr, 'loadend');
      xhr.send();
      await scene.go();
      await end;
      return [attempt(() => xhr.send()), attempt(() => xhr.setRequestHeader('X-Late', '1')), stateOf(xhr)];
    },
    'send() before any open()': ({ window }) => {
      const xhr = new window.XMLHttpRequest();
      return [attempt(() => xhr.send()), attempt(() => xhr.setRequestHeader('a', 'b')), stateOf(xhr)];
    },
  });
});
