import { expect } from 'chai';
import {
  at,
  engine,
  headerOf,
  newKey,
  openPage,
  origins,
  type PageWindow,
  received,
  release,
  type TestPage,
} from '../kit/page.ts';
import { authorizations, clerkOf, cookieOf, onlyLine, requests, sessions, shimLines, shimOf } from '../kit/session.ts';
import { differences } from '../kit/shapes.ts';
import { isEnded } from '../kit/streams.ts';
import { nextEvent, traceEvents } from '../kit/traceEvents.ts';
import { until } from '../kit/until.ts';

/** A page with the shim of all channels; without `session`, Clerk does not know one yet. */
const pageWith = (attributes: Record<string, string> = {}, session?: string | null): TestPage => ({
  head: [
    { clerk: session === undefined ? {} : { session } },
    { file: 'clerk-ajax.all.min.js', shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } },
  ],
});
const TOKENS = { 'data-send': 'session-token' };
const TYPES = ['open', 'message', 'error'];

/** A stream of these pieces that stays open. */
const urlOf = (key: string, ...pieces: unknown[]) =>
  at('backend', key, 'sse', JSON.stringify([...(pieces.length ? pieces : ['data: a\n\n']), '…']));

/** A source whose first message is there. */
const heard = async (make: () => EventSource) => {
  const source = make();
  await nextEvent(source, 'message');
  return source;
};

const namesOf = (log: unknown[]) => log.map((event) => (event as string[])[0]);

