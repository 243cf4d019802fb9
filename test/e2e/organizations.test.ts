import { expect } from 'chai';
import { until } from '../kit/until.ts';
import { eachClerkJs } from './eachClerkJs.ts';
import { CHANNELS, type Tenants } from './tenants.ts';

// Real ClerkJS, whose `setActive({ organization })` keeps the session and its ID, and changes its token.

/** What each call must have carried. */
const all = <Value>(value: Value, channels: readonly string[] = CHANNELS) =>
  Object.fromEntries(channels.map((channel) => [channel, value]));

/** For whom the tokens of calls are. */
const tokens = async (calls: ReturnType<Tenants['call']>) =>
  Object.fromEntries(Object.entries(await calls).map(([channel, { token }]) => [channel, token]));

const asked = ({ clerkPage }: Tenants) => clerkPage.requests.filter((request) => /\/tokens\b/.test(request)).length;

eachClerkJs('organizations', ({ clerkJs, open }) => {
  for (const [tokenVersion, navigates] of [
    [2, false],
    [2, true],
    [1, false],
  ] as const) {
    const how = `${navigates ? 'with' : 'without'} a navigation, token version ${tokenVersion}`;
    it(`C3, C6, I4: the next call after a switch, there and back, carries the new organization's token (${how})`, async () => {
      const { tenants, page } = await open('token', { tokenVersion });
      expect(await tokens(tenants.call(page))).to.deep.equal(all('Ada'));
      for (const [organization, owner] of [
        ['org_acme', 'Ada@acme'],
        ['org_globex', 'Ada@globex'],
        ['org_acme', 'Ada@acme'],
        [null, 'Ada'],
      ] as const) {
        await tenants.switchTo(page, organization, navigates);
        expect(await tokens(tenants.call(page))).to.deep.equal(all(owner));
      }
      expect(await tenants.errors(page)).to.deep.equal([]);
    });
  }

  it('C3, C6: a call made while Clerk switches waits for the new token; one that cannot wait goes without, and never with the old one', async () => {
    const { tenants, page } = await open('token');
    await tenants.switchTo(page, 'org_acme');
    const answer = tenants.clerkPage.hold(/\/touch\b/);
    await page.evaluate(() => void window.switchTo({ organization: 'org_globex' }));
    const calls = await tenants.start(page);
    answer();
    expect(await tokens(calls())).to.deep.equal({
      fetch: 'Ada@globex',
      xhr: 'Ada@globex',
      sync: undefined,
      beacon: undefined,
    });
    expect(await tenants.errors(page)).to.have.length(1);
  });

  it('C3: a call that has waited for its token since before the switch leaves with the new one', async () => {
    const { tenants, page } = await open('token');
    await tenants.switchTo(page, 'org_acme');
    await tenants.pass(600);
    const before = asked(tenants);
    const answer = tenants.clerkPage.hold(/\/tokens\b/);
    const calls = await tenants.start(page, ['fetch', 'xhr']);
    await until(() => asked(tenants) > before);
    await tenants.switchTo(page, 'org_globex');
    answer();
    expect(await tokens(calls())).to.deep.equal(all('Ada@globex', ['fetch', 'xhr']));
  });

  it('C6: a renewal under way for the old organization is no business of calls made after the switch', async () => {
    const { tenants, page } = await open('token');
    await tenants.aged(8, () => tenants.switchTo(page, 'org_acme'));
    const before = asked(tenants);
    const answer = tenants.clerkPage.hold(/\/tokens\b/, 1);
    const early = await tenants.start(page, ['fetch', 'xhr']);
    await until(() => asked(tenants) > before);
    // The token of the new organization needs a renewal of its own.
    await tenants.aged(8, () => tenants.switchTo(page, 'org_globex'));
    const late = { fetch: 'Ada@globex', xhr: 'Ada@globex' };
    expect(await tokens(tenants.call(page, ['fetch', 'xhr'])), 'before the renewal has an answer').to.deep.equal(late);
    answer();
    expect(await tokens(early())).to.deep.equal(late);
  });

  it('C3: a switch of account and organization at once, and back', async () => {
    const { tenants, page } = await open('token');
    for (const [name, organization, owner] of [
      ['Grace', 'org_globex', 'Grace@globex'],
      ['Ada', 'org_acme', 'Ada@acme'],
    ] as const) {
      await tenants.switchTo(page, organization, false, name);
      expect(await tokens(tenants.call(page))).to.deep.equal(all(owner));
    }
  });

  it('C1, C3: with session IDs, the next call after a switch has the new organization in its cookie', async () => {
    const { tenants, page } = await open('cookie');
    for (const [navigates, organization, cookie] of [
      [false, 'org_acme', 'Ada@acme'],
      [true, 'org_globex', 'Ada@globex'],
      [false, null, 'Ada'],
    ] as const) {
      await tenants.switchTo(page, organization, navigates);
      expect(await tenants.call(page)).to.deep.equal(all({ id: 'Ada', token: undefined, cookie }));
    }
  });

  it('C4: after the sign-out no call carries the organization', async () => {
    const { tenants, page } = await open('token');
    await tenants.switchTo(page, 'org_acme');
    await tenants.call(page);
    await page.evaluate(() => window.become(''));
    expect(await tokens(tenants.call(page))).to.deep.equal(all(undefined));
  });

  it('C3, C4: who has yet to choose an organization is signed out for ClerkJS 4, and has a pending session in later ones', async () => {
    const { tenants, page } = await open('token', { forceOrganizationSelection: true });
    const status = await page.evaluate('Clerk.session?.status');
    expect(status).to.equal(clerkJs === 4 ? undefined : 'pending');
    expect(await tokens(tenants.call(page))).to.deep.equal(all(clerkJs === 4 ? undefined : 'Ada'));
    if (clerkJs === 4) return;
    await tenants.switchTo(page, 'org_acme');
    expect(await page.evaluate('Clerk.session?.status')).to.equal('active');
    expect(await tokens(tenants.call(page))).to.deep.equal(all('Ada@acme'));
  });
});
