import { expect } from 'chai';
import { at, headerOf, newKey, openPage, origins, type PageWindow, received, type TestPage } from '../kit/page.ts';
import { clerkOf, onlyLine, requests, sessions, shimLines, shimOf } from '../kit/session.ts';
import { differences } from '../kit/shapes.ts';
import { nextEvent, traceEvents } from '../kit/traceEvents.ts';
import { pause, until } from '../kit/until.ts';

/** A page with the shim of all channels; without `session`, Clerk does not know one yet. */
const pageWith = (attributes: Record<string, string> = {}, session?: string | null): TestPage => ({
  head: [
    { clerk: session === undefined ? {} : { session } },
    { file: 'clerk-ajax.all.min.js', shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } },
  ],
});
const TOKENS = { 'data-send': 'session-id session-token' };
const PARAM = { ...TOKENS, 'data-token-param': 'access_token' };

const urlOf = (key: string, ...segments: string[]) =>
  at('backend', key, ...(segments.length ? segments : ['ws-echo'])).replace('http', 'ws');

/** The query of each request under a key. */
const queries = async (key: string, count = 1) =>
  (await requests(key, count)).map(({ url }) => url.split('?')[1] ?? '');

/** Sends a text through an open socket and waits for its echo. */
const echo = async (socket: WebSocket, text = 'hello') => {
  socket.send(text);
  return (await nextEvent(socket, 'message')).data;
};

/** Runs a function that makes a socket, and waits until that is open. */
const opened = async (make: () => WebSocket) => {
  const socket = make();
  await nextEvent(socket, 'open');
  return socket;
};

