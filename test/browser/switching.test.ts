import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, headerOf, newKey, openPage, type PageWindow, sessionOf } from '../kit/page.ts';
import { authorizations, clerkOf, cookieOf, requests, sendXhr, sessions, shimOf } from '../kit/session.ts';

/** A fetch, a fetch of a Request and an XHR, one after the other, and the session of each. */
const next = async (window: PageWindow) => {
  const key = newKey();
  await window.fetch(at('backend', key, 'echo'));
  await window.fetch(new window.Request(at('page', key, 'echo'), { method: 'PUT', body: 'x' }));
  await sendXhr(window, at('backend', key, 'echo'));
  return sessions(key, 3);
};

describe('switching accounts', () => {
  it('C3: after setActive() the next call has the new session, whatever came before', async () => {
    const { window } = await openPage(shimmedPage());
    expect(await next(window)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
    for (const session of ['sess_B', 'sess_A', null, 'sess_B']) {
      await window.Clerk?.setActive({ session });
      expect(await next(window)).to.deep.equal([session, session, session]);
    }
  });

  it('C3: an XHR that was opened before a switch has the session of the moment when it is sent', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    await sendXhr(window, `${at('backend', key, 'echo')}?a=1#f`, (xhr) => {
      xhr.setRequestHeader('X-Kept', 'yes');
      xhr.timeout = 12345;
      xhr.responseType = 'json';
      clerkOf(window).become('sess_B');
      expect([xhr.readyState, xhr.timeout, xhr.responseType]).to.deep.equal([1, 12345, 'json']);
    });
    await sendXhr(window, at('backend', key, 'echo'), () => clerkOf(window).become(null));
    const seen = await requests(key, 2);
    expect(seen.map((request) => sessionOf(request) ?? null)).to.deep.equal(['sess_B', null]);
    expect(seen[0]?.url).to.match(/\?a=1&_clerk_session_id=sess_B$/);
    expect(seen[0] && headerOf(seen[0], 'X-Kept')).to.equal('yes');
  });

  it('C3: a Request that is used again, and an XHR that is opened again, have the session of each time', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const request = new window.Request(at('backend', key, 'echo'));
    const xhr = new window.XMLHttpRequest();
    for (const session of ['sess_A', 'sess_B', null]) {
      clerkOf(window).become(session);
      await window.fetch(request);
      await new Promise((resolve) => {
        xhr.onloadend = resolve;
        xhr.open('GET', at('backend', key, 'echo'));
        xhr.send();
      });
    }
    expect(await sessions(key, 6)).to.deep.equal(['sess_A', 'sess_A', 'sess_B', 'sess_B', null, null]);
  });

  it('C4: signed out, calls have no parameter and no token, and credentials all the same', async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-id credentials session-token' }, null));
    const key = newKey();
    Object.assign(document, { cookie: `${key}=1; path=/` });
    await window.fetch(at('backend', key, 'echo'));
    await sendXhr(window, at('backend', key, 'echo'));
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
    expect(await authorizations(key, 2)).to.deep.equal([null, null]);
    for (const request of await requests(key, 2)) expect(cookieOf(request)).to.include(key);
    expect(shimOf(window).explain(at('backend', key))).to.deep.include({
      sends: ['credentials'],
      reason: 'signed out',
    });
  });

  it('C3: a new Clerk in place of the old one is the one that counts', async () => {
    const { window } = await openPage(shimmedPage());
    const other = new window.FakeClerk();
    other.control.become('sess_other');
    window.Clerk = other;
    expect(await next(window)).to.deep.equal(['sess_other', 'sess_other', 'sess_other']);
    other.control.become(null);
    expect(await next(window)).to.deep.equal([null, null, null]);
  });
});

/** Makes a switch fail in some way; with what the session is then, as far as it can be read. */
const FAILURES: Record<string, { fail: (window: PageWindow) => void; session: string | null }> = {
  'a console without debug()': { fail: (window) => replaceConsole(window, { log() {} }), session: 'sess_B' },
  'an empty console': { fail: (window) => replaceConsole(window, {}), session: 'sess_B' },
  'no console': { fail: (window) => replaceConsole(window, undefined), session: 'sess_B' },
  'a console that throws': {
    fail: (window) =>
      replaceConsole(
        window,
        new Proxy(
          {},
          {
            get() {
              throw new Error('of the page');
            },
          },
        ),
      ),
    session: 'sess_B',
  },
  'a session whose ID cannot be read': { fail: (window) => breakProperty(window.Clerk?.session, 'id'), session: null },
  'a session that cannot be read': { fail: (window) => breakProperty(window.Clerk, 'session'), session: null },
  'a Clerk that cannot be read': {
    fail: (window) => {
      window.Clerk = new Proxy(
        {},
        {
          get() {
            throw new Error('of the page');
          },
        },
      ) as never;
    },
    session: null,
  },
  'no Clerk any more': {
    fail: (window) => {
      window.Clerk = undefined as never;
    },
    session: null,
  },
  'a key that cannot be read': { fail: (window) => breakProperty(window.Clerk, 'publishableKey'), session: 'sess_B' },
};

const replaceConsole = (window: PageWindow, by: unknown) =>
  Object.defineProperty(window, 'console', { value: by, configurable: true, writable: true });

const breakProperty = (object: object | null | undefined, name: string) =>
  Object.defineProperty(object ?? {}, name, {
    get() {
      throw new Error('of the page');
    },
  });

describe('switching accounts where something fails', () => {
  for (const [what, { fail, session }] of Object.entries(FAILURES)) {
    it(`C3, E8: with ${what}, what was opened as A is not sent as A, and each call is sent`, async () => {
      const page = await openPage(shimmedPage({ 'data-debug': '', 'data-wait': '300' }));
      const { window } = page;
      const key = newKey();
      const url = at('backend', key, 'echo');
      const opened = (async: boolean) => {
        const xhr = new window.XMLHttpRequest();
        xhr.open('POST', `${url}?${async}`, async);
        xhr.setRequestHeader('X-Kept', 'yes');
        return xhr;
      };
      const [one, other] = [opened(true), opened(false)];
      const request = new window.Request(url, { method: 'POST', body: 'x', headers: { 'X-Kept': 'yes' } });
      await window.fetch(request.clone());
      clerkOf(window).become('sess_B');
      fail(window);
      const ended = new Promise((resolve) => {
        one.onloadend = resolve;
      });
      one.send('x');
      other.send('x');
      await Promise.all<unknown>([ended, window.fetch(request)]);
      const seen = await requests(key, 4);
      const of = (part: string) =>
        seen.filter(({ url: each }) => each.includes(part)).map((each) => sessionOf(each) ?? null);
      expect([...of('?true'), ...of('?false')]).to.deep.equal([session, session]);
      expect(seen.map((each) => sessionOf(each) ?? null).sort()).to.deep.equal(
        ['sess_A', session, session, session].sort(),
      );
      for (const each of seen) expect(headerOf(each, 'X-Kept')).to.equal('yes');
      expect(page.errors).to.deep.equal([]);
      expect(page.rejections).to.deep.equal([]);
    });
  }
});