describe('the session of an EventSource', () => {
  it('I2 E1a: the session is in the URL of an EventSource, once, and the page does not see it', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const key = newKey();
    const source = await heard(() => new window.EventSource(`${urlOf(key)}?q=1#f`));
    expect((await requests(key))[0]?.url).to.match(/\?q=1&_clerk_session_id=sess_A$/);
    expect(source.url).to.equal(`${urlOf(key)}?q=1#f`);
    source.close();
  });

  it('I2 C5: another origin gets cookies, although the page has not asked for them', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const [key, cookie] = [newKey(), newKey()];
    Object.assign(document, { cookie: `${cookie}=1; path=/` });
    const source = await heard(() => new window.EventSource(urlOf(key)));
    expect(cookieOf((await requests(key))[0])).to.include(cookie);
    expect(source.withCredentials).to.equal(false);
    source.close();
  });

  it('I2 D1: an EventSource has the session of the moment when it is sent', async () => {
    const { window } = await openPage(pageWith());
    const key = newKey();
    const source = new window.EventSource(urlOf(key));
    void window.fetch(at('backend', newKey(), 'echo'));
    expect(await received(key)).to.deep.equal([]);
    clerkOf(window).become('sess_B');
    await nextEvent(source, 'message');
    expect(await sessions(key)).to.deep.equal(['sess_B']);
    source.close();
  });

  it('I2 D2: an EventSource is opened without a session when the wait is over, and anew when Clerk knows its session', async () => {
    const { window } = await openPage(pageWith({ 'data-wait': '30' }));
    const key = newKey();
    const source = await heard(() => new window.EventSource(urlOf(key)));
    const log = traceEvents(source, TYPES);
    clerkOf(window).become('sess_A');
    await nextEvent(source, 'message');
    expect(await sessions(key, 2)).to.deep.equal([null, 'sess_A']);
    expect(namesOf(log)).to.deep.equal(['error', 'open', 'message']);
    source.close();
  });

  it('I2: an EventSource is opened anew when the account is switched, on sign-out and on sign-in, and for nothing else', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const key = newKey();
    const source = await heard(() => new window.EventSource(urlOf(key, 'id: 7\ndata: a\n\n')));
    const log = traceEvents(source, TYPES);
    clerkOf(window).emit();
    for (const session of ['sess_B', null, 'sess_A']) {
      clerkOf(window).become(undefined);
      expect(source.readyState).to.equal(1);
      clerkOf(window).become(session);
      expect(source.readyState).to.equal(0);
      await nextEvent(source, 'message');
    }
    expect(await sessions(key, 4)).to.deep.equal(['sess_A', 'sess_B', null, 'sess_A']);
    const once = ['error', 'open', 'message'];
    expect(namesOf(log)).to.deep.equal([...once, ...once, ...once]);
    // The last ID is of another account's stream.
    expect((await requests(key, 4)).map((request) => headerOf(request, 'Last-Event-ID'))).to.deep.equal(
      Array(4).fill(undefined),
    );
    // The connections of before are closed.
    const open = (await received(key)).filter(({ aborted }) => !aborted);
    expect(open).to.have.length.below(3);
    source.close();
  });

  it('I2: an EventSource that is closed, by the page or by the backend, is not opened anew', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const keys = Array.from({ length: 3 }, newKey) as [string, string, string];
    const closed = await heard(() => new window.EventSource(urlOf(keys[0])));
    closed.close();
    const refused = new window.EventSource(at('backend', keys[1], 'status', 403));
    await nextEvent(refused, 'error');
    const inEvent = await heard(() => new window.EventSource(urlOf(keys[2])));
    inEvent.onerror = () => inEvent.close();
    clerkOf(window).become('sess_B');
    await heard(() => new window.EventSource(urlOf(newKey())));
    expect([closed.readyState, refused.readyState, inEvent.readyState]).to.deep.equal([2, 2, 2]);
    for (const key of keys) expect(await sessions(key)).to.deep.equal(['sess_A']);
  });

  it('I2: an EventSource still has all types of events that the page listens to after a switch', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const source = new window.EventSource(
      urlOf(newKey(), 'event: before\ndata: 1\n\nevent: after\ndata: 2\n\ndata: 3\n\n'),
    );
    const log: string[] = [];
    for (const type of ['before', 'unheard']) source.addEventListener(type, () => log.push(type));
    await nextEvent(source, 'message');
    source.addEventListener('after', () => log.push('after'));
    clerkOf(window).become('sess_B');
    await nextEvent(source, 'message');
    expect(log).to.deep.equal(['before', 'before', 'after']);
    source.close();
  });

  it('I2: a native EventSource that loses its connection comes back with the same session', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const key = newKey();
    const source = new window.EventSource(at('backend', key, 'sse', JSON.stringify(['retry: 1\nid: 7\ndata: a\n\n'])));
    await nextEvent(source, 'message');
    await nextEvent(source, 'message');
    source.close();
    expect((await sessions(key, 2)).slice(0, 2)).to.deep.equal(['sess_A', 'sess_A']);
    expect((await requests(key, 2)).map((request) => headerOf(request, 'Last-Event-ID')).slice(0, 2)).to.deep.equal([
      undefined,
      '7',
    ]);
  });

  it('I2 C1: a page in windows-1252 keeps the encoding of its query', async () => {
    const seen: string[] = [];
    for (const session of ['sess_A', null]) {
      const { window } = await openPage({ ...pageWith({}, session), charset: 'windows-1252' });
      const key = newKey();
      const source = await heard(() => new window.EventSource(`${urlOf(key)}?q=ö`));
      source.close();
      const [request] = await requests(key);
      seen.push(request?.url.split('?')[1] ?? '');
    }
    expect(seen).to.deep.equal(['q=%F6&_clerk_session_id=sess_A', 'q=%F6']);
  });

  it('I2 B3: an EventSource goes to the base URL of when it was made', async () => {
    const { window } = await openPage({ ...pageWith(), base: `${origins.backend}/k/` });
    const key = newKey();
    const source = new window.EventSource(urlOf(key).replace(`${origins.backend}/k/`, ''));
    (window.document.querySelector('base') as HTMLBaseElement).href = `${origins.foreign}/k/`;
    clerkOf(window).become('sess_A');
    await nextEvent(source, 'message');
    expect(source.url).to.equal(urlOf(key));
    expect((await requests(key)).map(({ origin }) => origin)).to.deep.equal(['backend']);
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    source.close();
  });

  it('I2 D3b: a held EventSource is opened at once when the page is left', async () => {
    const { window } = await openPage(pageWith());
    const key = newKey();
    const source = new window.EventSource(urlOf(key));
    window.dispatchEvent(new window.Event('pagehide'));
    await nextEvent(source, 'message');
    expect(await sessions(key)).to.deep.equal([null]);
    source.close();
  });

  it('I2: an EventSource that native refuses for a policy ends with an error, and breaks nothing', async () => {
    const page = await openPage({
      headers: { 'Content-Security-Policy': "connect-src 'self'" },
      ...pageWith({ 'data-backend-origins': origins.backend }, 'sess_A'),
    });
    const source = new page.window.EventSource(urlOf(newKey()));
    await nextEvent(source, 'error');
    expect(page.errors).to.deep.equal([]);
    source.close();
  });

  it('E6: the constructor of a frame is the native one', async () => {
    const { window } = await openPage(pageWith());
    const frame = window.document.createElement('iframe');
    window.document.body.append(frame);
    const { EventSource } = frame.contentWindow as PageWindow;
    const key = newKey();
    const source = await heard(() => new EventSource(urlOf(key)));
    expect(source).not.to.be.an.instanceof(window.EventSource);
    window.EventSource.prototype.close.call(source);
    expect(source.readyState).to.equal(2);
    expect(await sessions(key)).to.deep.equal([null]);
  });

  it('E7: a patch of all event targets sees the listeners of a source', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const { prototype } = window.EventTarget;
    const { addEventListener } = prototype;
    const seen: string[] = [];
    prototype.addEventListener = function (this: EventTarget, ...args: [string, EventListener]) {
      seen.push(args[0]);
      return addEventListener.apply(this, args);
    };
    const ours = new window.EventSource(urlOf(newKey()));
    ours.addEventListener('ours', () => {});
    const foreign = new window.EventSource(at('foreign', newKey(), 'hang'));
    foreign.addEventListener('foreign', () => {});
    expect(seen).to.include.members(['ours', 'foreign']);
    for (const source of [ours, foreign]) source.close();
  });
});

