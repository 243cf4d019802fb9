import { expect } from 'chai';
import { startDemo } from '../../demo/server.ts';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import { activeSession, callAgain, ON_READY, rows, waitForAccount } from './demoPage.ts';

// Frames have no back/forward cache, so that only a page of its own can be restored from it.

for (const engine of ['chromium', 'firefox'] satisfies DrivenEngine[]) {
  describe(`the back/forward cache of ${engine}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite(engine);

    it('D3b: a page that is restored goes on as before: its calls have the session, and the next one after a switch', async () => {
      const demo = await startDemo();
      const page = await (await browser().createBrowserContext()).newPage();
      try {
        // Browsers keep no page there that has a WebSocket.
        await page.goto(`${demo.pageUrl}/?way=token&live=off`);
        await rows(page, ON_READY);
        await waitForAccount(page, 'Ada');
        await page.evaluate(() => {
          window.addEventListener('pageshow', (event) => {
            document.body.dataset.restored = `${event.persisted}`;
          });
        });
        await page.goto(`${demo.backendUrl}/nowhere`);
        // It is restored, not loaded: there is no response to wait for.
        await page.evaluate(() => void setTimeout(() => history.back()));
        await page.waitForFunction(() => document.body?.dataset.restored === 'true', { timeout: 15_000 });

        for (const row of Object.values(await callAgain(page)))
          expect(row).to.include({ status: '200', user: 'Ada Lovelace' });
        await page.click('button[data-switch="Grace"]');
        await waitForAccount(page, 'Grace');
        const grace = await activeSession(page);
        for (const row of Object.values(await callAgain(page))) {
          expect(row).to.include({ status: '200', user: 'Grace Hopper', session: grace });
        }
      } finally {
        await page.browserContext().close();
        await demo.close();
      }
    });
  });
}
