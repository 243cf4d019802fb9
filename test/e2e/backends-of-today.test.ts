import { expect } from 'chai';
import express from 'express';
import type { Page } from 'puppeteer-core';
import { createBackend as createOldBackend } from '../../demo/backend/backend.ts';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import { allowOrigin } from '../servers/clerk/allowOrigin.ts';
import type { CreateBackend } from './backends/backend.ts';
import { createExpress } from './backends/express.ts';
import { createFastify } from './backends/fastify.ts';
import { createHono } from './backends/hono.ts';
import { createNode } from './backends/node.ts';
import { type ClerkPage, type Outcome, startClerkPage } from './clerkPage.ts';
import { type Site, startSite } from './site.ts';

// Clerk's current backend SDKs as they are published, and one of old. Clerk's servers alone are stand-ins.

const SDKS: { [name: string]: CreateBackend } = {
  '@clerk/express': createExpress,
  '@clerk/fastify': createFastify,
  '@clerk/hono': createHono,
  'authenticateRequest of @clerk/backend': createNode,
};
const OLD = '@clerk/clerk-sdk-node 0.5.1';

/** Two hosts of one site: a cookie without `Domain` belongs to one of them. Ports do not part cookies. */
const PLACES = [
  { where: 'on another port', pageHost: 'localhost', backendHost: 'localhost', sharesCookies: true },
  {
    where: 'on another host of the same site',
    pageHost: 'app.acme.localhost',
    backendHost: 'api.acme.localhost',
    sharesCookies: false,
  },
];

/** Below this path the SDKs take tokens of another page only. */
const ELSEWHERE = '/elsewhere/';

async function serveSdk(site: Site, create: CreateBackend, { origin, instance }: ClerkPage): Promise<void> {
  const here = await create({ ...instance, authorizedParties: [origin] });
  const elsewhere = await create({ ...instance, authorizedParties: ['https://www.example.com'] });
  const allow = allowOrigin(origin);
  site.serve((request, response) =>
    allow(request, response, () => (request.url?.startsWith(ELSEWHERE) ? elsewhere : here)(request, response)),
  );
}

for (const engine of ['chromium', 'firefox'] satisfies DrivenEngine[]) {
  describe(`backends of today in ${engine}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite(engine);

    for (const { where, pageHost, backendHost, sharesCookies } of PLACES) {
      describe(where, () => {
        const sites = new Map<string, Site>();
        let clerkPage: ClerkPage;
        let page: Page;

        before(async () => {
          clerkPage = await startClerkPage({ host: pageHost });
          for (const [name, create] of Object.entries(SDKS)) {
            const site = await startSite(backendHost);
            sites.set(name, site);
            await serveSdk(site, create, clerkPage);
          }
          const tokenOrigins = [...sites.values()].map(({ origin }) => origin).join(' ');

          const old = await startSite(backendHost);
          sites.set(OLD, old);
          const { origin: pageOrigin, instance, backendApiUrl } = clerkPage;
          old.serve(express().use(createOldBackend({ pageOrigin, ...instance, backendApiUrl, names: {} })));
          page = await clerkPage.open(browser(), {
            'data-backend-origins': old.origin,
            'data-token-origins': tokenOrigins,
          });
        });
        after(async () => {
          await page?.browserContext().close();
          await Promise.all([clerkPage, ...sites.values()].map((server) => server?.close()));
        });
        afterEach(() => {
          clerkPage.clerk.now = Date.now;
        });

        const become = (firstName: string) => page.evaluate((name) => window.become(name), firstName);
        const call = (name: string, path: string) =>
          page.evaluate(
            (url) => Promise.all([window.call('fetch', url), window.call('xhr', url)]),
            `${sites.get(name)?.origin}${path}`,
          );
        /** Calls all SDKs of today by fetch and by XHR. */
        const callAll = async (path: string, check: (outcome: Outcome, what: string) => void) => {
          for (const name of Object.keys(SDKS)) {
            const [byFetch, byXhr] = await call(name, path);
            check(byFetch, `${name}, fetch`);
            check(byXhr, `${name}, XHR`);
          }
        };
        const welcomes = (session: string | undefined, user: string) => (outcome: Outcome, what: string) => {
          expect(outcome, what).to.deep.equal({ status: 200, reason: null, message: null, answer: { session, user } });
        };
        const refuses = (reason: RegExp, message: RegExp | null) => (outcome: Outcome, what: string) => {
          expect(outcome, what).to.include({ status: 401 });
          expect(outcome.answer, what).to.deep.equal({ session: null, user: null });
          expect(outcome.reason, what).to.match(reason);
          if (message) expect(outcome.message, what).to.match(message);
          else expect(outcome.message, what).to.equal(null);
        };

        it('C8: each backend sees the active session', async () => {
          const ada = await become('Ada');
          await callAll('/orders', welcomes(ada, 'user_ada'));
        });

        it('C3, C8: each backend sees the other account at once after a switch', async () => {
          const ada = await become('Ada');
          const grace = await become('Grace');
          expect(grace).to.not.equal(ada);
          await callAll('/orders?year=2014', welcomes(grace, 'user_grace'));
        });

        it('C4, C8: each backend answers 401 after the sign-out', async () => {
          await become('Ada');
          await become('');
          await callAll('/orders', refuses(/^dev-browser-missing$/, null));
        });

        it('C8: a token that has expired on its way is refused, and the page can read why', async () => {
          clerkPage.clerk.now = () => Date.now() - 120_000;
          await become('Ada');
          await callAll('/orders', refuses(/^session-token-expired/, /token-carrier=header/));
        });

        it('C8: a token of a page that is not an authorized party is refused, and the page can read why', async () => {
          await become('Ada');
          await callAll(`${ELSEWHERE}orders`, refuses(/^token-invalid-authorized-parties$/, new RegExp(pageHost)));
        });

        it(`C1, C5: session ID and cookie, for an SDK of old: ${sharesCookies ? 'it sees the session, since ports share cookies' : 'it does not, since the cookie is of the page’s host'}`, async () => {
          for (const name of ['Ada', 'Grace']) {
            const session = await become(name);
            for (const { status, answer } of await call(OLD, '/classic/orders')) {
              expect(answer).to.include({ session, cookie: sharesCookies });
              expect(status).to.equal(sharesCookies ? 200 : 401);
              expect(answer.user).to.equal(sharesCookies ? `user_${name.toLowerCase()}` : null);
            }
          }
        });
      });
    }
  });
}

declare global {
  interface Window {
    call(channel: 'fetch' | 'xhr', url: string): Promise<Outcome>;
    become(firstName: string): Promise<string | undefined>;
  }
}
