import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { sendXhr, sessions } from '../kit/session.ts';

/** More looks at the session than any call needs. A page that takes so many has been frozen: no timer runs in between. */
const TOO_MANY = 10_000;

/** Makes every second look at `Clerk.session` throw. @returns how many looks there were */
function failNowAndThen(window: PageWindow, isFirst: boolean): () => number {
  const clerk = window.Clerk as NonNullable<PageWindow['Clerk']>;
  const { session } = clerk;
  let looks = 0;
  Object.defineProperty(clerk, 'session', {
    get() {
      looks++;
      if (looks < TOO_MANY && looks % 2 === (isFirst ? 1 : 0)) throw new Error('now and then');
      return session;
    },
  });
  return () => looks;
}

describe('a session that cannot be read now and then', () => {
  for (const isFirst of [true, false]) {
    it(`E8, C3: calls leave all the same, and the page is not frozen (${isFirst ? 'the first' : 'the second'} look fails)`, async () => {
      const page = await openPage({
        head: [{ clerk: { session: 'sess_A' } }, { shim: { 'data-token-origins': origins.backend } }],
      });
      const { window } = page;
      const looks = failNowAndThen(window, isFirst);
      const key = newKey();
      await window.fetch(at('backend', key, 'echo'));
      await sendXhr(window, at('backend', key, 'echo'));
      expect(await sessions(key, 2)).to.have.length(2);
      expect(looks()).to.be.below(1000);
      expect(page.errors).to.deep.equal([]);
      expect(page.said('error').some((line) => line.includes('failed (Error)'))).to.equal(true);
    });
  }
});
