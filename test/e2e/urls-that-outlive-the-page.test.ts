import { expect } from 'chai';
import type { Express } from 'express';
import type { Page } from 'puppeteer-core';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import { type ClerkPage, startClerkPage } from './clerkPage.ts';

// Servers write the URL of a request into what they answer, and pages keep it: in a form, in the address bar, in their storage.
// A session ID in it outlives the page, and then the account is switched.

const PARAM = '_clerk_session_id';

const form = (url: string) =>
  `<form id="form" method="post" action="${url.replace(/&/g, '&amp;')}"><button>Save</button></form>`;

/** A page as of ASP.NET: its panel is refreshed by AJAX, and each form has the URL of its request as its action. */
function serveOrders(app: Express, scripts: () => string, received: string[]): void {
  app.all('/orders', ({ url, headers }, response) => {
    if (!headers['x-partial'])
      return response.send(`<!DOCTYPE html>\n${scripts()}\n<div id="panel">${form(url)}</div>`);
    received.push(url);
    response.send(form(url));
  });
  app.get('/api/orders', ({ url }, response) => {
    received.push(url);
    response.json({ next: `${url}&page=2` });
  });
}

/** Refreshes the panel. */
const refresh = {
  fetch: (page: Page) =>
    page.evaluate(async () => {
      const { action } = document.getElementById('form') as HTMLFormElement;
      const response = await fetch(action, { method: 'POST', headers: { 'X-Partial': '1' } });
      (document.getElementById('panel') as HTMLElement).innerHTML = await response.text();
    }),
  xhr: (page: Page) =>
    page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.open('POST', (document.getElementById('form') as HTMLFormElement).action);
          xhr.setRequestHeader('X-Partial', '1');
          xhr.onload = () => {
            (document.getElementById('panel') as HTMLElement).innerHTML = xhr.responseText;
            resolve();
          };
          xhr.send();
        }),
    ),
};

for (const engine of ['chromium', 'firefox'] satisfies DrivenEngine[]) {
  describe(`URLs that outlive the page in ${engine}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite(engine);
    const received: string[] = [];
    let clerkPage: ClerkPage;
    let page: Page;
    beforeEach(async () => {
      received.length = 0;
      clerkPage = await startClerkPage({ routes: (app, scripts) => serveOrders(app, scripts, received) });
      page = await clerkPage.open(browser(), { 'data-backend-origins': "'self'" });
      await goTo(`${clerkPage.origin}/orders`);
    });
    afterEach(async () => {
      await page?.browserContext().close();
      await clerkPage?.close();
    });

    const goTo = async (url: string) => {
      await page.goto(url);
      await page.evaluate('Clerk.load({ telemetry: false })');
    };
    const idOf = (name: string) => clerkPage.clerk.sessions.find(({ account }) => account.firstName === name)?.id;
    /** The session parameters of the last request. */
    const lastIds = () => {
      const url = new URL(received[received.length - 1] as string, clerkPage.origin);
      return url.searchParams.getAll(PARAM);
    };

    for (const [channel, update] of Object.entries(refresh)) {
      it(`C2, C3: a form and an address that a server has made of a request: after a switch each call is the active account's (${channel})`, async () => {
        await update(page);
        expect(lastIds()).to.deep.equal([idOf('Ada')]);
        await Promise.all([
          page.waitForNavigation(),
          page.evaluate(() => (document.getElementById('form') as HTMLFormElement).submit()),
        ]);
        expect(page.url(), 'the address').to.include(idOf('Ada'));
        await page.evaluate('Clerk.load({ telemetry: false })');
        await page.evaluate(() => window.become('Grace'));
        await update(page);
        expect(lastIds(), 'after the switch').to.deep.equal([idOf('Grace')]);
        // A browser asks before it reloads what has been posted.
        await goTo(page.url());
        await update(page);
        expect(lastIds(), 'after a reload').to.deep.equal([idOf('Grace')]);
      });
    }

    it('C2, C3: a link to the next page that an API has made of a request, kept over a reload and a switch: the ID is replaced in its place', async () => {
      await page.evaluate(async () => {
        sessionStorage.next = (await (await fetch('/api/orders?sort=date')).json()).next;
      });
      expect(lastIds()).to.deep.equal([idOf('Ada')]);
      await goTo(page.url());
      await page.evaluate(() => window.become('Grace'));
      const { next } = await page.evaluate(async () => (await fetch(sessionStorage.next)).json());
      expect(received.pop()).to.equal(`/api/orders?sort=date&${PARAM}=${idOf('Grace')}&page=2`);
      expect(next).to.equal(`/api/orders?sort=date&${PARAM}=${idOf('Grace')}&page=2&page=2`);
    });

    it('C2: while the account is the same, such a URL stays as it is, byte for byte', async () => {
      await page.evaluate(async () => {
        sessionStorage.next = (await (await fetch('/api/orders?sort=%64ate')).json()).next;
      });
      await goTo(page.url());
      await page.evaluate(async () => void (await fetch(sessionStorage.next)));
      expect(received.pop()).to.equal(`/api/orders?sort=%64ate&${PARAM}=${idOf('Ada')}&page=2`);
    });
  });
}
