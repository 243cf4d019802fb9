import { expect } from 'chai';
import { shimmedPage, withoutShim } from '../kit/differential.ts';
import {
  at,
  headerOf,
  isPreflight,
  newKey,
  openPage,
  type PageWindow,
  received,
  sessionOf,
  textOf,
} from '../kit/page.ts';
import { authorizations, clerkOf, cookieOf, onlyLine, requests, sendXhr, shimLines } from '../kit/session.ts';

const TOKEN = { 'data-send': 'session-token' };
const OWN = 'Basic b3du';

const post = (window: PageWindow, url: string, prepare?: (xhr: XMLHttpRequest) => void) =>
  sendXhr(window, url, (xhr) => {
    xhr.open('POST', url);
    prepare?.(xhr);
  });

describe('session tokens', () => {
  it('C6: each call carries a token that ClerkJS was asked for at that time, and nothing else of the session', async () => {
    const page = await openPage(shimmedPage(TOKEN));
    const { window } = page;
    const key = newKey();
    Object.assign(document, { cookie: `${key}=1; path=/` });
    let count = 0;
    clerkOf(window).tokens(async (session) => `tok_${session}_${++count}`);
    const { Request, URL } = window;
    const url = at('backend', key, 'echo');
    await window.fetch(url);
    await window.fetch(new URL(url), { method: 'POST', body: 'posted', headers: { 'X-A': '1' } });
    await window.fetch(new Request(url, { method: 'PUT', body: 'put', headers: { 'X-A': '1' } }));
    await sendXhr(window, url);
    await post(window, url, (xhr) => xhr.setRequestHeader('X-A', '1'));
    clerkOf(window).become('sess_B');
    await window.fetch(at('page', key, 'echo'));
    const seen = await requests(key, 6);
    expect(await authorizations(key, 6)).to.deep.equal([
      'Bearer tok_sess_A_1',
      'Bearer tok_sess_A_2',
      'Bearer tok_sess_A_3',
      'Bearer tok_sess_A_4',
      'Bearer tok_sess_A_5',
      'Bearer tok_sess_B_6',
    ]);
    const own = seen.map((request) => headerOf(request, 'X-A'));
    expect(own).to.deep.equal([undefined, '1', '1', undefined, '1', undefined]);
    expect(seen.map(textOf)).to.deep.equal(['', 'posted', 'put', '', '', '']);
    expect(seen.map((request) => sessionOf(request))).to.deep.equal(Array(6).fill(undefined));
    expect(seen.slice(0, 5).map(cookieOf).join()).to.not.include(key);
    const preflight = (await received(key)).find(isPreflight);
    expect(preflight && headerOf(preflight, 'Access-Control-Request-Headers')).to.match(/authorization/i);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it("C6: the page's own Authorization stays, however it was set, and ClerkJS is not asked", async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-token session-id' }));
    let asked = 0;
    clerkOf(window).tokens(async () => `tok_${++asked}`);
    const calls: ((url: string) => Promise<unknown>)[] = [
      (url) => window.fetch(url, { headers: { authorization: OWN } }),
      (url) => window.fetch(url, { headers: [['AUTHORIZATION', OWN]] }),
      (url) => window.fetch(url, { headers: new window.Headers({ Authorization: OWN }) }),
      (url) => window.fetch(new window.Request(url, { headers: { Authorization: OWN } })),
      (url) => window.fetch(new window.Request(url), { headers: { Authorization: OWN } }),
      (url) => sendXhr(window, url, (xhr) => xhr.setRequestHeader('authorization', OWN)),
      (url) => sendXhr(window, url, (xhr) => xhr.setRequestHeader('AUTHORIZATION', OWN)),
    ];
    const key = newKey();
    for (const [i, call] of calls.entries()) await call(at(i % 2 ? 'page' : 'backend', key, 'echo'));
    expect(await authorizations(key, calls.length)).to.deep.equal(calls.map(() => OWN));
    expect((await requests(key)).map((request) => sessionOf(request))).to.deep.equal(calls.map(() => 'sess_A'));
    expect(asked).to.equal(0);
  });

  it('C6: an XHR that is opened again has forgotten its Authorization, and gets a token', async () => {
    const { window } = await openPage(shimmedPage(TOKEN));
    const key = newKey();
    const url = at('backend', key, 'echo');
    await sendXhr(window, url, (xhr) => {
      xhr.setRequestHeader('Authorization', OWN);
      xhr.open('GET', url);
    });
    expect(await authorizations(key)).to.deep.equal(['Bearer fake-token-of-sess_A']);
  });

  const NONE: Record<string, () => Promise<string | null>> = {
    rejects: () => Promise.reject(new Error('offline tok_secret')),
    'gives null': () => Promise.resolve(null),
    'gives an empty string': () => Promise.resolve(''),
    throws: () => {
      throw new Error('broken');
    },
    hangs: () => new Promise(() => {}),
  };
  for (const [what, tokens] of Object.entries(NONE)) {
    it(`C6: where getToken() ${what}, calls are sent without a token, and one error says so`, async () => {
      const page = await openPage(shimmedPage({ 'data-send': 'session-id session-token', 'data-wait': '150' }));
      const { window } = page;
      clerkOf(window).tokens(tokens);
      const key = newKey();
      const url = at('backend', key, 'echo');
      await Promise.all([
        window.fetch(url, { method: 'POST', body: 'x' }),
        window.fetch(new window.Request(url, { method: 'POST', body: 'x' })),
        post(window, url),
      ]);
      const seen = await requests(key, 3);
      expect(seen.map((request) => sessionOf(request))).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
      expect(seen.map(textOf).sort()).to.deep.equal(['', 'x', 'x']);
      expect(await authorizations(key, 3)).to.deep.equal([null, null, null]);
      onlyLine(page, 'error', /no session token/);
      expect(shimLines(page)).to.have.length(1);
      // Once it can be had, calls carry it again.
      clerkOf(window).tokens(async () => 'tok_again');
      await window.fetch(at('page', key, 'echo'));
      expect((await authorizations(key, 4))[3]).to.equal('Bearer tok_again');
    });
  }

  it('C6, F4: a call with the mode no-cors, which can have no header, is sent without a token, and data-debug says so', async () => {
    const page = await openPage(shimmedPage({ ...TOKEN, 'data-debug': '' }));
    const { window } = page;
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'), { mode: 'no-cors' });
    await window.fetch(new window.Request(at('backend', key, 'echo'), { mode: 'no-cors' }));
    await window.fetch(at('backend', key, 'echo'));
    expect(await authorizations(key, 3)).to.deep.equal([null, null, 'Bearer fake-token-of-sess_A']);
    const carried = shimLines(page).map((line) => /: ([^:]+)$/.exec(line)?.[1]);
    const NOTHING = 'nothing, it cannot send headers';
    expect(carried).to.deep.equal([NOTHING, NOTHING, 'session-token, signed in']);
  });

  it('B5: a call that is not ours gets no token', async () => {
    const { window } = await openPage(shimmedPage(TOKEN));
    const key = newKey();
    await window.fetch(at('foreign', key, 'echo'));
    await sendXhr(window, at('foreign', key, 'echo'));
    expect(await authorizations(key, 2)).to.deep.equal([null, null]);
  });

  for (const code of [302, 307]) {
    it(`B5: a token does over a redirect (${code}) to another origin what an Authorization of the page does natively`, async () => {
      const follow = async (shim: boolean) => {
        const definition = shimmedPage({ 'data-send': 'session-id session-token' });
        const { window } = await openPage(shim ? definition : withoutShim(definition));
        const key = newKey();
        const headers = { Authorization: 'Bearer fake-token-of-sess_A' };
        for (const origin of ['backend', 'page'] as const) {
          const url = at(origin, key, 'redirect', code, at('foreign', key, 'echo'));
          await window.fetch(url, shim ? {} : { headers }).catch(() => {});
          await sendXhr(window, url, (xhr) => shim || xhr.setRequestHeader('Authorization', headers.Authorization));
        }
        return (await requests(key)).map((request) => {
          if (request.origin === 'foreign') expect(request.url).to.not.include('sess_A');
          return `${request.origin} ${request.method} ${headerOf(request, 'Authorization')}`;
        });
      };
      const native = await follow(false);
      expect(await follow(true)).to.deep.equal(native);
      expect(native.length).to.be.greaterThan(3);
      // What docs/security.md says of the engines.
      const takenAlong = native.filter((line) => /^foreign GET Bearer/.test(line));
      expect(takenAlong).to.have.length(/Chrome\/75/.test(navigator.userAgent) ? 4 : 0);
    });
  }
});
