import { expect } from 'chai';
import { type CookieClaims, cookieJar, cookieToken, seconds } from '../kit/clerkCookies.ts';
import {
  at,
  headerOf,
  newKey,
  openPage,
  origins,
  type Page,
  type PageWindow,
  received,
  sessionOf,
  type TestPage,
} from '../kit/page.ts';
import { authorizations, clerkOf, holding, requests, sendXhr, sessions, shimOf } from '../kit/session.ts';
import { endingUrl, heard, noteMessages, streamUrl } from '../kit/streams.ts';
import { nextEvent } from '../kit/traceEvents.ts';
import { pause, until } from '../kit/until.ts';
import { type NativeCall, watchNatives } from '../kit/watchNatives.ts';

// Pages whose Clerk does not know its session yet, while its cookies tell it.

const noteNatives = (window: PageWindow, calls: NativeCall[]) =>
  watchNatives(window, (call, pass) => {
    calls.push(call);
    return pass();
  });

const PAGE = new URL(origins.page).origin;
const ALL = 'clerk-ajax.all.min.js';
const LIVE_KEY = `pk_live_${btoa('clerk.example.com$')}`;
const MODES: Record<string, Record<string, string>> = {
  'session ID': { 'data-backend-origins': `'self' ${origins.backend}` },
  token: { 'data-token-origins': `'self' ${origins.backend}` },
};
const BY_COOKIE = /by Clerk's cookie until Clerk has loaded/;

const jar = cookieJar(PAGE);

/** A page with the shim of all channels, and a Clerk that is loading. */
const loading = (attributes: Record<string, string> = MODES['session ID'] ?? {}, first: TestPage['head'] = []) =>
  openPage({
    head: [{ clerk: {} }, ...first, { file: ALL, shim: { 'data-token-param': 'access_token', ...attributes } }],
  });

/** What the requests under a key carry: the session ID, or the token. */
const carriedBy = async (key: string, count = 1) =>
  (await requests(key, count)).map(
    (request) =>
      sessionOf(request) ?? sessionOf(request, 'access_token') ?? headerOf(request, 'Authorization')?.slice(7) ?? null,
  );

/** Makes a call in each way, and tells what they carry. */
const callWith: Record<string, (window: PageWindow, key: string) => unknown> = {
  fetch: ({ fetch }, key) => fetch(at('backend', key, 'echo')),
  'fetch of a Request': ({ fetch, Request }, key) =>
    fetch(new Request(at('backend', key, 'echo'), { method: 'POST', body: 'x' })),
  XHR: (window, key) => sendXhr(window, at('backend', key, 'echo')),
  'a synchronous XHR': ({ XMLHttpRequest }, key) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', at('page', key, 'echo'), false);
    xhr.send();
  },
  EventSource: (window, key) => heard(window, streamUrl(key)).then((source) => source.close()),
  WebSocket: ({ WebSocket }, key) =>
    nextEvent(new WebSocket(at('backend', key, 'ws-echo').replace('http', 'ws')), 'open'),
  sendBeacon: ({ navigator }, key) => navigator.sendBeacon(at('backend', key, 'echo'), 'x'),
};

