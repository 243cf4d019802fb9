import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type PageWindow, received, sessionOf } from '../kit/page.ts';
import { authorizations, clerkOf, requests, sendXhr, sessions, shimLines } from '../kit/session.ts';

// ClerkJS calls its listeners in a bare loop: where one of the page's own throws, those behind it are not called.

/** Opens a page with a listener of its own in front of the shim's, which throws as long as it is `angry`. */
async function openWithListener(attributes: Record<string, string> = {}, session?: string) {
  const state = { angry: true };
  const page = await openPage({
    head: [
      { clerk: session === undefined ? {} : { session } },
      {
        run: (window) => {
          state.angry = session === undefined;
          window.Clerk?.addListener(() => {
            if (state.angry) throw new window.TypeError('of the page: r.user.x is undefined');
          });
          state.angry = true;
        },
      },
      { shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } },
    ],
  });
  // `pageshow`, which the shim listens to, comes behind `load`.
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { page, window: page.window, state };
}

/** Clerk learns its session, and the shim is not told. */
function learn(window: PageWindow, session: string | null | undefined): void {
  expect(() => clerkOf(window).become(session)).to.throw('of the page');
}

/** Makes a call of each kind; gives back what resolves when all have been answered. */
const calls = (window: PageWindow, key: string) =>
  Promise.all<unknown>([
    window.fetch(at('backend', key, 'echo', 0)),
    sendXhr(window, at('page', key, 'echo', 1)),
    window.fetch(new window.Request(at('backend', key, 'echo', 2))),
    sendXhr(window, at('backend', key, 'echo', 3)),
  ]);

/** Makes calls that are held, and has Clerk learn its session meanwhile; gives back the key of the calls, when all have left with it. */
async function heldUntilKnown(window: PageWindow, session: string): Promise<string> {
  const key = newKey();
  const held = calls(window, key);
  learn(window, session);
  await held;
  expect(await sessions(key, 4)).to.deep.equal(Array(4).fill(session));
  return key;
}

/** What shows that Clerk knows its session. */
const SIGNS: Record<string, (page: Page, key: string) => unknown> = {
  'a fetch': ({ window }, key) => window.fetch(at('backend', key, 'echo', 'later')),
  'an XHR': ({ window }, key) => sendXhr(window, at('backend', key, 'echo', 'later')),
  'a synchronous XHR': ({ window: { XMLHttpRequest } }, key) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', at('page', key, 'echo', 'later'), false);
    xhr.send();
  },
  'the status': ({ window }) => window.Clerk?.control.ready(),
  'a script that has come': ({ window: { document } }) =>
    document.head.append(Object.assign(document.createElement('script'), { src: '/support/run.js?none' })),
  'a new listener of the page': ({ window }) => window.Clerk?.control.emit(),
};

describe('a Clerk that does not say what it knows', () => {
  for (const [what, happens] of Object.entries(SIGNS)) {
    for (const session of ['sess_A', null]) {
      it(`D2a: ${what} lets all held calls go, with ${session ? 'its session' : 'none'}`, async () => {
        const { page, window, state } = await openWithListener({ 'data-wait': '60000' });
        const key = newKey();
        const held = calls(window, key);
        learn(window, session);
        await new Promise((resolve) => setTimeout(resolve, 50));
        expect(await received(key)).to.deep.equal([]);
        state.angry = what !== 'a new listener of the page';
        await happens(page, key);
        await held;
        const seen = await requests(key, 4);
        expect(seen.map((request) => sessionOf(request) ?? null)).to.deep.equal(seen.map(() => session));
        expect(shimLines(page)).to.deep.equal([]);
      });
    }
  }

  it('D2a: the end of data-wait sends held calls with the session that Clerk knows by then, and warns of nothing', async () => {
    const { page, window } = await openWithListener({ 'data-wait': '400' });
    await heldUntilKnown(window, 'sess_A');
    expect(shimLines(page)).to.deep.equal([]);
    // Later ones are not held.
    const later = newKey();
    await calls(window, later);
    expect(await sessions(later, 4)).to.deep.equal(Array(4).fill('sess_A'));
  });

  it('D2a: the end of the wait sends held calls with the session that Clerk knows by then', async () => {
    const { page, window } = await openWithListener({ 'data-wait': '1000' });
    await heldUntilKnown(window, 'sess_A');
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('D2a, D2: a Clerk that knows no session by then is warned of, and its session counts once it is known', async () => {
    const { page, window } = await openWithListener({ 'data-wait': '200' });
    const key = newKey();
    await calls(window, key);
    expect(await sessions(key, 4)).to.deep.equal(Array(4).fill(null));
    expect(shimLines(page)).to.have.length(1);
    learn(window, 'sess_A');
    const later = newKey();
    await calls(window, later);
    expect(await sessions(later, 4)).to.deep.equal(Array(4).fill('sess_A'));
  });

  it('D2a, C6: the held calls that a later one sends get their tokens', async () => {
    const { window } = await openWithListener({ 'data-wait': '400', 'data-send': 'session-id session-token' });
    const key = await heldUntilKnown(window, 'sess_A');
    expect(await authorizations(key, 4)).to.deep.equal(Array(4).fill('Bearer fake-token-of-sess_A'));
  });

  it('D2a, D4: after a switch that is not told of, each call has the new session, at the latest when data-wait is over', async () => {
    const { page, window } = await openWithListener({ 'data-wait': '400' }, 'sess_A');
    learn(window, undefined);
    await heldUntilKnown(window, 'sess_B');
    expect(shimLines(page)).to.deep.equal([]);
    // And at once where another call is made.
    learn(window, undefined);
    const second = newKey();
    const start = performance.now();
    const others = calls(window, second);
    learn(window, null);
    await window.fetch(at('backend', second, 'echo', 'later'));
    await others;
    expect(performance.now() - start).to.be.below(350);
    expect(await sessions(second, 5)).to.deep.equal(Array(5).fill(null));
  });

  it('D2a: an instance of a bundle, with a listener of the page that throws, is found as well', async () => {
    const page = await openPage({
      head: [{ clerk: {}, attributes: { 'data-fake-manual': '' } }, { shim: { 'data-backend-origins': '' } }],
    });
    const { window } = page;
    const clerk = new window.FakeClerk();
    clerk.addListener(() => {
      throw new Error('of the page');
    });
    window.ClerkAjax?.install({ backendOrigins: ["'self'", origins.backend], wait: 400, clerk: clerk as never });
    const key = newKey();
    const held = calls(window, key);
    expect(() => clerk.control.become('sess_A')).to.throw('of the page');
    await held;
    expect(await sessions(key, 4)).to.deep.equal(Array(4).fill('sess_A'));
  });

  it('D2a, C3: after that, the session of each call is that of its moment', async () => {
    const { window } = await openWithListener({ 'data-wait': '60000' });
    for (const session of ['sess_A', 'sess_B', null, 'sess_A']) {
      learn(window, session);
      const key = newKey();
      await calls(window, key);
      expect(await sessions(key, 4)).to.deep.equal(Array(4).fill(session));
    }
  });
});
