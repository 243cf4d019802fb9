import { expect } from 'chai';
import { build } from 'esbuild';
import sinon from 'sinon';
import { LEAVING } from '../../src/calls/timeLimits.ts';
import { install } from '../../src/entries/index.ts';
import type { Installation, Options } from '../../src/types.ts';
import type { FakeClerk } from '../kit/frame/fakeClerk.ts';
import { type NodePage, newFakeClerk, openNodePage } from '../kit/nodePage.ts';

const API = 'https://api.example.com';
const window = globalThis as unknown as { Clerk?: unknown; fetch: typeof fetch };

describe('install', () => {
  let page: NodePage;
  let clock: sinon.SinonFakeTimers;
  let nativeFetch: sinon.SinonStub;
  let installation: Installation | undefined;
  let said: { error: sinon.SinonStub; warn: sinon.SinonStub; debug: sinon.SinonStub };

  beforeEach(async () => {
    page = await openNodePage();
    clock = sinon.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    nativeFetch = sinon.stub().callsFake(async () => new Response('ok'));
    page.put('fetch', nativeFetch);
    sinon.stub(XMLHttpRequest.prototype, 'send');
    said = {
      error: sinon.stub(console, 'error'),
      warn: sinon.stub(console, 'warn'),
      debug: sinon.stub(console, 'debug'),
    };
  });
  afterEach(() => {
    installation?.uninstall();
    installation = undefined;
    sinon.restore();
    clock.restore();
    page.close();
  });

  const start = (options: Partial<Options> = {}): Installation => {
    installation = install({ backendOrigins: `'self' ${API}`, ...options } as Options);
    return installation;
  };
  async function signIn(id: string | null = 'sess_1', key?: string): Promise<FakeClerk> {
    const clerk = await newFakeClerk(key);
    window.Clerk = clerk;
    clerk.control.become(id);
    return clerk;
  }
  /** The URLs that native `fetch` was given. */
  const fetched = () => nativeFetch.args.map(([input]) => (input instanceof Request ? input.url : `${input}`));
  const messages = (level: keyof typeof said) => said[level].args.map(([message]) => message as string);

  describe('options of a program', () => {
    it('A5: install() gives back uninstall() and explain(url)', () => {
      const handle = start();
      expect(handle).to.have.all.keys('uninstall', 'explain');
      expect(handle.explain(`${API}/x`)).to.include({ ours: true, source: API });
      expect(handle.explain('https://evil.test/')).to.include({ ours: false, source: null });
    });

    for (const [option, bad] of Object.entries({
      backendOrigins: '*',
      sessionParam: 'a b',
      send: 'cookies',
      patch: 'jsonp',
      wait: -1,
      debug: 'yes',
      clerk: {},
    })) {
      it(`A5: a bad ${option} throws a TypeError that names it, and nothing is patched`, () => {
        const options = { backendOrigins: API, [option]: bad } as unknown as Options;
        expect(() => install(options))
          .to.throw(TypeError, `${bad}`)
          .with.property('message')
          .that.matches(new RegExp(`^\\[clerk-ajax\\] ${option} `));
        expect(window.fetch).to.equal(nativeFetch);
        sinon.assert.notCalled(said.error);
        expect(Object.getOwnPropertyDescriptor(window, 'Clerk')).to.equal(undefined);
      });
    }

    for (const options of [
      undefined,
      null,
      {},
      'https://api.example.com',
      { backendOrigins: '' },
      { backendOrigins: [] },
    ]) {
      it(`A5: ${JSON.stringify(options)} throws a TypeError`, () => {
        expect(() => install(options as unknown as Options)).to.throw(TypeError, /backendOrigins is missing/);
        expect(window.fetch).to.equal(nativeFetch);
      });
    }

    it('A5: install() throws a TypeError that says so outside a browser', () => {
      page.put('document', undefined);
      expect(() => install({ backendOrigins: API })).to.throw(TypeError, /^\[clerk-ajax\] .*browser/);
    });
  });

  describe('twice', () => {
    it('A4: the same options give back the same handle; calls are patched once, the parameter is added once', async () => {
      await signIn();
      const handle = start({ wait: 3000, send: ['session-id'], backendOrigins: ["'self'", API] });
      const { fetch } = window;
      for (const same of [
        { wait: 3000, send: 'session-id', backendOrigins: `'self' ${API}` },
        {
          wait: '3000' as unknown as number,
          send: 'session-id',
          backendOrigins: ` 'self', ${API}`,
          patch: 'xhr,fetch',
        },
        {
          wait: 3000,
          send: ['session-id'] as const,
          backendOrigins: ["'self'", API],
          sessionParam: '_clerk_session_id',
        },
      ]) {
        expect(install(same)).to.equal(handle);
      }
      expect(window.fetch).to.equal(fetch);
      await window.fetch(`${API}/x`);
      expect(fetched()).to.deep.equal([`${API}/x?_clerk_session_id=sess_1`]);
      sinon.assert.calledOnce(nativeFetch);
    });

    for (const [what, other] of Object.entries<Partial<Options>>({
      'other origins': { backendOrigins: "'self'" },
      'another parameter': { sessionParam: 'sid' },
      'another parameter for tokens': { tokenParam: 'access_token' },
      'another send': { send: 'session-id' },
      'another patch': { patch: 'fetch' },
      'another wait': { wait: 3000 },
      'a wait that is the default, but given': { wait: 15_000 },
      'no warm start': { warmStart: false },
      debug: { debug: true },
      'another Clerk': { clerk: { addListener: () => () => {} } },
    })) {
      it(`A4: a second install() with ${what} throws an error, and the first options stay`, async () => {
        await signIn();
        start();
        const { fetch } = window;
        expect(() => install({ backendOrigins: `'self' ${API}`, ...other } as Options)).to.throw(
          TypeError,
          /^\[clerk-ajax\] .*already/,
        );
        expect(window.fetch).to.equal(fetch);
        await window.fetch(`${API}/x`);
        expect(fetched()).to.deep.equal([`${API}/x?_clerk_session_id=sess_1`]);
      });
    }

    it('A4: another copy of the code, as in a bundle beside the tag, patches nothing anew', async () => {
      const { outputFiles } = await build({
        entryPoints: ['src/entries/index.ts'],
        bundle: true,
        format: 'esm',
        write: false,
      });
      const code = Buffer.from(outputFiles[0]?.contents ?? '').toString('base64');
      const copy = (await import(`data:text/javascript;base64,${code}`)) as { install: typeof install };
      expect(copy.install).not.to.equal(install);
      const handle = start();
      const { fetch } = window;
      expect(copy.install({ backendOrigins: `'self' ${API}` })).to.equal(handle);
      expect(() => copy.install({ backendOrigins: API })).to.throw(TypeError, /already/);
      expect(window.fetch).to.equal(fetch);
    });

    it('A4: what tells the copies of each other does not show among the names of the page', () => {
      const names = () => [...Object.keys(globalThis), ...Object.getOwnPropertyNames(globalThis)].sort();
      const before = names();
      start({ clerk: { addListener: () => () => {} } });
      expect(names()).to.deep.equal(before);
      const symbols = Object.getOwnPropertySymbols(globalThis).filter((symbol) => /clerk/.test(String(symbol)));
      for (const symbol of symbols)
        expect(Object.getOwnPropertyDescriptor(globalThis, symbol)?.enumerable).to.equal(false);
    });
  });

  describe('what is replaced', () => {
    const shape = () => ({
      window: {
        ...Object.getOwnPropertyDescriptors(globalThis),
        Clerk: undefined,
        [Symbol.for('clerk-ajax')]: undefined,
      },
      XMLHttpRequest: Object.getOwnPropertyDescriptors(XMLHttpRequest),
      prototype: Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype),
      target: Object.getOwnPropertyDescriptors(XMLHttpRequestEventTarget.prototype),
      response: Object.getOwnPropertyDescriptors(Response.prototype),
    });
    type Shape = ReturnType<typeof shape>;
    const differences = (before: Shape, after: Shape) =>
      (Object.keys(before) as (keyof Shape)[]).flatMap((owner) => {
        const [old, now] = [before[owner], after[owner]] as Record<string, PropertyDescriptor | undefined>[];
        return [...new Set([...Object.keys(old ?? {}), ...Object.keys(now ?? {})])]
          .filter((name) => !Object.is(old?.[name]?.value, now?.[name]?.value) || old?.[name]?.get !== now?.[name]?.get)
          .map((name) => `${owner}.${name}`);
      });

    const XHR = [
      'prototype.abort',
      'prototype.open',
      'prototype.responseURL',
      'prototype.send',
      'prototype.setRequestHeader',
      'prototype.timeout',
    ];
    const FETCH = ['response.url', 'window.fetch'];

    it('E1, E1a: install() replaces fetch, methods of the XHR prototype, what tells of URLs, and nothing else', () => {
      const before = shape();
      start();
      expect(differences(before, shape()).sort()).to.deep.equal([...XHR, ...FETCH]);
    });

    it('A6: uninstall() puts everything back', () => {
      const before = shape();
      start().uninstall();
      expect(differences(before, shape())).to.deep.equal([]);
      expect(Object.getOwnPropertyDescriptor(window, 'Clerk')).to.equal(undefined);
    });

    it('A: data-patch says what is replaced', () => {
      const before = shape();
      start({ patch: 'fetch' });
      expect(differences(before, shape()).sort()).to.deep.equal(FETCH);
      installation?.uninstall();
      start({ patch: 'xhr' });
      expect(differences(before, shape()).sort()).to.deep.equal(XHR);
    });

    it('G2: where fetch is missing, XHR is still patched', () => {
      Reflect.deleteProperty(globalThis, 'fetch');
      const before = shape();
      start();
      expect(differences(before, shape()).sort()).to.deep.equal(XHR);
      expect('fetch' in globalThis).to.equal(false);
    });

    it('E7: a look-alike in place of XHR is left alone and named once, and fetch is still served', async () => {
      class LookAlike {
        open() {}
      }
      page.put('XMLHttpRequest', LookAlike);
      await signIn();
      start();
      expect(messages('error')).to.have.length(1);
      expect(messages('error')[0]).to.match(/^\[clerk-ajax\] .*XMLHttpRequest.*before/);
      expect(XMLHttpRequest).to.equal(LookAlike);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1']);
    });

    it('E1: a constructor put in front of the native one does not hide its prototype', async () => {
      const Native = XMLHttpRequest;
      class Front extends Native {}
      page.put('XMLHttpRequest', Front);
      const { open } = Native.prototype;
      start();
      expect(Native.prototype.open).not.to.equal(open);
      expect('open' in Object.getOwnPropertyDescriptors(Front.prototype)).to.equal(false);
    });
  });

  describe('what the page does not let be replaced', () => {
    it('E7a: a fetch that cannot be replaced is named in one error, XHR is still served, and explain() says so', async () => {
      await signIn();
      Object.defineProperty(globalThis, 'fetch', {
        get: () => nativeFetch,
        configurable: true,
      });
      const handle = start();
      expect(messages('error')).to.have.length(1);
      expect(messages('error')[0]).to.match(
        /^\[clerk-ajax\] fetch calls are sent without a session: fetch cannot be replaced/,
      );
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x']);
      const { sends, reason } = handle.explain('/x');
      expect(sends).to.deep.equal(['session-id']);
      expect(reason).to.match(/signed in.*not for fetch/);
      expect(handle.explain('https://evil.test/').reason).not.to.match(/not in calls/);
    });

    it('E7a: where one method of XHR cannot be replaced, none is, and fetch is still served', async () => {
      await signIn();
      const before = Object.getOwnPropertyDescriptors(XMLHttpRequest.prototype);
      Object.defineProperty(XMLHttpRequest.prototype, 'setRequestHeader', { writable: false, configurable: false });
      const handle = start();
      expect(messages('error')).to.have.length(1);
      expect(messages('error')[0]).to.match(/^\[clerk-ajax\] xhr calls .*XMLHttpRequest\.prototype\.setRequestHeader/);
      for (const name of ['open', 'setRequestHeader', 'abort', 'send'] as const) {
        expect(XMLHttpRequest.prototype[name], name).to.equal(before[name].value);
      }
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1']);
      expect(handle.explain('/x').reason).to.match(/not for xhr/);
    });

    it('E7a: where neither can be replaced, explain() says that calls get nothing', async () => {
      await signIn();
      Object.defineProperty(XMLHttpRequest.prototype, 'open', { writable: false, configurable: false });
      Object.defineProperty(globalThis, 'fetch', { get: () => nativeFetch, configurable: true });
      const handle = start();
      expect(messages('error')).to.have.length(2);
      expect(handle.explain('/x').sends).to.deep.equal([]);
    });
  });

  describe('calls', () => {
    it('C1: a fetch of ours carries the session, one that is not ours is passed on as it is', async () => {
      await signIn();
      start();
      const init = { method: 'POST', body: 'x' };
      await window.fetch('/x?a#b', init);
      await window.fetch('https://evil.test/x', init);
      expect(fetched()).to.deep.equal(['/x?a&_clerk_session_id=sess_1#b', 'https://evil.test/x']);
      expect(nativeFetch.args[1]?.[1]).to.equal(init);
    });

    it('C5: a cross-origin fetch of ours goes with credentials, a same-origin one as the page made it', async () => {
      await signIn();
      start();
      await window.fetch(`${API}/x`);
      await window.fetch(`${API}/x`, { credentials: 'same-origin', method: 'PUT' });
      await window.fetch('/x', { credentials: 'same-origin' });
      await window.fetch('/x');
      expect(nativeFetch.args.map(([, init]) => init)).to.deep.equal([
        { credentials: 'include' },
        { credentials: 'include', method: 'PUT' },
        { credentials: 'same-origin' },
        undefined,
      ]);
    });

    it('C5: a fetch that says omit is left alone in every way', async () => {
      await signIn();
      start();
      const init = { credentials: 'omit' } as const;
      await window.fetch(`${API}/x`, init);
      sinon.assert.calledOnceWithExactly(nativeFetch, `${API}/x`, init);
      expect(nativeFetch.args[0]?.[1]).to.equal(init);
    });

    it('C1, C5: an XHR of ours carries the session', async () => {
      await signIn();
      const open = sinon.stub(XMLHttpRequest.prototype, 'open').callThrough();
      start();
      const xhr = new XMLHttpRequest();
      xhr.open('GET', `${API}/x`);
      expect(xhr.withCredentials).to.equal(false);
      xhr.send();
      expect(xhr.withCredentials).to.equal(true);
      expect(open.args.map(([, url]) => url)).to.deep.equal([`${API}/x?_clerk_session_id=sess_1`]);
      xhr.open('GET', 'https://evil.test/');
      expect(xhr.withCredentials).to.equal(false);
      expect(open.lastCall.args).to.deep.equal(['GET', 'https://evil.test/']);
    });

    it('C3: after a switch the next call has the new session', async () => {
      const clerk = await signIn();
      start();
      await window.fetch('/x');
      clerk.control.become('sess_2');
      await window.fetch('/x');
      clerk.control.become(null);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1', '/x?_clerk_session_id=sess_2', '/x']);
    });

    it('D1: calls made before Clerk is there are held, and go out in their order', async () => {
      start();
      const done = [window.fetch(`${API}/a`), window.fetch(`${API}/b`)];
      void window.fetch('https://evil.test/c');
      expect(fetched(), 'not ours is not held').to.deep.equal(['https://evil.test/c']);
      await signIn();
      await Promise.all(done);
      expect(fetched().slice(1)).to.deep.equal([
        `${API}/a?_clerk_session_id=sess_1`,
        `${API}/b?_clerk_session_id=sess_1`,
      ]);
    });

    it('D3a: a Clerk script that is added after a wait for none holds the calls that follow', async () => {
      start();
      page.fire('load');
      clock.tick(1000);
      expect(messages('warn')).to.have.length(1);
      await window.fetch(`${API}/early`);
      page.document.head.innerHTML = '<script data-clerk-publishable-key="pk_test_x" src="/clerk.browser.js"></script>';
      const late = window.fetch(`${API}/late`);
      expect(fetched()).to.deep.equal([`${API}/early`]);
      await signIn();
      await late;
      expect(fetched()).to.deep.equal([`${API}/early`, `${API}/late?_clerk_session_id=sess_1`]);
    });

    it('D3b: while the page is left, calls go at once with the token at hand', async () => {
      const clerk = await signIn();
      clerk.control.tokens(() => new Promise(() => {}));
      start({ send: 'session-token' });
      page.fire('pagehide');
      void window.fetch(`${API}/x`);
      expect(fetched()).to.deep.equal([`${API}/x`]);
      const [, init] = nativeFetch.args[0] as [string, RequestInit];
      expect(new Headers(init.headers).get('authorization')).to.equal('Bearer fake-token-of-sess_1');
      clerk.control.become(undefined);
      void window.fetch(`${API}/y`);
      expect(fetched()).to.deep.equal([`${API}/x`, `${API}/y`]);
    });

    it('C2: a URL with a session ID that the shim has put there gets that of the moment', async () => {
      const clerk = await signIn();
      const handle = start({ backendOrigins: API });
      await window.fetch(`${API}/x?a`);
      const [readBack] = fetched() as [string];
      clerk.control.become('sess_2');
      expect(handle.explain(readBack).sends).to.deep.equal(['session-id', 'credentials']);
      await window.fetch(readBack);
      clerk.control.become(null);
      expect(handle.explain(readBack).sends).to.deep.equal(['credentials']);
      await window.fetch(readBack);
      await window.fetch(`${API}/x?_clerk_session_id=own`);
      expect(fetched()).to.deep.equal([
        `${API}/x?a&_clerk_session_id=sess_1`,
        `${API}/x?a&_clerk_session_id=sess_2`,
        `${API}/x?a`,
        `${API}/x?_clerk_session_id=own`,
      ]);
    });

    it('D3: that Clerk has failed is said when it fails, not at the next call', async () => {
      const clerk = await newFakeClerk();
      window.Clerk = clerk;
      start();
      clerk.control.fail();
      expect(messages('warn')).to.have.length(1);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x']);
      expect(messages('warn')).to.have.length(1);
    });

    it('A: the session goes into a parameter of another name', async () => {
      await signIn();
      start({ sessionParam: 'sid' });
      await window.fetch('/x?_clerk_session_id=own');
      await window.fetch('/x?sid=own');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=own&sid=sess_1', '/x?sid=sess_1']);
    });

    it('A: an instance of a bundle gives the session', async () => {
      const clerk = await newFakeClerk();
      clerk.control.become('sess_own');
      await signIn('sess_global');
      start({ clerk });
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_own']);
    });

    it('B3: a base that changes later is the one of the later calls', async () => {
      await signIn();
      start();
      const base = page.document.head.appendChild(page.document.createElement('base'));
      base.href = 'https://evil.test/';
      await window.fetch('/x');
      base.href = `${API}/v1/`;
      await window.fetch('x');
      expect(fetched()).to.deep.equal(['/x', 'x?_clerk_session_id=sess_1']);
    });

    it('E8: where the shim itself fails, the call goes out as the page made it, and one error is logged', async () => {
      await signIn();
      start();
      Object.defineProperty(window.Clerk, 'session', {
        get() {
          throw new Error(`sess_1 ${API}/?_clerk_session_id=sess_1`);
        },
      });
      for (let i = 0; i < 3; i++) await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x', '/x', '/x']);
      expect(messages('error')).to.have.length(1);
      expect(messages('error')[0])
        .to.match(/^\[clerk-ajax\] failed \(Error\)/)
        .and.not.include('sess_1');
    });
  });

  describe('uninstalling', () => {
    it('A6: uninstall() sends held calls', async () => {
      const handle = start();
      const done = window.fetch(`${API}/x`);
      handle.uninstall();
      await done;
      expect(fetched()).to.deep.equal([`${API}/x`]);
    });

    it('A6: a patch that others have patched over passes calls through after uninstall()', async () => {
      await signIn();
      const handle = start();
      const ours = window.fetch;
      const theirs = sinon.spy((...args: Parameters<typeof fetch>) => ours(...args));
      window.fetch = theirs;
      await window.fetch('/x');
      handle.uninstall();
      expect(window.fetch).to.equal(theirs);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1', '/x']);
    });

    it('A5: a program can install anew after uninstall(), with other options', async () => {
      await signIn();
      const first = start();
      first.uninstall();
      const second = start({ sessionParam: 'sid' });
      expect(second).not.to.equal(first);
      first.uninstall();
      expect(start({ sessionParam: 'sid' })).to.equal(second);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?sid=sess_1']);
      second.uninstall();
      expect(window.fetch).to.equal(nativeFetch);
      second.uninstall();
    });

    it('A6: the shim is silent after uninstall(), and Clerk has no listener of ours', async () => {
      const handle = start();
      const clerk = await newFakeClerk();
      window.Clerk = clerk;
      page.fire('load');
      handle.uninstall();
      clerk.control.fail();
      clock.tick(60_000);
      expect([...messages('warn'), ...messages('error')]).to.deep.equal([]);
      expect(clerk.control.listeners()).to.equal(0);
    });

    it('F2: explain() of an installation that is gone says that calls get nothing', async () => {
      await signIn();
      const handle = start();
      expect(handle.explain('/x').sends).to.deep.equal(['session-id']);
      handle.uninstall();
      expect(handle.explain('/x').sends).to.deep.equal([]);
      expect(handle.explain('/x').reason).to.match(/uninstalled/);
    });
  });

  describe('diagnostics', () => {
    it('F1, C7: one error says that HTTPS is required, not one per call', async () => {
      await signIn('sess_1', 'pk_live_Y2xlcmsucGFnZS50ZXN0JA');
      start({ backendOrigins: 'http://api.example.com http://api2.example.com' });
      for (let i = 0; i < 3; i++) await window.fetch('http://api.example.com/x');
      expect(fetched()).to.deep.equal(Array(3).fill('http://api.example.com/x'));
      expect(messages('error')).to.have.length(1);
      expect(messages('error')[0]).to.match(/^\[clerk-ajax\] http:\/\/api\.example\.com .*HTTPS/);
      await window.fetch('http://api2.example.com/x');
      expect(messages('error')).to.have.length(2);
    });

    it('F1: without data-debug nothing is said of a call that goes well', async () => {
      await signIn();
      start();
      await window.fetch(`${API}/x`);
      for (const level of ['error', 'warn', 'debug'] as const) expect(messages(level)).to.deep.equal([]);
    });

    it('A, F7: data-debug writes one line per call of ours, and one for an origin that is not, with the reason for what was done', async () => {
      await signIn();
      start({ debug: true });
      await window.fetch(`${API}/x`, { method: 'POST' });
      await window.fetch('/x');
      await window.fetch('https://evil.test/');
      const xhr = new XMLHttpRequest();
      xhr.open('DELETE', '/x');
      xhr.send();
      expect(messages('debug')).to.have.length(4);
      expect(messages('debug')[0]).to.match(
        /^\[clerk-ajax\] POST https:\/\/api\.example\.com\/x .*session-id \+ credentials.*signed in/,
      );
      expect(messages('debug')[1])
        .to.match(/GET \/x .*session-id/)
        .and.not.include('credentials');
      expect(messages('debug')[2]).to.match(/^\[clerk-ajax\] https:\/\/evil\.test is called, but .* is listed/);
      expect(messages('debug')[3]).to.match(/DELETE \/x .*session-id/);
    });

    it('F4: neither the session ID nor the token is logged, also where the page has put them into its URL', async () => {
      const clerk = await signIn('sess_secret');
      start({ debug: true, send: 'session-id credentials session-token' });
      await window.fetch(`${API}/x?_clerk_session_id=sess_secret#sess_secret`);
      await window.fetch(`${API}/x`);
      clerk.control.tokens(() => Promise.reject(new Error('fake-token-of-sess_secret')));
      await window.fetch(`${API}/x`);
      const all = [...messages('error'), ...messages('warn'), ...messages('debug')];
      expect(all).to.have.length.above(2);
      expect(all.join('\n')).not.to.include('sess_secret');
    });

    it('F3: one warning per origin when a cross-origin call of ours fails as CORS failures do', async () => {
      await signIn();
      start({ backendOrigins: `'self' ${API} https://api2.example.com` });
      nativeFetch.callsFake(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new TypeError('Failed to fetch');
      });
      const failing = (url: string) =>
        window.fetch(url).then(
          () => expect.fail('it did not reject'),
          (error) => expect(error).to.be.an.instanceof(TypeError),
        );
      for (const url of [`${API}/x`, `${API}/y`, '/x', 'https://evil.test/']) await failing(url);
      await clock.tickAsync(LEAVING);
      expect(messages('warn')).to.have.length(1);
      expect(messages('warn')[0])
        .to.include(`${API} failed`)
        .and.include('"Access-Control-Allow-Origin: https://page.test" (not "*")')
        .and.include('"Access-Control-Allow-Credentials: true"')
        .and.not.include('Authorization');
      await failing('https://api2.example.com/');
      await clock.tickAsync(LEAVING);
      expect(messages('warn')).to.have.length(2);
    });

    it('F3: the warning names Authorization where the token is sent', async () => {
      await signIn();
      start({ send: 'session-token' });
      nativeFetch.callsFake(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new TypeError('Failed to fetch');
      });
      await window.fetch(`${API}/x`).catch(() => {});
      await clock.tickAsync(LEAVING);
      expect(messages('warn')[0]).to.include('"Authorization"');
    });

    it('F3: a bad argument, an abort and a call while offline are not warned of', async () => {
      await signIn();
      start();
      nativeFetch.rejects(new TypeError('bad argument'));
      await window.fetch(`${API}/x`, { method: 'no method' }).catch(() => {});
      nativeFetch.callsFake(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new DOMException('aborted', 'AbortError');
      });
      await window.fetch(`${API}/x`).catch(() => {});
      Object.defineProperty(navigator, 'onLine', { value: false, configurable: true });
      nativeFetch.callsFake(async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new TypeError('Failed to fetch');
      });
      await window.fetch(`${API}/x`).catch(() => {});
      await clock.tickAsync(LEAVING);
      expect(messages('warn')).to.deep.equal([]);
    });
  });
});
