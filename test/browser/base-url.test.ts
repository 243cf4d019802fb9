import { compareRows, type Row, type RowScene } from '../kit/compareRows.ts';
import { next } from '../kit/traceXhr.ts';

/** Something that a page does between the steps of a call. */
type Change = (scene: RowScene) => void;

const setBase =
  (href: (scene: RowScene) => string): Change =>
  (scene) => {
    const { document } = scene.window;
    document.querySelector('base')?.remove();
    document.head.prepend(Object.assign(document.createElement('base'), { href: href(scene) }));
  };
const removeBase: Change = ({ window }) => window.document.querySelector('base')?.remove();
const pushState =
  (path: (scene: RowScene) => string): Change =>
  ({ window, ...scene }) =>
    window.history.pushState(null, '', path({ window, ...scene }));

interface Steps {
  before?: Change;
  /** Between `open()` and `send()`. */
  opened?: Change;
  /** While it is held. */
  sent?: Change;
}

/** Where a call leads, by what the servers say and by what the page is told. */
const xhr =
  (url: (scene: RowScene) => string, { before, opened, sent }: Steps = {}): Row['run'] =>
  async (scene) => {
    before?.(scene);
    const call = new scene.window.XMLHttpRequest();
    call.open('GET', url(scene));
    opened?.(scene);
    const end = next(call, 'loadend');
    call.setRequestHeader('X-Kept', '1');
    call.send();
    sent?.(scene);
    await scene.go();
    await end;
    return [call.status, call.responseURL];
  };

const byFetch =
  (url: (scene: RowScene) => string, { before, sent }: Steps = {}, init?: RequestInit): Row['run'] =>
  async (scene) => {
    before?.(scene);
    const promise = scene.window.fetch(url(scene), init);
    sent?.(scene);
    await scene.go();
    const { status, url: answered } = await promise;
    return [status, answered];
  };

const byRequest =
  (url: (scene: RowScene) => string, { before, opened, sent }: Steps = {}): Row['run'] =>
  async (scene) => {
    before?.(scene);
    const request = new scene.window.Request(url(scene));
    opened?.(scene);
    const promise = scene.window.fetch(request);
    sent?.(scene);
    await scene.go();
    const { status, url: answered } = await promise;
    return [status, answered, request.url];
  };

const relative = () => 'body/json?a=1#f';
const inBackend = ({ at }: RowScene) => `${at('backend')}/`;
const inPage = ({ at }: RowScene) => `${at('page')}/`;
const inForeign = ({ at }: RowScene) => `${at('foreign')}/`;
const toBackend = { before: setBase(inBackend) };

