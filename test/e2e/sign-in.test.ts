import { expect } from 'chai';
import type express from 'express';
import type { Page } from 'puppeteer-core';
import { browserForSuite } from '../harness/drivenBrowser.ts';
import { holdsWithin, pause } from '../kit/until.ts';
import { createExpress } from './backends/express.ts';
import { type ClerkPage, startClerkPage } from './clerkPage.ts';

// `data-signed-out="sign-in"` with real ClerkJS: the sign-in page is one of the same application, and has the tag as well.

const TAG = { 'data-token-origins': "'self'", 'data-signed-out': 'sign-in' };
/** Long enough for what must not happen: the event of a refused call comes in the next task. */
const A_WHILE = 300;

describe('the sign-in page, with real ClerkJS', function () {
  this.timeout(60_000);
  const browser = browserForSuite('chromium');

  for (const clerkJs of [4, 5, 6] as const) {
    describe(`with ClerkJS ${clerkJs}`, () => {
      let clerkPage: ClerkPage;
      let page: Page;
      /** The pages that the browser has asked for. */
      const visits: string[] = [];

      before(async () => {
        let sdk: express.RequestHandler;
        clerkPage = await startClerkPage({
          clerkJs,
          signInPath: '/sign-in',
          routes(app) {
            app.get(['/orders', '/sign-in'], ({ originalUrl }, response) => {
              visits.push(originalUrl);
              response.send(`<!DOCTYPE html>\n${clerkPage.scripts(TAG)}
                <script>addEventListener('load', () => Clerk.load({ telemetry: false }))</script>`);
            });
            app.use('/api', (request, response, next) => sdk(request, response, next));
            app.use('/always-401', (_, response) => void response.status(401).json({}));
          },
        });
        const { instance, origin } = clerkPage;
        sdk = (await createExpress({ ...instance, authorizedParties: [origin] })) as express.RequestHandler;
      });
      after(() => clerkPage?.close());
      beforeEach(async () => {
        for (const { id } of clerkPage.clerk.sessions) clerkPage.clerk.end(id, 'ended');
        page = await (await browser().createBrowserContext()).newPage();
        visits.length = 0;
      });
      afterEach(() => page.browserContext().close());

      /** Nothing in it chooses where the user comes back to. */
      const ORDERS = '/orders?redirect_url=https://evil.test/&sign_in_force_redirect_url=https://evil.test/#open';
      const signIn = () => clerkPage.clerk.signIn('ada@example.com')?.id as string;
      const open = async (path: string) => {
        await page.goto(clerkPage.origin + path);
        await page.waitForFunction('window.Clerk && Clerk.loaded');
      };
      /** The status; nothing if the page is left. */
      const call = (path: string) =>
        page.evaluate((url) => fetch(url).then(({ status }) => status), path).catch(() => undefined);
      const isAtSignIn = () => holdsWithin(10_000, () => page.url().includes('/sign-in'));

      it('L2: a user who is signed out goes there, is not sent around there, and comes back to this page', async () => {
        await open(ORDERS);
        await call('/api/orders');
        expect(await isAtSignIn()).to.equal(true);
        await page.waitForFunction('window.Clerk && Clerk.loaded');
        const back = new URLSearchParams(page.url().replace(/^.*?\?/, '')).get('redirect_url');
        // ClerkJS 4 names its path alone.
        expect(new URL(back ?? '', clerkPage.origin).href).to.equal(clerkPage.origin + ORDERS);
        expect(page.url().replace(encodeURIComponent(back ?? ''), '')).to.not.include('evil');
        // The sign-in page has the tag, and a call of its own.
        expect(await call('/api/orders')).to.equal(401);
        await pause(A_WHILE);
        expect(visits).to.have.length(2);
        signIn();
        await open(ORDERS);
        expect(await call('/api/orders')).to.equal(200);
        expect(visits).to.have.length(3);
      });

      it('L2: a user who comes back without a session stays', async () => {
        await open(ORDERS);
        await call('/api/orders');
        expect(await isAtSignIn()).to.equal(true);
        await open(ORDERS);
        expect(await call('/api/orders')).to.equal(401);
        await pause(A_WHILE);
        expect(visits.map((it) => it.replace(/\?.*/, ''))).to.deep.equal(['/orders', '/sign-in', '/orders']);
      });

      it('L2: a backend that always answers 401 sends nobody away who is signed in', async () => {
        signIn();
        await open(ORDERS);
        for (let i = 0; i < 3; i++) expect(await call('/always-401')).to.equal(401);
        await pause(A_WHILE);
        expect(visits).to.have.length(1);
      });

      it('L2: a session that ends at the server while the page is open leads there once', async () => {
        const id = signIn();
        await open(ORDERS);
        expect(await call('/api/orders')).to.equal(200);
        clerkPage.clerk.end(id, 'ended');
        // ClerkJS has a token for up to a minute, and backends accept it.
        await page.evaluate('Clerk.session.getToken({ skipCache: true }).catch(() => {})');
        await call('/always-401');
        expect(await isAtSignIn()).to.equal(true);
        await pause(A_WHILE);
        expect(visits.map((it) => it.replace(/\?.*/, ''))).to.deep.equal(['/orders', '/sign-in']);
      });

      it('L2: of two tabs, the one in the background stays until the user comes back to it; nobody is sent around', async () => {
        const id = signIn();
        await open(ORDERS);
        const front = await page.browserContext().newPage();
        await front.goto(`${clerkPage.origin}/orders?front`);
        await front.waitForFunction('window.Clerk && Clerk.loaded');
        await front.bringToFront();
        expect(await page.evaluate(() => document.hidden)).to.equal(true);
        clerkPage.clerk.end(id, 'ended');
        for (const tab of [front, page]) {
          await tab.evaluate('Clerk.session.getToken({ skipCache: true }).catch(() => {})');
          await tab.evaluate((url) => void fetch(url), '/always-401');
        }
        expect(await holdsWithin(10_000, () => front.url().includes('/sign-in'))).to.equal(true);
        await pause(A_WHILE);
        const paths = () => visits.map((it) => it.replace(/\?.*/, ''));
        expect(paths()).to.deep.equal(['/orders', '/orders', '/sign-in']);
        expect(page.url()).to.include('/orders');

        await front.close();
        await page.bringToFront();
        expect(await isAtSignIn()).to.equal(true);
        await page.waitForFunction('window.Clerk && Clerk.loaded');
        expect(await call('/always-401')).to.equal(401);
        await pause(A_WHILE);
        expect(paths()).to.deep.equal(['/orders', '/orders', '/sign-in', '/sign-in']);
      });

      it('L2, D8: Clerk’s cookie of the page before sends nobody away, nor does it before Clerk has loaded', async () => {
        signIn();
        await open(ORDERS);
        const release = clerkPage.hold(/\/v1\/client\?/);
        try {
          await page.goto(`${clerkPage.origin}/orders?again`);
          expect(await call('/always-401')).to.equal(401);
          await pause(A_WHILE);
          expect(visits).to.have.length(2);
        } finally {
          release();
        }
      });
    });
  }
});
