import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow, release } from '../kit/page.ts';
import { authorizations, clerkOf, cookieOf, onlyLine, requests, sessions, shimLines, shimOf } from '../kit/session.ts';
import {
  endingUrl,
  heard,
  isEnded,
  noteMessages,
  STREAM_KINDS,
  shortTimers,
  streamPage,
  streamUrl,
} from '../kit/streams.ts';
import { nextEvent } from '../kit/traceEvents.ts';
import { pause, until } from '../kit/until.ts';

const TOKENS = STREAM_KINDS['with a token'] as Record<string, string>;

/** The URL of a stream that only those get who carry a session. */
const guardedUrl = (key: string, status: number) =>
  at('backend', key, 'guarded', status, JSON.stringify(['data: a\n\n', '…']));

/** The kinds of streams whose backend sees from the call who is signed in. */
const TOLD = Object.entries(STREAM_KINDS).filter(([kind]) => kind !== 'with cookies');

describe('an EventSource that the backend refuses', () => {
  for (const [kind, attributes] of TOLD) {
    for (const status of [401, 403, 404]) {
      it(`I2: an EventSource that is refused with ${status} while signed out fires an error, waits, and is there again after sign-in, ${kind}`, async () => {
        const { window } = await openPage(streamPage(attributes, 'sess_A'));
        const key = newKey();
        const source = await heard(window, guardedUrl(key, status));
        const log = noteMessages(source);
        clerkOf(window).become(null);
        await until(() => log.length > 1);
        expect([log, source.readyState]).to.deep.equal([['error', 'error'], 0]);
        // It does not ask again and again.
        await pause(100);
        expect(await requests(key)).to.have.length(2);
        clerkOf(window).become('sess_B');
        await nextEvent(source, 'message');
        expect(source.readyState).to.equal(1);
        expect(await requests(key)).to.have.length(3);
        source.close();
      });
    }

    it(`I2: an EventSource that is refused from the beginning opens after sign-in, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, null));
      const source = new window.EventSource(guardedUrl(newKey(), 401));
      await nextEvent(source, 'error');
      expect(source.readyState).to.equal(0);
      clerkOf(window).become('sess_A');
      await nextEvent(source, 'message');
      source.close();
    });

    it(`I2: an EventSource that is refused while signed in is closed for good, as natively, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, 'sess_A'));
      const key = newKey();
      const source = new window.EventSource(at('backend', key, 'status', 401));
      await nextEvent(source, 'error');
      expect(source.readyState).to.equal(2);
      clerkOf(window).become('sess_B');
      await pause(50);
      expect([source.readyState, (await requests(key)).length]).to.deep.equal([2, 1]);
    });

    it(`I2: an EventSource that the page closes while it waits for sign-in stays closed, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, null));
      const key = newKey();
      const source = new window.EventSource(guardedUrl(key, 401));
      await nextEvent(source, 'error');
      source.close();
      clerkOf(window).become('sess_A');
      await pause(50);
      expect([source.readyState, (await requests(key)).length]).to.deep.equal([2, 1]);
    });

    it(`I2 A6: an EventSource that waits for sign-in asks once more when the shim goes, and ends as natively, ${kind}`, async () => {
      const { window } = await openPage(streamPage(attributes, null));
      const source = new window.EventSource(guardedUrl(newKey(), 401));
      await nextEvent(source, 'error');
      shimOf(window).uninstall();
      await nextEvent(source, 'error');
      expect(source.readyState).to.equal(2);
    });
  }

  it('I2: 204 ends an EventSource that is read by fetch for good, whoever is signed in', async () => {
    const { window } = await openPage(streamPage(TOKENS, null));
    // The backend has a token source, and nobody is signed in.
    const source = new window.EventSource(at('backend', newKey(), 'status', 204));
    await nextEvent(source, 'error');
    expect(source.readyState).to.equal(2);
  });

  it('I2 C6: an EventSource whose token cannot be had asks again, until there is one', async () => {
    const page = await openPage(streamPage(TOKENS, 'sess_A', [{ run: shortTimers([]) }]));
    const { window } = page;
    const key = newKey();
    const name = newKey();
    const url = at('backend', key, 'guarded', 401, JSON.stringify(['data: a\n\n', { until: name }]));
    const source = await heard(window, url);
    let count = 0;
    clerkOf(window).tokens(async (session) => {
      if (++count < 3) throw new Error('offline');
      return session;
    });
    await release(name);
    await nextEvent(source, 'message');
    source.close();
    expect((await authorizations(key, 4)).slice(0, 4)).to.deep.equal([
      'Bearer fake-token-of-sess_A',
      null,
      null,
      'Bearer sess_A',
    ]);
    expect(page.errors).to.deep.equal([]);
  });
});

describe('an EventSource whose server fails', () => {
  /** Without the limits of the waits for Clerk and for a token, the warning of CORS, and the looks for a switch. */
  const reconnections = (delays: number[]) =>
    delays.filter((delay) => delay % 1000 === 0 && ![1000, 5000, 15_000].includes(delay));

  it('I2: an EventSource whose server fails asks again after longer and longer, up to a minute', async () => {
    const delays: number[] = [];
    const { window } = await openPage(streamPage(TOKENS, 'sess_A', [{ run: shortTimers(delays) }]));
    const key = newKey();
    const source = new window.EventSource(at('backend', key, 'close'));
    await until(() => delays.filter((delay) => delay === 60_000).length > 1);
    source.close();
    expect(reconnections(delays).slice(0, 8)).to.deep.equal([3000, 3000, 6000, 12_000, 24_000, 48_000, 60_000, 60_000]);
  });

  it('I2: once a connection has been open, the first delay is that of the server again', async () => {
    const delays: number[] = [];
    const { window } = await openPage(streamPage(TOKENS, 'sess_A', [{ run: shortTimers(delays) }]));
    const key = newKey();
    const source = new window.EventSource(endingUrl(key, 'retry: 2345\ndata: a\n\n'));
    for (let i = 0; i < 4; i++) await nextEvent(source, 'error');
    source.close();
    expect(delays.filter((delay) => [2345, 3000, 4690].includes(delay))).to.deep.equal(Array(4).fill(2345));
  });

  /** It has its first connection alone: the preflight of the next one is refused. */
  const onceUrl = (key: string, ...pieces: unknown[]) =>
    at('backend', key, 'cors', 'authorization', 'sse', JSON.stringify(pieces));

  it('I2: a retry of no time does not become a flood when the server fails', async () => {
    const delays: number[] = [];
    const { window } = await openPage(streamPage(TOKENS, 'sess_A', [{ run: shortTimers(delays) }]));
    const source = await heard(window, onceUrl(newKey(), 'retry: 0\nid: 7\ndata: a\n\n'));
    delays.length = 0;
    await until(() => delays.includes(16_000));
    source.close();
    expect(reconnections(delays)).to.deep.equal([0, 2000, 4000, 8000, 16_000]);
  });

  it('I2: a retry that no timer can wait for is the longest that one can', async () => {
    const delays: number[] = [];
    const { window } = await openPage(streamPage(TOKENS, 'sess_A', [{ run: shortTimers(delays) }]));
    for (const retry of ['2147483648', '99999999999999999999999']) {
      const source = new window.EventSource(endingUrl(newKey(), `retry: ${retry}\ndata: a\n\n`));
      await nextEvent(source, 'error');
      source.close();
    }
    await until(() => delays.filter((delay) => delay > 60_000).length > 1);
    expect(delays.filter((delay) => delay > 60_000)).to.deep.equal([2 ** 31 - 1, 2 ** 31 - 1]);
  });

  it('I2 F3: where the last event ID is refused, the warning names the header that the backend must allow', async () => {
    const page = await openPage(streamPage(TOKENS, 'sess_A', [{ run: shortTimers([]) }]));
    const source = await heard(page.window, onceUrl(newKey(), 'id: 7\ndata: a\n\n'));
    await until(() => shimLines(page).length);
    source.close();
    onlyLine(page, 'warn', /allow the header "Authorization, Last-Event-ID"/);
  });

  it('I2 F3: the warning does not speak of Last-Event-ID where there is no last event ID', async () => {
    const page = await openPage(streamPage(TOKENS, 'sess_A', [{ run: shortTimers([]) }]));
    const source = new page.window.EventSource(at('backend', newKey(), 'cors', 'no-headers', 'sse', '["…"]'));
    await until(() => shimLines(page).length);
    source.close();
    onlyLine(page, 'warn', /allow the header "Authorization"$/);
  });
});

describe('an EventSource after uninstall()', () => {
  const lost = async (attributes: Record<string, string>) => {
    const { window } = await openPage(streamPage(attributes, 'sess_A'));
    const [key, name, cookie] = [newKey(), newKey(), newKey()];
    Object.assign(document, { cookie: `${cookie}=1; path=/` });
    const url = at('backend', key, 'sse', JSON.stringify(['retry: 1\nid: 7\ndata: a\n\n', { until: name }]));
    const source = await heard(window, url);
    shimOf(window).uninstall();
    expect(source.readyState).to.equal(1);
    await release(name);
    await nextEvent(source, 'message');
    source.close();
    const [, again] = await requests(key, 2);
    return {
      carried: [(await sessions(key, 2))[1], (await authorizations(key, 2))[1]],
      cookie: cookieOf(again).includes(cookie),
      lastId: again?.rawHeaders.some((header) => /last-event-id/i.test(header)),
    };
  };

  for (const [kind, attributes] of Object.entries({
    ...STREAM_KINDS,
    'with all of it': { 'data-send': 'session-id credentials session-token' },
  })) {
    it(`A6 I5: an open EventSource goes on, and a new connection has nothing of the session, ${kind}`, async () => {
      expect(await lost(attributes)).to.deep.equal({ carried: [null, null], cookie: false, lastId: false });
    });
  }
});

describe('an EventSource in a page whose built-ins are not those of the browser', () => {
  const POLLUTED = ['ports', 'source', 'data', 'origin', 'lastEventId', 'bubbles', 'cancelable', 'composed', 'detail'];

  for (const [kind, attributes] of Object.entries(STREAM_KINDS)) {
    it(`I2 E8: members of Object.prototype with the names of an event's do not count in a stream, ${kind}`, async () => {
      const page = await openPage(streamPage(attributes, 'sess_A'));
      const { window } = page;
      const prototype = window.Object.prototype as unknown as Record<string, unknown>;
      for (const name of POLLUTED) prototype[name] = 'polluted';
      const source = new window.EventSource(streamUrl(newKey(), 'id: 7\ndata: a\n\n'));
      const { data, lastEventId, ports, bubbles, cancelable } = await nextEvent(source, 'message');
      expect([data, lastEventId, [...ports], bubbles, cancelable]).to.deep.equal(['a', '7', [], false, false]);
      source.close();
      expect(page.errors).to.deep.equal([]);
    });

    it(`I2 E8: wrong built-ins of the page lose no event, ${kind}`, async () => {
      const page = await openPage(streamPage(attributes, 'sess_A'));
      const { window } = page;
      const wrong: [object: object, names: string[]][] = [
        [window.String.prototype, ['split', 'slice', 'indexOf', 'charAt', 'substring', 'trim', 'replace', 'match']],
        [window.Array.prototype, ['pop', 'push', 'join', 'slice', 'find', 'forEach', 'indexOf', 'filter']],
        [window.Set.prototype, ['add', 'has', 'delete', 'forEach']],
        [window.RegExp.prototype, ['exec', 'test']],
        [window.Object, ['assign', 'create', 'defineProperty', 'keys']],
        [window.Function.prototype, ['bind']],
        [window.Reflect, ['construct', 'apply', 'ownKeys']],
      ];
      for (const [object, names] of wrong) for (const name of names) Object.assign(object, { [name]: () => undefined });
      const source = new window.EventSource(
        streamUrl(newKey(), 'event: named\ndata: 1\n\nid: 7\ndata: a\ndata: b\n\n'),
      );
      const seen: unknown[] = [];
      source.addEventListener('named', (event) => {
        seen[0] = (event as MessageEvent).data;
      });
      const { data, lastEventId } = await nextEvent(source, 'message');
      source.close();
      expect([seen[0], data, lastEventId]).to.deep.equal(['1', 'a\nb', '7']);
      expect(page.errors).to.deep.equal([]);
    });
  }

  /** Like abortcontroller-polyfill: an object with a few methods. */
  const polyfill = `
    window.AbortSignal = class { addEventListener() {} removeEventListener() {} get aborted() { return false; } };
    window.AbortController = class { constructor() { this.signal = new AbortSignal(); } abort() {} };
  `;
  const SCRIPTS: Record<string, string> = {
    AbortController: polyfill,
    'AbortController that dispatches by a fragment': `${polyfill}
      AbortSignal.prototype.addEventListener = function (...args) {
        document.createDocumentFragment().addEventListener(...args);
      };`,
    EventTarget: 'window.EventTarget = class { addEventListener() {} removeEventListener() {} dispatchEvent() {} };',
    'EventTarget that cannot be constructed': `window.EventTarget = new Proxy(EventTarget, {
      construct() { throw new TypeError('Illegal constructor'); },
    });`,
    'Event, MessageEvent': `window.Event = window.MessageEvent = class {
      constructor(event) { this.event = event; }
    };`,
  };
  for (const [what, script] of Object.entries(SCRIPTS)) {
    for (const [kind, attributes] of Object.entries(STREAM_KINDS)) {
      it(`I2 E7: an EventSource works with a page's own ${what} before the tag, ${kind}`, async () => {
        const page = await openPage(streamPage(attributes, undefined, [{ script }]));
        const { window } = page;
        const key = newKey();
        const name = newKey();
        const source = new window.EventSource(streamUrl(key, 'data: a\n\n', { until: name }, 'data: b\n\n'));
        let isRight = false;
        source.onmessage = function (event) {
          isRight = this === source && event.target === source && event.currentTarget === source;
        };
        clerkOf(window).become('sess_A');
        await nextEvent(source, 'message');
        expect([isRight, source instanceof window.EventSource, `${source}`]).to.deep.equal([
          true,
          true,
          '[object EventSource]',
        ]);
        source.close();
        // Without a native signal, Firefox ends the request when the next piece comes.
        await release(name);
        await isEnded(key);
        expect([shimLines(page), page.errors, page.rejections]).to.deep.equal([[], [], []]);
      });
    }
  }

  it("I2 E7: an EventSource that is closed while it connects brings nothing, with a page's own AbortController", async () => {
    const { window } = await openPage(streamPage(TOKENS, 'sess_A', [{ script: polyfill }]));
    const [key, name, later] = [newKey(), newKey(), newKey()];
    const source = new window.EventSource(
      at('backend', key, 'until', name, 'sse', JSON.stringify(['data: a\n\n', { until: later }, 'data: b\n\n', '…'])),
    );
    const log = noteMessages(source);
    await requests(key);
    source.close();
    await release(name);
    await pause(100);
    // Firefox ends the request when the next piece comes.
    await release(later);
    await isEnded(key);
    expect([log, source.readyState]).to.deep.equal([[], 2]);
  });
});