describe('warm start', () => {
  afterEach(() => jar.clear());

  it('D8: reads the cookies when a call is made, and not more than twice, since that takes time in Chromium', async () => {
    jar.signIn();
    const script = `(${(
      () => {
        const { get } = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie') as { get: () => string };
        Object.assign(window, { reads: 0 });
        Object.defineProperty(document, 'cookie', {
          get() {
            (window as unknown as { reads: number }).reads++;
            return get.call(document);
          },
        });
      }
    ).toString()})()`;
    for (const attributes of Object.values(MODES)) {
      const { window } = await loading(attributes, [{ script }]);
      const reads = () => (window as unknown as { reads: number }).reads;
      expect(reads(), 'of the install').to.equal(0);
      const key = newKey();
      await window.fetch(at('backend', key, 'echo'));
      expect(reads(), 'of a call').to.be.within(1, 2);
      expect(await carriedBy(key)).to.not.deep.equal([null]);
    }
  });

  for (const [mode, attributes] of Object.entries(MODES)) {
    describe(`calls with the ${mode}`, () => {
      for (const [way, call] of Object.entries(callWith)) {
        it(`D8: leave while Clerk is loading, with the session of its cookie: ${way}`, async () => {
          const token = jar.signIn();
          const { window } = await loading(attributes);
          const key = newKey();
          await call(window, key);
          expect(await carriedBy(key)).to.deep.equal([mode === 'token' ? token : 'sess_cookie']);
          expect(window.Clerk?.loaded).to.equal(false);
        });
      }

      it('D8: leave in the very moment in which the page makes them', async () => {
        jar.signIn();
        const calls: NativeCall[] = [];
        const { window } = await loading(attributes, [{ run: (window) => noteNatives(window, calls) }]);
        const [first, second] = [newKey(), newKey()];
        void window.fetch(at('backend', first, 'echo'));
        expect(calls.filter(({ name }) => name === 'fetch')).to.have.length(1);
        void sendXhr(window, at('backend', second, 'echo'));
        expect(calls.filter(({ name }) => name === 'send')).to.have.length(1);
        await Promise.all([received(first, 1), received(second, 1)]);
      });

      it('D8: are Clerk’s alone as soon as it knows its session', async () => {
        const token = jar.signIn();
        const { window } = await loading(attributes);
        const key = newKey();
        const go = () => window.fetch(at('backend', key, 'echo'));
        await go();
        clerkOf(window).become('sess_B');
        await go();
        clerkOf(window).become(null);
        await go();
        clerkOf(window).become('sess_C');
        await go();
        const [cookies, b, c] =
          mode === 'token'
            ? [token, 'fake-token-of-sess_B', 'fake-token-of-sess_C']
            : ['sess_cookie', 'sess_B', 'sess_C'];
        expect(await carriedBy(key, 4)).to.deep.equal([cookies, b, null, c]);
      });
    });
  }

  it('D8, C5: they carry credentials as configured', async () => {
    jar.signIn();
    for (const [send, expected] of [
      ['session-id credentials', ['session-id', 'credentials']],
      ['session-id', ['session-id']],
      ['session-id session-token', ['session-id', 'session-token']],
    ] as const) {
      const { window } = await loading({ 'data-backend-origins': origins.backend, 'data-send': send });
      expect(shimOf(window).explain(origins.backend).sends).to.deep.equal(expected);
    }
  });

  it('D8, C3: ID and token of a call are of one session, although the cookie changes all the time', async () => {
    const tokens = ['sess_A', 'sess_B'].map((sid) => cookieToken(PAGE, { sid }));
    let reads = 0;
    const { window } = await loading(
      { 'data-backend-origins': origins.backend, 'data-send': 'session-id session-token' },
      [
        {
          run: ({ document }) =>
            Object.defineProperty(document, 'cookie', { get: () => `__session=${tokens[reads++ % 2]}` }),
        },
      ],
    );
    const key = newKey();
    for (let i = 0; i < 3; i++) {
      await window.fetch(at('backend', key, 'echo'));
      await sendXhr(window, at('backend', key, 'echo'));
      reads++;
    }
    for (const request of await requests(key, 6)) {
      const token = tokens[sessionOf(request) === 'sess_A' ? 0 : 1];
      expect(headerOf(request, 'Authorization')).to.equal(`Bearer ${token}`);
    }
  });

  describe('when the conditions are not met', () => {
    const expectHeld = async (page: Promise<Page>) => {
      const { window } = await page;
      const calls = holding(window);
      await calls.isHeld();
      clerkOf(window).become('sess_A');
      expect(await calls.done).to.deep.equal(['sess_A', 'sess_A']);
    };

    const claims: Record<string, () => CookieClaims> = {
      'has expired': () => ({ exp: seconds() - 1 }),
      'expires in less than 10 s': () => ({ exp: seconds() + 8 }),
      'is of the future, or the clock is slow': () => ({ iat: seconds() + 120, exp: seconds() + 180 }),
      'is of another instance': () => ({ iss: 'https://other.clerk.accounts.dev' }),
      'is of another origin of this host': () => ({ azp: 'http://localhost:1' }),
      'is of a pending session': () => ({ sts: 'pending' }),
      'has no sid': () => ({ sid: null }),
    };
    for (const [what, make] of Object.entries(claims)) {
      it(`D8: a call is held: the cookie ${what}`, async () => {
        jar.signIn(make());
        await expectHeld(loading());
      });
    }

    it('D8: a call is held: the user has signed in or out since', async () => {
      jar.signIn();
      for (const [name] of document.cookie.split('; ').map((each) => each.split('='))) {
        if (name?.startsWith('__client_uat')) jar.set(name, `${seconds()}`);
      }
      await expectHeld(loading());
    });

    it('D8: a call is held: another tab has another context', async () => {
      jar.signIn();
      jar.set('clerk_active_context', 'sess_tab:');
      await expectHeld(loading());
    });

    it('D8: a call is held: somebody has planted cookies', async () => {
      jar.set('__session', cookieToken(PAGE));
      jar.set('__session_evil', cookieToken(PAGE, { sid: 'sess_evil' }));
      await expectHeld(loading());
    });

    it('D8: a call is held: the page has no key', async () => {
      jar.signIn();
      await expectHeld(
        openPage({
          head: [
            { clerk: {} },
            {
              run: ({ Clerk, document }) => {
                Object.assign(Clerk as object, { publishableKey: '' });
                for (const { dataset } of document.querySelectorAll('script')) delete dataset.clerkPublishableKey;
              },
            },
            { shim: { 'data-backend-origins': origins.backend } },
          ],
        }),
      );
    });

    it('D8: a call is held: the page may not read its cookies', async () => {
      jar.signIn();
      const cookie: PropertyDescriptor = {
        get() {
          throw new Error('The document is sandboxed');
        },
      };
      await expectHeld(
        loading(undefined, [{ run: ({ document }) => Object.defineProperty(document, 'cookie', cookie) }]),
      );
    });

    it('D8, C10: a call is held: data-organization is another one', async () => {
      jar.signIn({ o: { id: 'org_A' } });
      await expectHeld(loading({ ...MODES['session ID'], 'data-organization': 'org_B' }));
    });

    it('D8, C9: a call is held: it gets the token of a template', async () => {
      jar.signIn();
      const { window } = await loading({
        'data-token-origins': `${origins.backend}#hasura`,
        'data-backend-origins': "'self'",
      });
      const calls = holding(window, authorizations);
      await calls.isHeld();
      const key = newKey();
      await window.fetch(at('page', key, 'echo'));
      expect(await sessions(key)).to.deep.equal(['sess_cookie']);
      clerkOf(window).become('sess_A');
      expect(await calls.done).to.deep.equal(Array(2).fill('Bearer fake-token-of-hasura-for-sess_A'));
    });

    it('D8: a call is held: data-warm-start="false"', async () => {
      jar.signIn();
      await expectHeld(loading({ ...MODES['session ID'], 'data-warm-start': 'false' }));
    });

    it('D8, D4: a call is held while Clerk switches the account, whatever the cookie says', async () => {
      jar.signIn();
      const { window } = await loading();
      clerkOf(window).become('sess_A');
      clerkOf(window).become(undefined);
      Object.assign(window.Clerk as object, { loaded: false });
      const calls = holding(window);
      await calls.isHeld();
      clerkOf(window).become('sess_B');
      expect(await calls.done).to.deep.equal(['sess_B', 'sess_B']);
    });
  });

  it('D8: what another tab does while Clerk is loading counts for the next call', async () => {
    jar.signIn();
    const { window } = await loading();
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    jar.signIn({ sid: 'sess_tab', o: { id: 'org_A' } });
    // Chromium tells other documents a little later.
    await until(() => window.document.cookie.includes('sess_tab:org_A'));
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key, 2)).to.deep.equal(['sess_cookie', 'sess_tab']);
    jar.signOut();
    await until(() => !window.document.cookie.includes('sess_tab'));
    const calls = holding(window);
    await calls.isHeld();
    clerkOf(window).become(null);
    expect(await calls.done).to.deep.equal([null, null]);
  });

  it('D8, D1: a call that is held already leaves before the first one that the cookie answers', async () => {
    const calls: NativeCall[] = [];
    const { window } = await loading(undefined, [{ run: (window) => noteNatives(window, calls) }]);
    const key = newKey();
    const held = window.fetch(`${at('backend', key, 'echo')}?a`);
    await pause(60);
    expect(calls).to.deep.equal([]);
    jar.signIn();
    await until(() => window.document.cookie.includes('clerk_active_context'));
    await Promise.all([sendXhr(window, `${at('backend', key, 'echo')}?b`), held]);
    expect(calls.map(({ name }) => name)).to.include.members(['fetch', 'send']);
    expect(calls.findIndex(({ name }) => name === 'fetch')).to.be.below(calls.findIndex(({ name }) => name === 'send'));
    expect(await sessions(key, 2)).to.deep.equal(['sess_cookie', 'sess_cookie']);
  });

  it('D8, D3: it answers on when Clerk cannot load', async () => {
    jar.signIn();
    const { window } = await loading();
    clerkOf(window).fail();
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_cookie']);
  });

  it('D8, F2: explain() and data-debug say so, without the token', async () => {
    const token = jar.signIn();
    const page = await loading({ ...MODES.token, 'data-debug': '' });
    const { sends, reason, tokenExpiresIn } = shimOf(page.window).explain(origins.backend);
    expect(sends).to.deep.equal(['session-token']);
    expect(reason)
      .to.match(/^signed in, /)
      .and.to.match(BY_COOKIE);
    expect(tokenExpiresIn).to.be.within(50, 55);
    await page.window.fetch(at('backend', newKey(), 'echo'));
    expect(page.said('debug').join()).to.match(BY_COOKIE).and.not.to.include(token);
    clerkOf(page.window).become('sess_A');
    expect(shimOf(page.window).explain(origins.backend).reason).to.equal('signed in');
  });

  describe('signed out', () => {
    const live = (attributes: Record<string, string> = MODES.token ?? {}) =>
      openPage({
        head: [
          { clerk: {}, attributes: { 'data-clerk-publishable-key': LIVE_KEY } },
          { file: ALL, shim: attributes },
        ],
      });

    for (const [mode, attributes] of Object.entries(MODES)) {
      it(`D8: is known early with a production key: calls leave without a session (${mode}); once Clerk knows better, it decides`, async () => {
        jar.signOut();
        const { window } = await live(attributes);
        expect(shimOf(window).explain(origins.backend)).to.include({
          reason: "signed out, by Clerk's cookie until Clerk has loaded",
        });
        const key = newKey();
        await window.fetch(at('backend', key, 'echo'));
        await sendXhr(window, at('backend', key, 'echo'));
        clerkOf(window).become('sess_A');
        await window.fetch(at('backend', key, 'echo'));
        expect(await carriedBy(key, 3)).to.deep.equal([
          null,
          null,
          mode === 'token' ? 'fake-token-of-sess_A' : 'sess_A',
        ]);
      });
    }

    it('D8: is not known early with a development key', async () => {
      jar.signOut();
      const { window } = await loading();
      const calls = holding(window);
      await calls.isHeld();
      clerkOf(window).become(null);
      expect(await calls.done).to.deep.equal([null, null]);
    });

    it('D8, I2: a stream that was opened so is opened anew when Clerk knows a session', async () => {
      jar.signOut();
      const { window } = await live();
      const key = newKey();
      const source = await heard(window, streamUrl(key));
      const next = nextEvent(source, 'message');
      clerkOf(window).become('sess_A');
      await next;
      expect(await authorizations(key, 2)).to.deep.equal([null, 'Bearer fake-token-of-sess_A']);
      source.close();
    });
  });

  for (const [mode, attributes] of Object.entries(MODES)) {
    describe(`streams with the ${mode}`, () => {
      it('D8, I2: one that the cookie has opened stays, if Clerk has the same session and organization', async () => {
        jar.signIn({ o: { id: 'org_A' } });
        const { window } = await loading(attributes);
        const key = newKey();
        const source = await heard(window, streamUrl(key));
        const log = noteMessages(source);
        clerkOf(window).become('sess_cookie', 'org_A');
        await pause(1200);
        expect(log).to.deep.equal([]);
        expect(source.readyState).to.equal(1);
        expect(await requests(key)).to.have.length(1);
        source.close();
      });

      for (const [what, id, organization] of [
        ['another session', 'sess_B', null],
        ['another organization', 'sess_cookie', 'org_B'],
        ['no session', null, null],
      ] as const) {
        it(`D8, I2: it is opened anew, if Clerk has ${what}`, async () => {
          jar.signIn();
          const { window } = await loading(attributes);
          const key = newKey();
          const source = await heard(window, endingUrl(key, 'retry: 100000\nid: 7\ndata: a\n\n', { until: key }));
          const log = noteMessages(source);
          clerkOf(window).become(id, organization);
          await until(() => log.includes('a'));
          expect(log).to.deep.equal(['error', 'a']);
          const sent = await requests(key, 2);
          expect(sent).to.have.length(2);
          expect(headerOf(sent[1] as (typeof sent)[0], 'Last-Event-ID')).to.equal(undefined);
          source.close();
        });
      }
    });
  }

  it('D8, J1: a frame asks with the key of the page around it', async () => {
    jar.signIn();
    const outer = await openPage({ head: [{ clerk: {} }] });
    const inside = { inside: outer.window.document };
    const { window } = await openPage({ head: [{ shim: MODES.token ?? {} }] }, inside);
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    clerkOf(outer.window).become('sess_B');
    await window.fetch(at('backend', key, 'echo'));
    expect((await authorizations(key, 2))[1]).to.equal('Bearer fake-token-of-sess_B');
    expect((await authorizations(key, 2))[0]).to.match(/^Bearer ey/);
  });

  it('D8, H: the shim’s own tag has the key', async () => {
    jar.signIn();
    const script = at('page', newKey(), 'delay', 3000, 'file', '/support/fake-clerk.js');
    const { window } = await openPage(
      {
        head: [
          {
            shim: {
              ...MODES['session ID'],
              'data-clerk-publishable-key': 'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ',
              'data-clerk-js-url': script,
            },
          },
        ],
      },
      { until: 'start' },
    );
    await until(() => window.ClerkAjax);
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(window.Clerk).to.equal(undefined);
    expect(await sessions(key)).to.deep.equal(['sess_cookie']);
  });

  it('D8: nothing is stored, and no cookie is written', async () => {
    jar.signIn();
    const before = document.cookie;
    const { window } = await loading();
    await window.fetch(at('backend', newKey(), 'echo'));
    expect(document.cookie).to.equal(before);
    expect([window.localStorage.length, window.sessionStorage.length]).to.deep.equal([
      localStorage.length,
      sessionStorage.length,
    ]);
  });
});
