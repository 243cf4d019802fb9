import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { authorizations, clerkOf, sendXhr, shimOf } from '../kit/session.ts';

// `Clerk.setActive({ organization })` keeps the session and its ID.

const page = () =>
  openPage({
    head: [{ clerk: { session: 'sess_A' } }, { shim: { 'data-token-origins': `'self' ${origins.backend}` } }],
  });

const tokenIn = (organization: string) => `Bearer fake-token-of-sess_A-in-${organization}`;

const sync = ({ XMLHttpRequest }: PageWindow, url: string) => {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url, false);
  xhr.send();
};

describe('switching organizations', () => {
  it('C3: the first call after setActive() is made in the new organization, in every way', async () => {
    const { window } = await page();
    const key = newKey();
    for (const organization of ['org_A', 'org_B', 'org_A']) {
      await window.Clerk?.setActive({ organization });
      await window.fetch(at('backend', key, 'echo'));
      await window.fetch(new window.Request(at('backend', key, 'echo')));
      await sendXhr(window, at('backend', key, 'echo'));
      sync(window, at('page', key, 'echo'));
    }
    const expected = ['org_A', 'org_B', 'org_A'].flatMap((organization) => Array(4).fill(tokenIn(organization)));
    expect(await authorizations(key, 12)).to.deep.equal(expected);
  });

  it('C3: a call that waits for its token across the switch leaves with that of the new organization', async () => {
    const { window } = await page();
    clerkOf(window).become('sess_A', 'org_A');
    const give: (() => void)[] = [];
    clerkOf(window).tokens(async (session, _, organization) => {
      if (organization === 'org_A') await new Promise<void>((resolve) => give.push(resolve));
      return `fake-token-of-${session}-in-${organization}`;
    });
    const key = newKey();
    const calls = [window.fetch(at('backend', key, 'echo')), sendXhr(window, at('backend', key, 'echo'))];
    // ClerkJS has not told anybody yet: it asks its servers first.
    let touched = () => {};
    clerkOf(window).touch = () => new Promise((resolve) => (touched = resolve));
    const switched = window.Clerk?.setActive({ organization: 'org_B' });
    for (const each of give) each();
    await Promise.all(calls);
    touched();
    await switched;
    expect(await authorizations(key, 2)).to.deep.equal([tokenIn('org_B'), tokenIn('org_B')]);
  });

  it('C6: a token at hand is taken only if it is that of the active organization', async () => {
    const { window } = await page();
    clerkOf(window).become('sess_A', 'org_A');
    let touched = () => {};
    clerkOf(window).touch = () => new Promise((resolve) => (touched = resolve));
    const key = newKey();
    sync(window, at('page', key, 'echo'));
    expect(shimOf(window).explain('/').tokenExpiresIn).to.be.a('number');
    const switched = window.Clerk?.setActive({ organization: 'org_B' });
    sync(window, at('page', key, 'echo'));
    expect(shimOf(window).explain('/').tokenExpiresIn).to.equal(null);
    touched();
    await switched;
    sync(window, at('page', key, 'echo'));
    expect(await authorizations(key, 3)).to.deep.equal([tokenIn('org_A'), null, tokenIn('org_B')]);
  });
});
