import { expect } from 'chai';
import { shimmedPage } from '../support/differential.ts';
import { at, headerOf, newKey, openPage, type PageWindow, sessionOf } from '../support/page.ts';
import { authorizations, clerkOf, cookieOf, requests, sendXhr, sessions, shimOf } from '../support/session.ts';

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

  it('C3: what counts is the moment at which the request goes out, also for an XHR that was opened before', async () => {
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