describe('the session of a WebSocket', () => {
  it('I3: the session is in the URL of a WebSocket, once, and the page does not see it', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const key = newKey();
    const socket = await opened(() => new window.WebSocket(`${urlOf(key)}?q=1`));
    expect(await queries(key)).to.deep.equal(['q=1&_clerk_session_id=sess_A']);
    expect(socket.url).to.equal(`${urlOf(key)}?q=1`);
    expect(socket.extensions).to.be.a('string');
  });

  it('I3 B1a: a source of the page, of http, with a path or with a wildcard covers ws as well', async () => {
    const { window } = await openPage(pageWith({ 'data-backend-origins': `${origins.backend}/k/ 'self'` }, 'sess_A'));
    const key = newKey();
    await opened(() => new window.WebSocket(urlOf(key)));
    await opened(() => new window.WebSocket(at('page', key, 'ws-echo').replace('http', 'ws')));
    await opened(() => new window.WebSocket(at('foreign', key, 'ws-echo').replace('http', 'ws')));
    expect(await sessions(key, 3)).to.deep.equal(['sess_A', 'sess_A', null]);
    expect(shimOf(window).explain(origins.backend)).to.include({ ours: false });
  });

  it('I3 D1: a WebSocket has the session of the moment when it is sent; sockets and calls keep their order', async () => {
    const { window } = await openPage(pageWith());
    const keys = Array.from({ length: 3 }, newKey) as [string, string, string];
    const first = new window.WebSocket(urlOf(keys[0]));
    void window.fetch(at('backend', keys[1], 'echo'));
    const last = new window.WebSocket(urlOf(keys[2]));
    expect(await received(keys[0])).to.deep.equal([]);
    const both = [nextEvent(first, 'open'), nextEvent(last, 'open')];
    clerkOf(window).become('sess_B');
    await Promise.all(both);
    for (const key of keys) expect(await sessions(key)).to.deep.equal(['sess_B']);
    expect(await echo(first)).to.equal('hello');
    expect(first.url).to.equal(urlOf(keys[0]));
  });

  it('I3 C2: the parameter that the page has written names the active session, too', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    await opened(() => new window.WebSocket(urlOf(newKey())));
    const key = newKey();
    await opened(() => new window.WebSocket(`${urlOf(key)}?_clerk_session_id=own`));
    clerkOf(window).become('sess_B');
    await opened(() => new window.WebSocket(`${urlOf(key)}?_clerk_session_id=sess_A`));
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_B']);
  });

  for (const [given, attributes, isOpen] of [
    ['not given', {}, true],
    ['given', { 'data-wait': '20000' }, false],
  ] as const) {
    it(`I3 D2: where data-wait is ${given}, a socket ${isOpen ? 'waits two seconds at most' : 'waits as long as that'}`, async () => {
      const page = await openPage(pageWith(attributes, undefined));
      const { window } = page;
      const key = newKey();
      const start = performance.now();
      const socket = new window.WebSocket(urlOf(key));
      const call = window.fetch(at('backend', newKey(), 'echo'));
      let isHeld = true;
      call.then(() => {
        isHeld = false;
      });
      await Promise.race([nextEvent(socket, 'open'), pause(3500)]);
      expect(socket.readyState).to.equal(isOpen ? 1 : 0);
      if (isOpen) expect(performance.now() - start).to.be.within(1900, 3400);
      // Other calls wait on.
      expect(isHeld).to.equal(true);
      clerkOf(window).become('sess_A');
      if (!isOpen) await nextEvent(socket, 'open');
      expect(await sessions(key)).to.deep.equal([isOpen ? null : 'sess_A']);
    });
  }

  it('I3 C4: a WebSocket of nobody has no session; an open one stays as it is, whoever signs in', async () => {
    const { window } = await openPage(pageWith({}, null));
    const key = newKey();
    const socket = await opened(() => new window.WebSocket(urlOf(key)));
    clerkOf(window).become('sess_A');
    expect(await echo(socket)).to.equal('hello');
    await opened(() => new window.WebSocket(urlOf(key)));
    clerkOf(window).become(null);
    expect(await echo(socket)).to.equal('hello');
    await opened(() => new window.WebSocket(urlOf(key)));
    expect(await sessions(key, 3)).to.deep.equal([null, 'sess_A', null]);
  });

  it('I3 D4: a WebSocket waits for the next account during a switch', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const key = newKey();
    clerkOf(window).become(undefined);
    const socket = new window.WebSocket(urlOf(key));
    expect(socket.readyState).to.equal(0);
    clerkOf(window).become('sess_B');
    await nextEvent(socket, 'open');
    expect(await sessions(key)).to.deep.equal(['sess_B']);
  });

  it('I3 D2: a WebSocket connects without a session when the wait is over; with data-wait="0" it never waits', async () => {
    for (const wait of ['50', '0']) {
      const { window } = await openPage(pageWith({ 'data-wait': wait }));
      const key = newKey();
      await opened(() => new window.WebSocket(urlOf(key)));
      expect(await sessions(key)).to.deep.equal([null]);
    }
  });

  it('I3 C5: a WebSocket sends cookies, as natively', async () => {
    const { window } = await openPage(pageWith());
    const [key, cookie] = [newKey(), newKey()];
    Object.assign(document, { cookie: `${cookie}=1; path=/` });
    const socket = new window.WebSocket(urlOf(key));
    clerkOf(window).become('sess_A');
    await nextEvent(socket, 'open');
    const [request] = await requests(key);
    expect(request && headerOf(request, 'Cookie')).to.include(cookie);
  });

  it('I3 B5: the session goes to no other WebSocket, whatever the URL looks like', async () => {
    const { window } = await openPage(pageWith({}, 'sess_A'));
    const key = newKey();
    const foreign = at('foreign', key, 'ws-echo');
    const { host, pathname } = new URL(foreign);
    const backend = new URL(origins.backend).host;
    for (const url of [
      `ws://${backend}@${host}${pathname}`,
      `ws:\\\\${host}${pathname}?${origins.backend}`,
      `w\ns://${host}\t${pathname}`,
      ` ws://${host}${pathname} `,
    ]) {
      await opened(() => new window.WebSocket(url)).catch(() => {});
    }
    expect(new Set(await sessions(key, 3))).to.deep.equal(new Set([null]));
  });

  it('I3 F1: data-debug says what each WebSocket carries, without the session ID', async () => {
    const page = await openPage(pageWith({ 'data-debug': '' }, 'sess_A'));
    const key = newKey();
    await opened(() => new page.window.WebSocket(urlOf(key)));
    const [line] = page.said('debug');
    expect(line).to.match(/^\[clerk-ajax\] WebSocket ws:\/\/\S+ \(.*\): session-id .*signed in/);
    expect(line).not.to.include('sess_A');
  });
});

