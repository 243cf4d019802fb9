import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import { type Claims, claimsOf } from '../kit/jwt.ts';
import { allowOrigin } from '../servers/clerk/allowOrigin.ts';
import type { ClerkJsMajor } from '../servers/clerk/frontend-api/frontendApi.ts';
import { type ClerkPage, startClerkPage } from './clerkPage.ts';
import { type Site, startSite } from './site.ts';
import { stoppedClock } from './stoppedClock.ts';

// Real ClerkJS and its own cache of tokens, which live for a minute, on a clock that stands still but for the test: that of
// the page and that of Clerk's servers are the same. How many seconds a token has left is then exact.

const MATRIX: [DrivenEngine, ClerkJsMajor[]][] = [
  ['chromium', [4, 5, 6]],
  ['firefox', [6]],
];

for (const [engine, versions] of MATRIX) {
  describe(`fresh tokens in ${engine}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite(engine);

    for (const clerkJs of versions) {
      describe(`with ClerkJS ${clerkJs}`, () => {
        let time: number;
        let clerkPage: ClerkPage;
        let backend: Site;
        let page: Page;
        const received: Claims[] = [];

        const open = async (policy?: string) => {
          time = Math.floor(Date.now() / 1000) * 1000;
          received.length = 0;
          clerkPage = await startClerkPage({ clerkJs, ...(policy && { policy }) });
          clerkPage.clerk.now = () => time;
          backend = await startSite();
          const allow = allowOrigin(clerkPage.origin);
          backend.serve((request, response) =>
            allow(request, response, () => {
              received.push(claimsOf(request.headers.authorization ?? ''));
              response.end('{}');
            }),
          );
          page = await clerkPage.open(browser(), { 'data-token-origins': backend.origin }, stoppedClock(time));
        };
        afterEach(async () => {
          await page?.browserContext().close();
          await Promise.all([clerkPage?.close(), backend?.close()]);
        });

        const pass = async (seconds: number) => {
          time += seconds * 1000;
          await page.evaluate((now) => {
            window.clockTime = now;
          }, time);
        };

        /** Makes three calls at once. @returns for how many seconds their tokens were good, and what was asked of Clerk for them */
        const callThrice = async () => {
          const before = clerkPage.requests.length;
          received.length = 0;
          await page.evaluate(
            (url) => Promise.all([window.call('fetch', url), window.call('xhr', url), window.call('fetch', url)]),
            `${backend.origin}/orders`,
          );
          return {
            left: received.map(({ exp }) => exp - time / 1000),
            asked: clerkPage.requests.slice(before).filter((request) => /\/tokens\b/.test(request)),
          };
        };

        it('C6: a token that is good for long enough is used, one that is not is renewed first, once for all calls', async () => {
          await open();
          expect(await callThrice()).to.deep.equal({ left: [60, 60, 60], asked: [] });

          await pass(40);
          expect(await callThrice()).to.deep.equal({ left: [20, 20, 20], asked: [] });

          // ClerkJS 4 and 5 renew it themselves with less than 15 s left, 6 with less than 5 s.
          await pass(12);
          const soon = await callThrice();
          expect(soon.left).to.deep.equal([60, 60, 60]);
          expect(soon.asked).to.have.length(1);
          if (clerkJs === 6) expect(soon.asked[0]).to.match(/skip_cache/);

          await pass(600);
          const idle = await callThrice();
          expect(idle.left).to.deep.equal([60, 60, 60]);
          expect(idle.asked).to.have.length(1);
        });

        it('C6: a token that is older than ClerkJS thinks is renewed as well, and not without need', async () => {
          await open();
          // ClerkJS 4 and 5 count from when they get a token, and this one has 8 s left.
          time -= 52_000;
          await page.evaluate(() => window.become('Grace'));
          time += 52_000;
          const { left, asked } = await callThrice();
          expect(left).to.deep.equal([60, 60, 60]);
          expect(asked).to.have.length(1);
          expect(await callThrice()).to.deep.equal({ left: [60, 60, 60], asked: [] });
        });

        it('C6: without worker-src blob: in the policy of the page, a call still has a fresh token after an idle while', async () => {
          await open("script-src 'self' http://localhost:*; worker-src 'none'");
          await callThrice();
          await pass(600);
          const { left, asked } = await callThrice();
          expect(left).to.deep.equal([60, 60, 60]);
          expect(asked).to.have.length(1);
        });
      });
    }
  });
}
