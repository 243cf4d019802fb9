import { expect } from 'chai';
import { clockOf } from '../kit/clock.ts';
import { shimmedPage } from '../kit/differential.ts';
import type { FakeSession } from '../kit/frame/fakeClerk.ts';
import { at, newKey, openPage, type PageWindow } from '../kit/page.ts';
import { authorizations, clerkOf, onlyLine, sendXhr, sessions, shimLines } from '../kit/session.ts';

const MINUTE = 60_000;

/** As in ClerkJS: one token is kept for its 60 seconds, then a new one is made. */
function cachedTokens(window: PageWindow, now: () => number) {
  let made = 0;
  let kept: { token: string; ends: number } | undefined;
  clerkOf(window).tokens(async (session) => {
    if (!kept || kept.ends <= now()) kept = { token: `tok_${session}_${++made}`, ends: now() + MINUTE };
    return kept.token;
  });
}

const setLastActive = (window: PageWindow, token: FakeSession['lastActiveToken'] | undefined) =>
  Object.assign(window.Clerk?.session ?? {}, { lastActiveToken: token });

const sync = ({ XMLHttpRequest }: PageWindow, url: string, prepare: (xhr: XMLHttpRequest) => void = () => {}) => {
  const xhr = new XMLHttpRequest();
  xhr.open('POST', url, false);
  prepare(xhr);
  xhr.send('x');
};

describe('the age of tokens', () => {
  it('C6: a call after ten idle minutes carries a new token, and until then the one that ClerkJS keeps', async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-token' }));
    const clock = clockOf(window);
    cachedTokens(window, clock.now);
    const key = newKey();
    const url = at('backend', key, 'echo');
    for (const pause of [0, MINUTE / 2, 10 * MINUTE, 0, 24 * 60 * MINUTE]) {
      clock.pass(pause);
      await window.fetch(url);
      await sendXhr(window, url);
    }
    const expected = [1, 1, 2, 2, 3].flatMap((i) => Array(2).fill(`Bearer tok_sess_A_${i}`));
    expect(await authorizations(key, 10)).to.deep.equal(expected);
  });

  it('C6: a synchronous XHR carries the token that Clerk has at hand, until that has expired', async () => {
    const page = await openPage(shimmedPage({ 'data-send': 'session-token session-id' }));
    const { window } = page;
    const clock = clockOf(window);
    const exp = Math.floor(clock.now() / 1000) + 60;
    setLastActive(window, { getRawString: () => 'tok_last', jwt: { claims: { sid: 'sess_A', exp } } });
    const key = newKey();
    sync(window, at('backend', key, 'echo'));
    sync(window, at('page', key, 'echo'));
    clock.pass(58_000);
    sync(window, at('page', key, 'echo'));
    expect(shimLines(page)).to.deep.equal([]);
    clock.pass(10 * MINUTE);
    sync(window, at('page', key, 'echo'));
    sync(window, at('backend', key, 'echo'));
    expect(await authorizations(key, 5)).to.deep.equal([...Array(3).fill('Bearer tok_last'), null, null]);
    expect(await sessions(key, 5)).to.deep.equal(Array(5).fill('sess_A'));
    onlyLine(page, 'error', /no session token/);
  });

  const NONE: Record<string, FakeSession['lastActiveToken'] | undefined> = {
    'there is none': null,
    'there was never any': undefined,
    'it cannot be read': { getRawString: () => 'tok_unread', jwt: undefined as never },
  };
  for (const [what, token] of Object.entries(NONE)) {
    it(`C6: where ${what}, a synchronous XHR is sent without a token, and one error says so`, async () => {
      const page = await openPage(shimmedPage({ 'data-send': 'session-token' }));
      setLastActive(page.window, token);
      const key = newKey();
      sync(page.window, at('page', key, 'echo'));
      sync(page.window, at('backend', key, 'echo'));
      expect(await authorizations(key, 2)).to.deep.equal([null, null]);
      onlyLine(page, 'error', /no session token/);
    });
  }

  it("C6: a synchronous XHR keeps the page's own Authorization", async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-token' }));
    const key = newKey();
    sync(window, at('page', key, 'echo'), (xhr) => xhr.setRequestHeader('authorization', 'own'));
    expect(await authorizations(key)).to.deep.equal(['own']);
  });

  it('D7, C6: a synchronous XHR does not wait behind calls that wait for their tokens', async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-token' }));
    let give = (_: string) => {};
    clerkOf(window).tokens(
      () =>
        new Promise((resolve) => {
          give = resolve;
        }),
    );
    const key = newKey();
    const waiting = window.fetch(at('page', key, 'echo', 'waiting'));
    sync(window, at('page', key, 'echo', 'sync'));
    give('tok_late');
    await waiting;
    expect(await authorizations(key, 2)).to.deep.equal(['Bearer fake-token-of-sess_A', 'Bearer tok_late']);
  });
});
