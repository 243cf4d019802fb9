import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { pause, until } from '../kit/until.ts';
import { eachClerkJs } from './eachClerkJs.ts';
import { type Arrived, CHANNELS, type Tenants } from './tenants.ts';

// The second and later pages of a visit, with the cookies that real ClerkJS has left on the page before.

/** Calls that can be held. */
const PATIENT = ['fetch', 'xhr'] as const;

const nobody: Arrived = { id: undefined, token: undefined, cookie: undefined };
/** What each call must have carried. */
const all = (arrived: Partial<Arrived>, channels: readonly string[] = CHANNELS) =>
  Object.fromEntries(channels.map((channel) => [channel, { ...nobody, ...arrived }]));

/** Without cookies, which go with beacons anyway. */
const withoutCookies = (arrived: { [channel: string]: Arrived }) =>
  Object.fromEntries(Object.entries(arrived).map(([channel, each]) => [channel, { ...each, cookie: undefined }]));

const call = async (tenants: Tenants, page: Page) => withoutCookies(await tenants.call(page));

/** Checks that calls wait for ClerkJS, which then arrives, and whose they are. */
async function expectHeld(tenants: Tenants, page: Page, owner: Partial<Arrived>): Promise<void> {
  const arrive = await tenants.click(page);
  const calls = (await tenants.start(page, PATIENT))();
  expect(await Promise.race([calls, pause(100)])).to.equal(undefined);
  await arrive();
  expect(withoutCookies(await calls)).to.deep.equal(all(owner, PATIENT));
}

/** Checks that calls leave before ClerkJS has arrived, and whose they are; and that later ones are the same user's. */
async function expectWarm(tenants: Tenants, page: Page, owner: Partial<Arrived>): Promise<void> {
  const arrive = await tenants.click(page);
  expect(await call(tenants, page)).to.deep.equal(all(owner));
  await arrive();
  expect(await call(tenants, page)).to.deep.equal(all(owner));
}

eachClerkJs('the warm start', ({ clerkJs, open, openTab }) => {
  it('D8: on the second page of a visit, calls leave before ClerkJS has arrived; after a switch, with the new organization, there and back', async () => {
    const { tenants, page } = await open('token');
    await expectWarm(tenants, page, { token: 'Ada' });
    for (const [organization, token] of [
      ['org_acme', 'Ada@acme'],
      ['org_globex', 'Ada@globex'],
      [null, 'Ada'],
    ] as const) {
      await tenants.switchTo(page, organization);
      await expectWarm(tenants, page, { token });
    }
    expect(await tenants.errors(page)).to.deep.equal([]);
  });

  it('D8, C3: with session IDs, the cookie that goes with a call is of the same session', async () => {
    const { tenants, page } = await open('cookie');
    const arrive = await tenants.click(page);
    expect(await tenants.call(page, PATIENT)).to.deep.equal(all({ id: 'Ada', cookie: 'Ada' }, PATIENT));
    await arrive();
    expect(await tenants.call(page, PATIENT)).to.deep.equal(all({ id: 'Ada', cookie: 'Ada' }, PATIENT));
  });

  it('D8: after a switch of the account, calls are held until ClerkJS has written whose page it is; version 4 does not write that', async () => {
    const { tenants, page } = await open('token');
    await tenants.switchTo(page, null, false, 'Grace');
    await (clerkJs === 4 ? expectWarm : expectHeld)(tenants, page, { token: 'Grace' });
    // ClerkJS does so every 5 s, and when the window gets the focus.
    await page.evaluate("dispatchEvent(new Event('focus'))");
    const { id } = tenants.clerkPage.clerk.sessions.find(({ account }) => account.firstName === 'Grace') as {
      id: string;
    };
    if (clerkJs !== 4) await until(async () => ((await page.evaluate('document.cookie')) as string).includes(`${id}:`));
    await expectWarm(tenants, page, { token: 'Grace' });
  });

  it('D8: what another tab does counts, also while ClerkJS is on its way: a switch, and signing out', async () => {
    const { tenants, page } = await open('token');
    const tab = await openTab(page);
    await tenants.switchTo(tab, 'org_acme');
    const arrive = await tenants.click(page);
    expect(await call(tenants, page)).to.deep.equal(all({ token: 'Ada@acme' }));
    await tab.evaluate('Clerk.signOut(() => {})');
    const calls = (await tenants.start(page, PATIENT))();
    expect(await Promise.race([calls, pause(100)])).to.equal(undefined);
    await arrive();
    expect(withoutCookies(await calls)).to.deep.equal(all({}, PATIENT));
  });

  it('D8: after signing out, calls are held, and leave without a session', async () => {
    const { tenants, page } = await open('token');
    await page.evaluate('Clerk.signOut(() => {})');
    await expectHeld(tenants, page, {});
  });

  it('D8: once the session has ended at the server, the first call still carries it, and is refused; all later ones are Clerk’s', async () => {
    const { tenants, page } = await open('token');
    const { clerk } = tenants.clerkPage;
    const token = (await page.evaluate('Clerk.session.getToken()')) as string;
    clerk.end(clerk.lastActiveSessionId as string, 'ended');
    const arrive = await tenants.click(page);
    expect(await call(tenants, page)).to.deep.equal(all({ token: 'Ada' }));
    expect(await clerk.verify(token).catch(String)).to.match(/not active/);
    await arrive();
    expect(await call(tenants, page)).to.deep.equal(all({ token: 'Grace' }));
  });

  it('D8: once the cookie has expired, calls are held', async () => {
    const { tenants, page } = await open('token');
    await tenants.pass(51);
    await expectHeld(tenants, page, { token: 'Ada' });
  });

  it('D8: with data-warm-start="false", calls are held', async () => {
    const { tenants, page } = await open('token', {}, { 'data-warm-start': 'false' });
    await expectHeld(tenants, page, { token: 'Ada' });
  });
});