describe('an EventSource in a page with a polyfill of fetch before the tag', () => {
  const polyfilled = (attributes: Record<string, string>) =>
    streamPage(attributes, 'sess_A', [
      {
        run: (window: PageWindow) => {
          window.fetch = undefined as never;
        },
      },
      { src: '/node_modules/whatwg-fetch/dist/fetch.umd.js' },
    ]);

  it('I2 F1 F2: an EventSource is opened without a token, and one error and explain() say so', async () => {
    const page = await openPage(polyfilled(TOKENS));
    const { window } = page;
    const key = newKey();
    for (let i = 0; i < 2; i++) (await heard(window, streamUrl(key))).close();
    expect(await authorizations(key, 2)).to.deep.equal([null, null]);
    const said = /EventSource calls are sent without a token: another script has replaced fetch/;
    onlyLine(page, 'error', said);
    expect(shimOf(window).explain(origins.backend).reason).to.match(said);
    expect(shimOf(window).explain(origins.foreign).reason).not.to.match(said);
  });

  it('I2 F1: nothing is said where streams need no token', async () => {
    const page = await openPage(polyfilled({}));
    const key = newKey();
    (await heard(page.window, streamUrl(key))).close();
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(shimLines(page)).to.deep.equal([]);
    expect(shimOf(page.window).explain(origins.backend).reason).to.match(
      /^signed in, but fetch is not the browser's own/,
    );
  });
});