describe('the token of a WebSocket', () => {
  it('I3: the token is in data-token-param, and the page does not see it', async () => {
    const page = await openPage(pageWith(PARAM, 'sess_A'));
    const key = newKey();
    const socket = await opened(() => new page.window.WebSocket(`${urlOf(key)}?q=1`));
    expect(await queries(key)).to.deep.equal(['q=1&_clerk_session_id=sess_A&access_token=fake-token-of-sess_A']);
    expect(socket.url).to.equal(`${urlOf(key)}?q=1`);
    expect(await echo(socket)).to.equal('hello');
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('I3 C3: the token is of the session whose ID is there, also if the account is switched while it is awaited', async () => {
    const { window } = await openPage(pageWith(PARAM, 'sess_A'));
    let give = () => {};
    clerkOf(window).tokens(
      (session) =>
        new Promise((resolve) => {
          give = () => resolve(`tok_of_${session}`);
        }),
    );
    const key = newKey();
    const socket = new window.WebSocket(urlOf(key));
    expect(socket.readyState).to.equal(0);
    clerkOf(window).become('sess_B');
    const before = give;
    before();
    await until(() => give !== before);
    give();
    await nextEvent(socket, 'open');
    expect(await queries(key)).to.deep.equal(['_clerk_session_id=sess_B&access_token=tok_of_sess_B']);
  });

  it('I3 C8: a backend that gets tokens gets nothing else', async () => {
    const { window } = await openPage(
      pageWith(
        { 'data-backend-origins': "'self'", 'data-token-origins': origins.backend, 'data-token-param': 't' },
        'sess_A',
      ),
    );
    const key = newKey();
    await opened(() => new window.WebSocket(urlOf(key)));
    expect(await queries(key)).to.deep.equal(['t=fake-token-of-sess_A']);
  });

  it('I3: a token parameter that the page has written stays, and no token is awaited', async () => {
    const { window } = await openPage(pageWith(PARAM, 'sess_A'));
    clerkOf(window).tokens(() => new Promise(() => {}));
    const key = newKey();
    await opened(() => new window.WebSocket(`${urlOf(key)}?access_token=own`));
    expect(await queries(key)).to.deep.equal(['access_token=own&_clerk_session_id=sess_A']);
  });

  it('I3 F1: without data-token-param a WebSocket has no token, and one warning says so', async () => {
    const page = await openPage(pageWith(TOKENS, 'sess_A'));
    const key = newKey();
    for (let i = 0; i < 2; i++) await opened(() => new page.window.WebSocket(urlOf(key)));
    expect(await queries(key, 2)).to.deep.equal(['_clerk_session_id=sess_A', '_clerk_session_id=sess_A']);
    onlyLine(page, 'warn', /WebSocket cannot send headers.*data-token-param/);
  });

  it('I3 C6: a token that cannot be had holds up nothing for ever', async () => {
    const page = await openPage(pageWith(PARAM, 'sess_A'));
    clerkOf(page.window).tokens(() => Promise.reject(new Error('no')));
    const key = newKey();
    await opened(() => new page.window.WebSocket(urlOf(key)));
    expect(await queries(key)).to.deep.equal(['_clerk_session_id=sess_A']);
    onlyLine(page, 'error', /no session token/);
  });
});

describe('plain http', () => {
  /** What goes to hosts that no test server has. */
  const noted = async (key: string, attributes: Record<string, string>) => {
    const urls: string[] = [];
    const { window } = await openPage({
      head: [
        {
          run(each) {
            const { WebSocket } = each;
            each.WebSocket = new Proxy(WebSocket, {
              construct(target, [url]) {
                urls.push(`${url}`);
                return new target(origins.closed.replace('http', 'ws'));
              },
            });
          },
        },
        { clerk: { session: 'sess_A' }, attributes: { 'data-clerk-publishable-key': key } },
        {
          file: 'clerk-ajax.all.min.js',
          shim: { 'data-backend-origins': 'http://api.test https://api.test', ...attributes },
        },
      ],
    });
    for (const scheme of ['ws', 'wss']) new window.WebSocket(`${scheme}://api.test/`);
    await until(() => urls.length === 2);
    return urls.sort();
  };

  it('I3 C7: in production, ws to another machine carries nothing, and wss does', async () => {
    expect(await noted('pk_live_Y2xlcmsuc2hvcC50ZXN0JA', PARAM)).to.deep.equal([
      'ws://api.test/',
      'wss://api.test/?_clerk_session_id=sess_A&access_token=fake-token-of-sess_A',
    ]);
  });

  it('I3 C6: no token goes by ws to another machine', async () => {
    expect(await noted('pk_test_Y2xlcmsuc2hvcC50ZXN0JA', PARAM)).to.deep.equal([
      'ws://api.test/?_clerk_session_id=sess_A',
      'wss://api.test/?_clerk_session_id=sess_A&access_token=fake-token-of-sess_A',
    ]);
  });
});

describe('a WebSocket that is held', () => {
  const TYPES = ['open', 'message', 'error', 'close'];

  it('I3: a held WebSocket that the page closes never connects', async () => {
    const { window } = await openPage(pageWith());
    const key = newKey();
    const socket = new window.WebSocket(urlOf(key));
    const closed = nextEvent<CloseEvent>(socket, 'close');
    socket.close();
    expect((await closed).code).to.equal(1006);
    clerkOf(window).become('sess_A');
    const later = newKey();
    await opened(() => new window.WebSocket(urlOf(later)));
    expect(await received(key)).to.deep.equal([]);
  });

  it('I3 D3b: a held WebSocket connects at once when the page is left', async () => {
    const { window } = await openPage(pageWith());
    const key = newKey();
    const socket = new window.WebSocket(urlOf(key));
    window.dispatchEvent(new window.Event('pagehide'));
    await nextEvent(socket, 'open');
    expect(await sessions(key)).to.deep.equal([null]);
  });

  it('I3: a held WebSocket that native refuses, as for a policy, ends with events', async () => {
    const page = await openPage({
      headers: { 'Content-Security-Policy': "connect-src 'self'" },
      ...pageWith({ 'data-backend-origins': origins.backend }),
    });
    const { window } = page;
    const key = newKey();
    const socket = new window.WebSocket(urlOf(key));
    const log = traceEvents(socket, TYPES);
    clerkOf(window).become('sess_A');
    // Chromium fires no other.
    await nextEvent(socket, 'error');
    expect(log[0]).to.include('error');
    expect(await received(key)).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it('I3 E8: members of Object.prototype with the names of those of an event do not count', async () => {
    const page = await openPage(pageWith());
    const { window } = page;
    const socket = new window.WebSocket(urlOf(newKey()));
    const other = new window.WebSocket(urlOf(newKey()));
    const prototype = window.Object.prototype as unknown as Record<string, unknown>;
    for (const name of ['ports', 'source', 'code', 'reason', 'wasClean', 'bubbles', 'cancelable']) prototype[name] = 5;
    const closed = nextEvent<CloseEvent>(other, 'close');
    other.close();
    const { code, reason, wasClean, bubbles } = await closed;
    expect([code, reason, wasClean, bubbles]).to.deep.equal([1006, '', false, false]);
    const isOpen = nextEvent(socket, 'open');
    clerkOf(window).become('sess_A');
    await isOpen;
    expect(await echo(socket)).to.equal('hello');
    const ended = nextEvent<CloseEvent>(socket, 'close');
    socket.close(3000, 'bye');
    const end = await ended;
    expect([end.code, end.reason, end.wasClean, end.cancelable]).to.deep.equal([3000, 'bye', true, false]);
    expect(page.errors).to.deep.equal([]);
  });

  for (const way of ['known', 'held']) {
    it(`I3 E8: built-ins of the page that are wrong do no harm, ${way}`, async () => {
      const page = await openPage(pageWith({}, way === 'known' ? 'sess_A' : undefined));
      const { window } = page;
      const wrong: [object: object, names: string[]][] = [
        [window.Array, ['from']],
        [window.Array.prototype, ['slice', 'flat', 'every', 'indexOf', 'find', 'map']],
        [window.RegExp.prototype, ['exec', 'test']],
        [window.Object, ['assign', 'create', 'defineProperty']],
        [window.Function.prototype, ['bind']],
        [window.Reflect, ['construct', 'apply']],
      ];
      for (const [object, names] of wrong) for (const name of names) Object.assign(object, { [name]: () => undefined });
      const key = newKey();
      const socket = new window.WebSocket(urlOf(key), new window.Set(['b', 'a']) as never);
      socket.binaryType = 'arraybuffer';
      const isOpen = nextEvent(socket, 'open');
      if (way === 'held') clerkOf(window).become('sess_A');
      await isOpen;
      expect([socket.protocol, socket.binaryType, await echo(socket)]).to.deep.equal(['b', 'arraybuffer', 'hello']);
      expect(await sessions(key)).to.deep.equal(['sess_A']);
      expect(page.errors).to.deep.equal([]);
    });
  }

  it('E8: a listener that throws is reported as natively, and the others are called', async () => {
    const page = await openPage(pageWith());
    const { window } = page;
    const socket = new window.WebSocket(urlOf(newKey()));
    socket.onopen = () => {
      throw new window.Error('of the page');
    };
    const isOpen = nextEvent(socket, 'open');
    clerkOf(window).become('sess_A');
    await isOpen;
    expect(page.errors.join()).to.include('of the page');
    expect(await echo(socket)).to.equal('hello');
  });

  it('E6: the constructor of a frame is the native one', async () => {
    const { window } = await openPage(pageWith());
    const frame = window.document.createElement('iframe');
    window.document.body.append(frame);
    const { WebSocket } = frame.contentWindow as PageWindow;
    const key = newKey();
    const socket = await opened(() => new WebSocket(urlOf(key)));
    expect(socket).not.to.be.an.instanceof(window.WebSocket);
    // The members of this page work on it.
    const url = Object.getOwnPropertyDescriptor(window.WebSocket.prototype, 'url')?.get;
    expect(url?.call(socket)).to.equal(urlOf(key));
    expect(await sessions(key)).to.deep.equal([null]);
  });
});

describe('uninstall() and WebSockets', () => {
  it('A6 I3: uninstall() puts everything back, if no WebSocket was ever held', async () => {
    // Chromium 75 makes getters for the realm that asks.
    const shape = (window: PageWindow) => window.Object.getOwnPropertyDescriptors(window.WebSocket.prototype);
    let before = {};
    const definition = pageWith({}, 'sess_A');
    const { window } = await openPage({
      head: [
        {
          run: (each) => {
            before = shape(each);
          },
        },
        ...(definition.head ?? []),
      ],
    });
    expect(differences(shape(window), before)).to.include.members(['constructor', 'url']);
    shimOf(window).uninstall();
    expect(differences(shape(window), before)).to.deep.equal([]);
    const key = newKey();
    await opened(() => new window.WebSocket(urlOf(key)));
    expect(await sessions(key)).to.deep.equal([null]);
  });

  it('A6 I5: after uninstall() held WebSockets connect, open ones go on, and new ones are native', async () => {
    const { window } = await openPage(pageWith());
    const keys = Array.from({ length: 3 }, newKey) as [string, string, string];
    const first = new window.WebSocket(urlOf(keys[0]));
    const isOpen = nextEvent(first, 'open');
    clerkOf(window).become('sess_A');
    await isOpen;
    clerkOf(window).become(undefined);
    const held = new window.WebSocket(urlOf(keys[1]));
    const isHeldOpen = nextEvent(held, 'open');
    shimOf(window).uninstall();
    await isHeldOpen;
    for (const socket of [first, held]) {
      expect(await echo(socket)).to.equal('hello');
      expect(socket.readyState).to.equal(1);
    }
    const later = await opened(() => new window.WebSocket(urlOf(keys[2])));
    expect(await sessions(keys[2])).to.deep.equal([null]);
    for (const socket of [first, held, later]) {
      socket.close(3000);
      expect((await nextEvent<CloseEvent>(socket, 'close')).code).to.equal(3000);
    }
  });
});