const single: [string, Row['run']][] = [
  ['a <base> of ours, by XHR', xhr(relative, toBackend)],
  ['a <base> of ours, by fetch', byFetch(relative, toBackend)],
  ['a <base> of ours, in a Request', byRequest(relative, toBackend)],
  ['a <base> that is not ours, by XHR', xhr(relative, { before: setBase(inForeign) })],
  ['a <base> that is not ours, by fetch', byFetch(relative, { before: setBase(inForeign) })],
  ['a <base> that changes to another origin after open()', xhr(relative, { ...toBackend, opened: setBase(inForeign) })],
  [
    'a <base> that changes to ours after open()',
    xhr(relative, { before: setBase(inForeign), opened: setBase(inBackend) }),
  ],
  ['a <base> that changes to another origin after send()', xhr(relative, { ...toBackend, sent: setBase(inForeign) })],
  ['a <base> that changes to the own origin after send()', xhr(relative, { ...toBackend, sent: setBase(inPage) })],
  ['a <base> that is taken away after send()', xhr(relative, { ...toBackend, sent: removeBase })],
  [
    'a <base> that changes to another origin after fetch()',
    byFetch(relative, { ...toBackend, sent: setBase(inForeign) }),
  ],
  ['a <base> that is taken away after fetch()', byFetch(relative, { ...toBackend, sent: removeBase })],
  [
    'a <base> that changes after new Request()',
    byRequest(relative, { ...toBackend, opened: setBase(inForeign), sent: setBase(inPage) }),
  ],
  [
    'a path, with a <base> that changes after send()',
    xhr(({ key }) => `/k/${key}/body/json`, { ...toBackend, sent: setBase(inForeign) }),
  ],
  [
    'a query alone, with a <base> that changes after send()',
    xhr(() => '?q=1', {
      before: setBase(({ at }) => `${at('backend', 'body', 'json')}?old=1`),
      sent: setBase(inForeign),
    }),
  ],
  [
    'a query alone, by fetch',
    byFetch(() => '?q=1', {
      before: setBase(({ at }) => `${at('backend', 'body', 'json')}?old=1#f`),
      sent: setBase(inForeign),
    }),
  ],
  [
    'a fragment alone, with a <base> that changes after send()',
    xhr(() => '#f', {
      before: setBase(({ at }) => `${at('backend', 'body', 'json')}?old=1`),
      sent: setBase(inForeign),
    }),
  ],
  [
    'an empty URL, with a <base> that changes after send()',
    xhr(() => '', {
      before: setBase(({ at }) => `${at('backend', 'body', 'json')}?old=1#f`),
      sent: setBase(inForeign),
    }),
  ],
  [
    'an empty URL, by fetch',
    byFetch(() => '', { before: setBase(({ at }) => `${at('backend', 'body', 'json')}?old=1#f`) }),
  ],
  [
    'a fragment alone, by fetch',
    byFetch(() => '#f', { before: setBase(({ at }) => `${at('backend', 'body', 'json')}#x`) }),
  ],
  [
    'two slashes and a host',
    xhr((scene) => scene.at('backend', 'body', 'json').replace('http:', ''), { sent: setBase(inForeign) }),
  ],
  ['a scheme and a path', xhr(({ key }) => `http:/k/${key}/body/json`, { ...toBackend, sent: setBase(inForeign) })],
  ['a scheme and a path, by fetch', byFetch(() => 'http:body/json', { ...toBackend, sent: setBase(inForeign) })],
  ['back slashes', xhr(({ key }) => `\\k\\${key}\\body\\json`, { ...toBackend, sent: setBase(inForeign) })],
  ['dots', xhr(() => './a/../body/./json', { ...toBackend, sent: setBase(inForeign) })],
  ['blanks around', xhr(() => ' body/json?a=1 ', { ...toBackend, sent: setBase(inForeign) })],
  [
    'history.pushState() after open()',
    xhr(relative, { before: pushState(({ key }) => `/k/${key}/x`), opened: pushState(() => '/elsewhere/x') }),
  ],
  [
    'history.pushState() after send()',
    xhr(relative, { before: pushState(({ key }) => `/k/${key}/x`), sent: pushState(() => '/elsewhere/x') }),
  ],
  [
    'history.pushState() after fetch()',
    byFetch(relative, { before: pushState(({ key }) => `/k/${key}/x`), sent: pushState(() => '/elsewhere/x') }),
  ],
  [
    'a query alone, with history.pushState() after send()',
    xhr(() => '?q=1', {
      before: pushState(({ key }) => `/k/${key}/body/json?old`),
      sent: pushState(() => '/elsewhere/?old'),
    }),
  ],
  [
    'an empty URL, with history.pushState() after send()',
    xhr(() => '', {
      before: pushState(({ key }) => `/k/${key}/body/json?old#f`),
      sent: pushState(() => '/elsewhere/'),
    }),
  ],
  [
    'an empty URL, with history.pushState() after fetch()',
    byFetch(() => '', {
      before: pushState(({ key }) => `/k/${key}/body/json?old#f`),
      sent: pushState(() => '/elsewhere/'),
    }),
  ],
];

describe('what a relative URL is relative to', () => {
  const rows: Record<string, Row> = {};
  for (const [name, run] of single) {
    rows[name] = {
      run(scene) {
        // Rows share the page, and each leaves it in another state while it is held, which must not matter to the others.
        removeBase(scene);
        return run(scene);
      },
      // The address of the page is the referrer, natively at the time of the call.
      ignore: ['referer'],
    };
  }
  compareRows('B3 D5 D6', rows);
});
