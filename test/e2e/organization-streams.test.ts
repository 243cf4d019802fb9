import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { pause, until } from '../kit/until.ts';
import { eachClerkJs } from './eachClerkJs.ts';
import type { Tenants } from './tenants.ts';

// The events of a stream say, over and over, for whom it has been opened.

/** Waits for events after a switch, and a while longer. @returns for whom they were */
async function eventsNow(page: Page): Promise<string[]> {
  await page.waitForFunction(() => window.events.length > 0);
  await pause(100);
  return page.evaluate(() => [...new Set(window.events)]);
}

const lastOf = ({ streams }: Tenants) => streams[streams.length - 1];

eachClerkJs('streams of organizations', ({ open }) => {
  for (const mode of ['token', 'cookie'] as const) {
    for (const navigates of [false, true]) {
      const how = `${mode}, ${navigates ? 'with' : 'without'} a navigation`;
      it(`I2: after a switch an EventSource is opened anew, and no event of the old organization comes any more (${how})`, async () => {
        const { tenants, page } = await open(mode);
        await tenants.listen(page);
        expect(await eventsNow(page)).to.deep.equal(['Ada']);
        for (const [organization, owner] of [
          ['org_acme', 'Ada@acme'],
          ['org_globex', 'Ada@globex'],
          ['org_acme', 'Ada@acme'],
        ] as const) {
          const before = tenants.streams.length;
          await tenants.switchTo(page, organization, navigates);
          expect(await eventsNow(page)).to.deep.equal([owner]);
          expect(lastOf(tenants)?.[mode]).to.equal(owner);
          expect(tenants.streams.length - before, 'connections').to.equal(1);
        }
      });
    }

    it(`I2: a switch of account and organization at once, and the sign-out (${mode})`, async () => {
      const { tenants, page } = await open(mode);
      await tenants.listen(page);
      await tenants.switchTo(page, 'org_acme');
      await tenants.switchTo(page, 'org_globex', false, 'Grace');
      expect(await eventsNow(page)).to.deep.equal(['Grace@globex']);
      const before = tenants.streams.length;
      await page.evaluate(async () => {
        await window.become('');
        window.events.length = 0;
      });
      await until(() => tenants.streams.length > before);
      expect(await eventsNow(page)).to.deep.equal(['undefined']);
      expect(lastOf(tenants)).to.deep.equal({ id: undefined, token: undefined, cookie: undefined });
    });
  }
});
