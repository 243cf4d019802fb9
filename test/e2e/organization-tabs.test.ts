import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { until } from '../kit/until.ts';
import { eachClerkJs, type Mode, type Setup } from './eachClerkJs.ts';
import type { Arrived, Tenants } from './tenants.ts';

// Two tabs of one browser: each has its own ClerkJS, and both have the same session and the same cookie.

async function callOf(tenants: Tenants, page: Page): Promise<Arrived> {
  const { fetch } = await tenants.call(page, ['fetch']);
  return fetch as Arrived;
}

/** A tab in the background, in Acme, and one in front of it, in Globex. */
async function openTwo({ open, openTab }: Setup, mode: Mode): Promise<{ tenants: Tenants; behind: Page; front: Page }> {
  const { tenants, page: behind } = await open(mode);
  await tenants.switchTo(behind, 'org_acme');
  const front = await openTab(behind);
  await tenants.switchTo(front, 'org_globex');
  return { tenants, behind, front };
}

/** Lets the user come back to a tab, and waits until Clerk's servers have been told. */
async function goTo({ clerkPage }: Tenants, page: Page, organization: string): Promise<void> {
  await page.bringToFront();
  await page.waitForFunction(() => document.hasFocus() && document.visibilityState === 'visible');
  // Without a window, Chromium sometimes tells of the focus before the page is visible, which ClerkJS then takes for hidden.
  await page.evaluate(() => void window.dispatchEvent(new Event('focus')));
  await until(() => clerkPage.clerk.sessions.some((session) => session.organization === organization));
}

eachClerkJs('two tabs', (setup) => {
  const { clerkJs } = setup;

  it('C3: with tokens each tab calls for its own organization', async () => {
    const { tenants, behind, front } = await openTwo(setup, 'token');
    expect((await callOf(tenants, front)).token).to.equal('Ada@globex');
    expect((await callOf(tenants, behind)).token).to.equal('Ada@acme');
    await goTo(tenants, behind, 'org_acme');
    expect((await callOf(tenants, behind)).token).to.equal('Ada@acme');
    expect((await callOf(tenants, front)).token).to.equal('Ada@globex');
  });

  const renewed =
    clerkJs === 4
      ? 'C6: ClerkJS 4 gives the tab in the background tokens of the other organization: its calls go without one until the user is back'
      : 'C3: with tokens each tab calls for its own organization, when its token has been renewed, too';
  it(renewed, async () => {
    const { tenants, behind, front } = await openTwo(setup, 'token');
    await tenants.pass(600);
    const own = await callOf(tenants, behind);
    expect(own.token).to.equal(clerkJs === 4 ? undefined : 'Ada@acme');
    expect(await tenants.errors(behind)).to.have.length(clerkJs === 4 ? 1 : 0);
    expect((await callOf(tenants, front)).token).to.equal('Ada@globex');
    await goTo(tenants, behind, 'org_acme');
    expect((await callOf(tenants, behind)).token).to.equal('Ada@acme');
  });

  const switched =
    clerkJs === 4
      ? 'C6: ClerkJS 4 does not tell Clerk of a switch in the background: calls go without a token until the user is back'
      : 'C3: a tab that switches in the background, as one that opens there does, calls for its organization at once';
  it(switched, async () => {
    const { tenants, behind, front } = await openTwo(setup, 'token');
    await tenants.switchTo(front, 'org_acme');
    await tenants.switchTo(behind, 'org_globex');
    const own = clerkJs === 4 ? undefined : 'Ada@globex';
    const { fetch, xhr, sync, beacon } = await tenants.call(behind);
    expect([fetch?.token, xhr?.token]).to.deep.equal([own, own]);
    // ClerkJS may have got it from the other tab, and then does not make it the session's `lastActiveToken`.
    for (const atHand of [sync, beacon]) expect(atHand?.token).to.be.oneOf([own, undefined]);
    expect(await tenants.errors(behind)).to.have.length.at.most(1);
    for (const { token } of Object.values(await tenants.call(front))) expect(token).to.equal('Ada@acme');
    await goTo(tenants, behind, 'org_globex');
    expect((await callOf(tenants, behind)).token).to.equal('Ada@globex');
  });

  it('C3: with session IDs the tab in the background has its own ID, and the cookie of the tab in front', async () => {
    const { tenants, behind, front } = await openTwo(setup, 'cookie');
    const ofBoth = { id: 'Ada', token: undefined, cookie: 'Ada@globex' };
    expect(await callOf(tenants, front)).to.deep.equal(ofBoth);
    expect(await callOf(tenants, behind)).to.deep.equal(ofBoth);
    await front.evaluate(() => window.become('Grace'));
    expect(await callOf(tenants, front)).to.include({ id: 'Grace' });
    expect(await callOf(tenants, behind)).to.include({ id: 'Ada' });
    expect((await callOf(tenants, behind)).cookie).to.match(/^Grace/);
  });
});
