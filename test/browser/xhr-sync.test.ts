import { expect } from 'chai';
import { attempt } from '../kit/attempt.ts';
import { bodies } from '../kit/bodies.ts';
import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { at, newKey, openPage, origins, received, sessionOf } from '../kit/page.ts';
import { stateOf, traceXhr } from '../kit/traceXhr.ts';

interface SyncOptions {
  method?: string;
  url?: string;
  body?: unknown;
  made?(xhr: XMLHttpRequest): void;
  opened?(xhr: XMLHttpRequest): void;
}

/** A synchronous request with all that the page can tell of it. */
function synchronously(make: (scene: RowScene) => SyncOptions, more: Omit<Row, 'run'> = {}): Row {
  return {
    ...more,
    run(scene) {
      const { method = 'POST', url = scene.at('backend', 'body', 'json'), body = 'body', made, opened } = make(scene);
      const xhr = new scene.window.XMLHttpRequest();
      const events = traceXhr(xhr, { upload: true });
      const own: unknown[] = [];
      own.push(attempt(() => made?.(xhr)));
      own.push(attempt(() => xhr.open(method, url, false)));
      // Rule C5 makes it so where the page does not.
      own.push(
        attempt(() => {
          xhr.withCredentials = true;
        }),
      );
      own.push(attempt(() => opened?.(xhr)));
      const sent = attempt(() => xhr.send(body as string));
      const [, error] = Array.isArray(sent) ? sent : [];
      return { own, sent, ofThePage: error instanceof scene.window.DOMException, events, state: stateOf(xhr) };
    },
  };
}

describe('synchronous XHR', () => {
  const rows: Record<string, Row> = {
    'a POST': synchronously(() => ({})),
    'a GET': synchronously(() => ({ method: 'GET', body: null })),
    'a GET of the own origin': synchronously(({ at }) => ({ method: 'GET', url: at('page', 'body', 'xml') })),
    'a call that is not ours': synchronously(({ at }) => ({ url: at('foreign', 'body', 'text') })),
    headers: synchronously(() => ({ opened: (xhr) => xhr.setRequestHeader('X-Custom', '1') })),
    'overrideMimeType()': synchronously(() => ({
      opened: (xhr) => xhr.overrideMimeType('text/plain; charset=latin1'),
    })),
    'status 404': synchronously(({ at }) => ({ url: at('backend', 'status', 404) })),
    'a redirect': synchronously(
      ({ at }) => ({ method: 'GET', url: at('page', 'redirect', 302, at('page', 'body', 'json')) }),
      { sessions: ['sess_A', undefined] },
    ),
    'a network error': synchronously(({ at }) => ({ url: at('backend', 'close') }), { server: 'ignored' }),
    'an answer without CORS headers': synchronously(({ at }) => ({
      url: at('backend', 'cors', 'none', 'body', 'json'),
    })),
    'a preflight that is refused': synchronously(({ at }) => ({
      url: at('backend', 'cors', 'refuse', 'body', 'json'),
      opened: (xhr) => xhr.setRequestHeader('X-Custom', '1'),
    })),
    'a responseType before open()': synchronously(() => ({
      made: (xhr) => {
        xhr.responseType = 'json';
      },
    })),
    'a responseType after open()': synchronously(() => ({
      opened: (xhr) => {
        xhr.responseType = 'json';
      },
    })),
    'a timeout before open()': synchronously(() => ({
      made: (xhr) => {
        xhr.timeout = 1000;
      },
    })),
    'a timeout after open()': synchronously(() => ({
      opened: (xhr) => {
        xhr.timeout = 1000;
      },
    })),
    'abort() before send()': synchronously(() => ({ opened: (xhr) => xhr.abort() })),
    'abort() in the event of open()': synchronously(() => ({
      made: (xhr) => xhr.addEventListener('readystatechange', () => xhr.readyState === 1 && xhr.abort()),
    })),
    'abort() in the event of the end': synchronously(() => ({
      made: (xhr) => xhr.addEventListener('readystatechange', () => xhr.readyState === 4 && xhr.abort()),
    })),
    'send() twice': synchronously(({ at }) => ({
      url: at('page', 'body', 'json'),
      made: (xhr) => xhr.addEventListener('loadend', () => attempt(() => xhr.send('again'))),
    })),
  };
  for (const kind of [
    'URLSearchParams',
    'FormData with files',
    'a view of the middle of a buffer',
    'a Blob with a type',
  ]) {
    rows[`sends ${kind}`] = synchronously(({ window }) => ({ body: bodies[kind]?.(window) }));
  }
  compareRows('D7 E1', rows, { ways: ['known'] });

  it('D7: a synchronous XHR does not wait for Clerk, and overtakes what does', async () => {
    const key = newKey();
    const { window } = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-backend-origins': origins.backend, 'data-wait': '30000' } }],
    });
    const waiting = window.fetch(at('backend', key, 'body', 'text'));
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at('backend', key, 'body', 'json'), false);
    xhr.send();
    expect(xhr.status).to.equal(200);
    window.Clerk?.control.become('sess_A');
    await waiting;
    const list = (await received(key)).map((request) => [request.url.split('/')[4]?.split('?')[0], sessionOf(request)]);
    expect(list).to.deep.equal([
      ['json', undefined],
      ['text', 'sess_A'],
    ]);
  });

  it('D7: a synchronous XHR that was opened before Clerk knew its session is sent with that of the moment', async () => {
    const key = newKey();
    const { window } = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-backend-origins': origins.backend } }],
    });
    const xhr = new window.XMLHttpRequest();
    xhr.open('POST', at('backend', key, 'body', 'json'), false);
    xhr.setRequestHeader('X-Kept', '1');
    window.Clerk?.control.become('sess_A');
    xhr.send('body');
    expect(
      (await received(key, 1)).filter(({ method }) => method === 'POST').map((one) => sessionOf(one)),
    ).to.deep.equal(['sess_A']);
  });
});
