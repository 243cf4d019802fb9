import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import type { FakeClerk } from '../kit/frame/fakeClerk.ts';
import { at, newKey, openPage, origins, type PageWindow, sessionOf } from '../kit/page.ts';
import { clerkOf, cookieOf, requests, shimLines, shimOf } from '../kit/session.ts';

const explain = (window: PageWindow, url: unknown) => shimOf(window).explain(url as string);
const EVERYTHING = { 'data-send': 'session-id credentials session-token' };

describe('explain()', () => {
  it('F2: explain() gives plain data: the resolved URL, whether it is ours, by which source, what it gets, and why', async () => {
    const page = await openPage(shimmedPage({ 'data-backend-origins': `'self'/k/ localhost:*/api/ 'self'` }));
    const { window } = page;
    const explained = explain(window, '/a?b#c');
    expect(JSON.parse(JSON.stringify(explained))).to.deep.equal({
      url: `${origins.page}/a?b#c`,
      ours: true,
      source: "'self'",
      sends: ['session-id'],
      reason: 'signed in',
      cookie: true,
      tokenExpiresIn: explained.tokenExpiresIn,
      organization: null,
      template: null,
      clerk: 'ready',
      patched: ['fetch', 'xhr'],
    });
    expect(explain(window, '/a?b#c')).to.not.equal(explained);
    expect(explain(window, '/k/x')).to.include({ source: "'self'/k/" });
    expect(explain(window, '/api/x')).to.include({ source: 'localhost:*/api/' });
    expect(explain(window, new window.URL(`${origins.backend}/api/`))).to.deep.include({
      url: `${origins.backend}/api/`,
      source: 'localhost:*/api/',
      sends: ['session-id', 'credentials'],
    });
    expect(shimLines(page)).to.deep.equal([]);
  });

  const SESSIONS: Record<string, [session: string | null | undefined, sends: string[], reason: RegExp]> = {
    'signed in': ['sess_A', ['session-id', 'credentials', 'session-token'], /signed in/],
    'signed out': [null, ['credentials'], /signed out/],
    'not known yet': [undefined, ['credentials'], /not know/],
  };
  for (const [what, [session, sends, reason]] of Object.entries(SESSIONS)) {
    it(`F2: explain() tells what a call of a session that is ${what} would get at this moment`, async () => {
      const { window } = await openPage({
        head: [
          { clerk: session === undefined ? {} : { session } },
          { shim: { 'data-backend-origins': origins.backend, ...EVERYTHING } },
        ],
      });
      const explained = explain(window, `${origins.backend}/`);
      expect(explained).to.deep.include({ ours: true, source: origins.backend, sends });
      expect(explained.reason).to.match(reason);
      expect(JSON.stringify(explained)).to.not.match(/sess_|token-of/);
    });
  }

  it('F2: explain() tells how long the token at hand is valid, in seconds, and never its text', async () => {
    const { window } = await openPage(shimmedPage());
    const { tokenExpiresIn } = explain(window, 'x');
    expect(tokenExpiresIn).to.be.within(50, 60).and.satisfy(Number.isInteger);
    const session = window.Clerk?.session as NonNullable<FakeClerk['session']>;
    session.lastActiveToken = {
      getRawString: () => 'secret',
      jwt: { claims: { sid: 'sess_A', exp: Date.now() / 1000 - 1 } },
    };
    expect(explain(window, 'x').tokenExpiresIn).to.equal(null);
    session.lastActiveToken = null;
    expect(explain(window, 'x').tokenExpiresIn).to.equal(null);
    clerkOf(window).become(null);
    expect(explain(window, 'x').tokenExpiresIn).to.equal(null);
  });

  it('F2: explain() tells whether Clerk is there, and how far it has come', async () => {
    const shim = { shim: { 'data-backend-origins': "'self'" } };
    const { window } = await openPage({ head: [{ clerk: {} }, shim] });
    expect(explain(window, 'x').clerk).to.equal('loading');
    clerkOf(window).become(null);
    expect(explain(window, 'x').clerk).to.equal('ready');
    clerkOf(window).degrade();
    expect(explain(window, 'x').clerk).to.equal('degraded');
    clerkOf(window).fail();
    expect(explain(window, 'x').clerk).to.equal('error');
    const bare = await openPage({ head: [shim] });
    expect(explain(bare.window, 'x').clerk).to.equal('absent');
    // ClerkJS 4 has no status.
    const old = { addListener: () => () => {}, session: null, loaded: true };
    Object.assign(bare.window, { Clerk: old });
    expect(explain(bare.window, 'x').clerk).to.equal('ready');
    old.loaded = false;
    expect(explain(bare.window, 'x').clerk).to.equal('loading');
    Object.defineProperty(old, 'loaded', {
      get() {
        throw new Error('no');
      },
    });
    expect(explain(bare.window, 'x').clerk).to.equal('error');
  });

  it("F2: explain() tells whether Clerk's cookie can reach the URL, and what is patched", async () => {
    const { window } = await openPage(shimmedPage({ 'data-patch': 'xhr' }));
    expect(explain(window, `${origins.backend}/x`)).to.deep.include({ cookie: true, patched: ['xhr'] });
    expect(explain(window, `${origins.foreignIp}/x`)).to.include({ cookie: false });
    shimOf(window).uninstall();
    expect(explain(window, 'x').patched).to.deep.equal([]);
  });

  it('F2: explain() of a tag that installs nothing tells of Clerk, too', async () => {
    const { window } = await openPage({ head: [{ clerk: { session: null } }, { shim: {} }] });
    expect(explain(window, 'x')).to.deep.include({ ours: false, clerk: 'ready', patched: [] });
  });

  it('F2, B1a: explain() tells of a WebSocket where that is patched; without a parameter for it, no token is sent', async () => {
    const shim = { 'data-backend-origins': origins.backend, 'data-send': 'session-id session-token' };
    const url = `${origins.backend.replace('http', 'ws')}/x`;
    for (const [file, param, sends] of [
      ['clerk-ajax.all.js', {}, ['session-id']],
      ['clerk-ajax.all.js', { 'data-token-param': 'access_token' }, ['session-id', 'session-token']],
      ['clerk-ajax.js', {}, []],
    ] as const) {
      const { window } = await openPage({
        head: [{ clerk: { session: 'sess_A' } }, { file, shim: { ...shim, ...param } }],
      });
      expect(explain(window, url)).to.deep.include({ url, ours: file === 'clerk-ajax.all.js', sends, cookie: true });
    }
  });

  it('F2: explain() follows Clerk and the page from moment to moment', async () => {
    const { window } = await openPage(shimmedPage());
    expect(explain(window, 'x').sends).to.deep.equal(['session-id']);
    clerkOf(window).become(null);
    expect(explain(window, 'x').sends).to.deep.equal([]);
    clerkOf(window).become('sess_B');
    expect(explain(window, 'x').sends).to.deep.equal(['session-id']);
    const base = window.document.createElement('base');
    base.href = `${origins.foreign}/y/`;
    window.document.head.prepend(base);
    expect(explain(window, 'x')).to.deep.include({
      url: `${origins.foreign}/y/x`,
      ours: false,
      source: null,
      sends: [],
    });
  });

  it('F2: explain() says why a URL is not ours, with the sources that there are', async () => {
    const { window } = await openPage(shimmedPage());
    for (const url of ['https://elsewhere.test/', 'data:,x', 'blob:http://localhost/x', 'about:blank', 'mailto:x@y']) {
      const explained = explain(window, url);
      expect(explained, url).to.deep.include({ url, ours: false, source: null, sends: [] });
      expect(explained.reason).to.include(origins.backend);
    }
  });

  it('F2, C2: a URL that carries the parameter gets the ID of the active session', async () => {
    const { window } = await openPage(shimmedPage());
    const both = ['session-id', 'credentials'];
    expect(explain(window, `${origins.backend}/x?_clerk_session_id=1`).sends).to.deep.equal(both);
    expect(explain(window, '/x?%5Fclerk_session_id')).to.deep.include({ ours: true, sends: ['session-id'] });
  });

  it('F2: explain() never throws, whatever it is given', async () => {
    const page = await openPage(shimmedPage());
    const { window } = page;
    const STRANGE: unknown[] = [
      undefined,
      null,
      '',
      'http://[',
      'http://',
      42,
      {},
      [],
      Symbol('url'),
      {
        toString() {
          throw new Error('no');
        },
      },
      Object.create(null),
    ];
    for (const value of STRANGE) expect(explain(window, value).sends).to.be.an('array');
    expect(explain(window, 'http://[')).to.include({ url: 'http://[', ours: false, reason: 'not a URL' });
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('F2: what explain() says is what calls get', async () => {
    for (const send of [
      'session-id',
      'credentials',
      'session-token',
      'session-id session-token',
      'credentials session-id',
    ]) {
      const { window } = await openPage(shimmedPage({ 'data-send': send }));
      const key = newKey();
      Object.assign(document, { cookie: `${key}=1; path=/` });
      for (const origin of ['backend', 'foreign'] as const) await window.fetch(at(origin, key, 'echo'));
      const [ours, other] = (await requests(key, 2)).map((request) =>
        [
          sessionOf(request) && 'session-id',
          cookieOf(request).includes(key) && 'credentials',
          /authorization/i.test(`${request.rawHeaders}`) && 'session-token',
        ].filter(Boolean),
      );
      expect(explain(window, at('backend', key)).sends, send).to.deep.equal(ours);
      expect(explain(window, at('foreign', key)).sends).to.deep.equal(other);
    }
  });
});