describe('the token of an EventSource', () => {
  it('I2 C8: the token is in Authorization, and nothing else of the session goes along', async () => {
    const page = await openPage(pageWith(TOKENS, 'sess_A'));
    const key = newKey();
    const source = await heard(() => new page.window.EventSource(urlOf(key)));
    expect(await sessions(key)).to.deep.equal([null]);
    expect(await authorizations(key)).to.deep.equal(['Bearer fake-token-of-sess_A']);
    const [request] = await requests(key);
    expect(request && headerOf(request, 'Accept')).to.equal('text/event-stream');
    expect(request && cookieOf(request)).to.equal('');
    expect(shimLines(page)).to.deep.equal([]);
    source.close();
  });

  it('I2: each connection has a token of its moment, and the last event ID', async () => {
    const { window } = await openPage(pageWith(TOKENS, 'sess_A'));
    let count = 0;
    clerkOf(window).tokens(async (session) => `${session}_${++count}`);
    const key = newKey();
    // WebKit encodes a header of `fetch` once more.
    const id = engine === 'webkit' ? '7' : 'ö7';
    const source = new window.EventSource(
      at('backend', key, 'sse', JSON.stringify([`retry: 1\nid: ${id}\ndata: a\n\n`])),
    );
    for (let i = 0; i < 3; i++) await nextEvent(source, 'message');
    source.close();
    expect((await authorizations(key, 3)).slice(0, 3)).to.deep.equal([1, 2, 3].map((i) => `Bearer sess_A_${i}`));
    expect((await requests(key, 3)).map((request) => headerOf(request, 'Last-Event-ID')).slice(0, 3)).to.deep.equal([
      undefined,
      id.replace('ö', 'Ã¶'),
      id.replace('ö', 'Ã¶'),
    ]);
  });

  it('I2: an EventSource with a token is opened anew when the account is switched, without the last event ID', async () => {
    const { window } = await openPage(pageWith(TOKENS, 'sess_A'));
    const key = newKey();
    const source = await heard(() => new window.EventSource(urlOf(key, 'id: 7\ndata: a\n\n')));
    clerkOf(window).become('sess_B');
    await nextEvent(source, 'message');
    clerkOf(window).become(null);
    await nextEvent(source, 'message');
    source.close();
    const tokens = ['Bearer fake-token-of-sess_A', 'Bearer fake-token-of-sess_B', null];
    expect(await authorizations(key, 3)).to.deep.equal(tokens);
    const ids = (await requests(key, 3)).map((request) => headerOf(request, 'Last-Event-ID'));
    expect(ids).to.deep.equal([undefined, undefined, undefined]);
  });

  it('I2 F5: a 401 ends an EventSource, and is explained', async () => {
    const page = await openPage(pageWith(TOKENS, 'sess_A'));
    const source = new page.window.EventSource(at('backend', newKey(), 'status', 401));
    await nextEvent(source, 'error');
    expect(source.readyState).to.equal(2);
    onlyLine(page, 'warn', /answered 401 to a call with session-token/);
  });

  it('I2 F3: a failure as of CORS is warned of, and the EventSource tries again until it is closed', async () => {
    const page = await openPage(pageWith(TOKENS, 'sess_A'));
    const source = new page.window.EventSource(
      at('backend', newKey(), 'cors', 'none', 'sse', JSON.stringify(['data: a\n\n', '…'])),
    );
    await nextEvent(source, 'error');
    expect(source.readyState).to.equal(0);
    source.close();
    await until(() => shimLines(page).length);
    onlyLine(page, 'warn', /Access-Control-Allow-Origin/);
  });

  it('I2: an EventSource that is closed while its token is awaited is not sent', async () => {
    const { window } = await openPage(pageWith(TOKENS, 'sess_A'));
    let give = (_: string) => {};
    clerkOf(window).tokens(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    const key = newKey();
    const source = new window.EventSource(urlOf(key));
    source.close();
    give('late');
    await window.fetch(at('page', newKey(), 'echo'), { headers: { Authorization: 'own' } });
    expect(await received(key)).to.deep.equal([]);
    expect(source.readyState).to.equal(2);
  });

  it('I2: the request of an EventSource that is closed while it is read ends', async () => {
    const { window } = await openPage(pageWith(TOKENS, 'sess_A'));
    const key = newKey();
    const source = await heard(() => new window.EventSource(urlOf(key)));
    source.close();
    await isEnded(key);
  });
});

describe('uninstall() and EventSources', () => {
  it('A6 I2: uninstall() puts everything back, if there was no EventSource', async () => {
    // Chromium 75 makes getters for the realm that asks.
    const shape = (window: PageWindow) => window.Object.getOwnPropertyDescriptors(window.EventSource.prototype);
    let before = {};
    const definition = pageWith({}, 'sess_A');
    const note = (window: PageWindow) => {
      before = shape(window);
    };
    const { window } = await openPage({ head: [{ run: note }, ...(definition.head ?? [])] });
    expect(differences(shape(window), before)).to.include.members(['constructor', 'url']);
    shimOf(window).uninstall();
    expect(differences(shape(window), before)).to.deep.equal([]);
    const key = newKey();
    (await heard(() => new window.EventSource(urlOf(key)))).close();
    expect(await sessions(key)).to.deep.equal([null]);
  });

  it('A6 I5: after uninstall() held EventSources connect, open ones go on, and new ones are native', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const keys = Array.from({ length: 3 }, newKey) as [string, string, string];
    const name = newKey();
    const first = await heard(
      () => new window.EventSource(urlOf(keys[0], 'data: a\n\n', { until: name }, 'data: b\n\n')),
    );
    clerkOf(window).become(undefined);
    const held = new window.EventSource(urlOf(keys[1]));
    const isHeard = nextEvent(held, 'message');
    shimOf(window).uninstall();
    await isHeard;
    const next = nextEvent(first, 'message');
    await release(name);
    expect((await next).data).to.equal('b');
    const later = await heard(() => new window.EventSource(urlOf(keys[2])));
    expect(await sessions(keys[2])).to.deep.equal([null]);
    for (const source of [first, held, later]) {
      expect(source.readyState).to.equal(1);
      source.close();
      expect(source.readyState).to.equal(2);
    }
  });
});
