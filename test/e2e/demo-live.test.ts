import type { Page } from 'puppeteer-core';
import { type Demo, startDemo } from '../../demo/server.ts';
import { browserForSuite } from '../harness/drivenBrowser.ts';
import { chooseOrganization, waitForAccount } from './demoPage.ts';

// The demo's ticker and chat, with real ClerkJS and Clerk's published backend SDKs.

describe('open connections of the demo', function () {
  this.timeout(60_000);
  const browser = browserForSuite('chromium');
  let demo: Demo;
  let page: Page;

  const open = async (query: string) => {
    demo = await startDemo({ clerkDelay: 400 });
    page = await (await browser().createBrowserContext()).newPage();
    await page.goto(`${demo.pageUrl}/?${query}`);
  };
  afterEach(async () => {
    await page?.browserContext().close();
    await demo?.close();
  });

  /** Waits until the backend sees an account. */
  const seesIn = (name: 'ticker' | 'chat', account: string) =>
    page.waitForFunction(
      (name: string, account: string) =>
        document.querySelector(`#live tr[data-live="${name}"] td[data-col="account"]`)?.textContent === account,
      { timeout: 15_000 },
      name,
      account,
    );

  for (const [way, title] of [
    ['classic', 'with the session ID'],
    ['token', 'with tokens'],
  ]) {
    it(`I2, I3: ${title}: the ticker follows the account, and the chat keeps its own`, async () => {
      await open(`way=${way}`);
      await Promise.all([seesIn('ticker', 'Ada Lovelace'), seesIn('chat', 'Ada Lovelace')]);
      await waitForAccount(page, 'Ada');
      await page.click('button[data-switch="Grace"]');
      await waitForAccount(page, 'Grace');
      await seesIn('ticker', 'Grace Hopper');
      await page.click('#say button:not([type])');
      await page.waitForSelector('#live tr[data-live="chat"]::-p-text(Hello)');
      await seesIn('chat', 'Ada Lovelace');
      await page.click('#reconnect');
      await seesIn('chat', 'Grace Hopper');
    });
  }

  it('I2, I3: the ticker follows a switch of organization, and the page says that the chat does not', async () => {
    await open('');
    await Promise.all([seesIn('ticker', 'Ada Lovelace'), seesIn('chat', 'Ada Lovelace')]);
    await waitForAccount(page, 'Ada');
    await page.waitForSelector('#chat-note', { hidden: true });
    await chooseOrganization(page, 'org_acme');
    await seesIn('ticker', 'Ada Lovelace (Acme)');
    await page.waitForSelector('#chat-note::-p-text(still connected as Ada Lovelace.)', { visible: true });
    await page.click('#reconnect');
    await seesIn('chat', 'Ada Lovelace (Acme)');
    await page.waitForSelector('#chat-note', { hidden: true });
  });

  it('I2, I3: without the shim, both are refused', async () => {
    await open('shim=off');
    await Promise.all([seesIn('ticker', '–'), seesIn('chat', '–')]);
  });
});
