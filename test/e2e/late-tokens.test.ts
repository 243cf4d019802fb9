import { expect } from 'chai';
import { pause } from '../kit/until.ts';
import { eachClerkJs } from './eachClerkJs.ts';

// ClerkJS 4 asks for tokens without an organization: it gets those of the one that Clerk's servers have heard of last, from any tab.

eachClerkJs('a token that ClerkJS is slow to have', ({ engine, clerkJs, open, openTab }) => {
  // Firefox's driver keeps no request back.
  if (engine === 'chromium') {
    it("C3: a call made before Clerk has heard of the switch waits for that, and carries the new organization's token", async () => {
      const { tenants, page } = await open('token');
      await tenants.switchTo(page, 'org_acme');
      await page.setRequestInterception(true);
      page.on('request', async (request) => {
        if (/\/touch\b/.test(request.url())) await pause(500);
        void request.continue();
      });
      await page.evaluate(() => void window.switchTo({ organization: 'org_globex' }));
      const { fetch, xhr } = await tenants.call(page, ['fetch', 'xhr']);
      expect([fetch?.token, xhr?.token]).to.deep.equal(['Ada@globex', 'Ada@globex']);
    });
  }

  it('C6, D7, I4: the token that ClerkJS has got for another call is at hand for one that cannot wait', async () => {
    const { tenants, page } = await open('token');
    await tenants.pass(600);
    await tenants.call(page, ['fetch']);
    const { sync, beacon } = await tenants.call(page, ['sync', 'beacon']);
    expect([sync?.token, beacon?.token]).to.deep.equal(['Ada', 'Ada']);
  });

  if (clerkJs === 4) {
    it('C6: where Clerk has tokens of another organization only, not each call asks for one', async () => {
      const { tenants, page: behind } = await open('token');
      await tenants.switchTo(behind, 'org_acme');
      const front = await openTab(behind);
      await tenants.switchTo(front, 'org_globex');
      await tenants.pass(600);
      const before = tenants.clerkPage.requests.length;
      for (let i = 0; i < 10; i++) await tenants.call(behind, ['fetch']);
      const asked = tenants.clerkPage.requests.slice(before).filter((request) => /\/tokens\b/.test(request));
      expect(asked.length).to.be.at.most(3);
    });
  }
});
