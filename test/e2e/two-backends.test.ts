import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { type Demo, startDemo } from '../../demo/server.ts';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import { callAgain, ON_READY, rows, waitForAccount } from './demoPage.ts';

/** What the page shows of each backend: the status, and the account that it sees. */
async function accounts(page: Page): Promise<string[]> {
  const shown = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLElement>('#backends tr[data-backend]')].map(
        (row) =>
          `${row.dataset.backend}: ${row.querySelector('[data-col="status"]')?.textContent} ${row.querySelector('[data-col="account"]')?.textContent}`,
      ),
    );
  await page.waitForFunction(() => document.querySelectorAll('#backends tr[data-state="done"]').length === 2);
  return shown();
}

for (const engine of ['chromium', 'firefox'] satisfies DrivenEngine[]) {
  describe(`the two backends of the demo in ${engine}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite(engine);
    let demo: Demo;
    let page: Page;
    before(async () => {
      demo = await startDemo();
      page = await browser().newPage();
    });
    after(() => demo?.close());

    for (const way of ['classic', 'token']) {
      it(`C8: one tag serves an old SDK and a current one on another host (${way})`, async () => {
        await page.goto(`${demo.pageUrl}/?way=${way}`);
        await rows(page, ON_READY);
        await waitForAccount(page, 'Ada');
        expect(await accounts(page)).to.deep.equal(['own: 200 Ada Lovelace', 'current: 200 Ada Lovelace']);
        await page.click('button[data-switch="Grace"]');
        await waitForAccount(page, 'Grace');
        await callAgain(page);
        expect(await accounts(page)).to.deep.equal(['own: 200 Grace Hopper', 'current: 200 Grace Hopper']);
        await page.click('button[data-switch="Ada"]');
        await waitForAccount(page, 'Ada');
      });
    }

    it('C8: without the tag neither backend knows who is calling', async () => {
      await page.goto(`${demo.pageUrl}/?shim=off`);
      await waitForAccount(page, 'Ada');
      expect(await accounts(page)).to.deep.equal(['own: 401 nobody', 'current: 401 nobody']);
    });
  });
}
