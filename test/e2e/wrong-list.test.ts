import { expect } from 'chai';
import express, { type RequestHandler } from 'express';
import type { Page } from 'puppeteer-core';
import { browserForSuite } from '../harness/drivenBrowser.ts';
import { allowOrigin } from '../servers/clerk/allowOrigin.ts';
import { createExpress } from './backends/express.ts';
import { type ClerkPage, startClerkPage } from './clerkPage.ts';
import { type Site, startSite } from './site.ts';

// Someone new: a page on one host, `@clerk/express` on another, and the README's tags.

/** What the README asks of a backend that takes tokens, and no more. */
const allowToken =
  (origin: string): RequestHandler =>
  (request, response, next) => {
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Headers': 'Authorization' });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };

describe("the README's tags, with @clerk/express on another host", function () {
  this.timeout(60_000);
  const browser = browserForSuite('chromium');
  let clerkPage: ClerkPage;
  let backend: Site;
  /** The CORS of the backend. */
  let allow: RequestHandler;

  before(async () => {
    [clerkPage, backend] = await Promise.all([
      startClerkPage({ host: 'app.acme.localhost' }),
      startSite('api.acme.localhost'),
    ]);
    const app = await createExpress({ ...clerkPage.instance, authorizedParties: [clerkPage.origin] });
    backend.serve(express().use((request, response, next) => allow(request, response, next), app));
  });
  after(() => Promise.all([clerkPage, backend].map((server) => server?.close())));

  /** Opens the page with a tag, signs in, and makes a call. Gives what came of it, and what the shim said. */
  async function tryTag(attributes: { [name: string]: string }): Promise<{ outcome: unknown; said: string[] }> {
    const page: Page = await clerkPage.open(browser(), attributes);
    try {
      const said: string[] = [];
      page.on('console', (line) => {
        if (line.text().startsWith('[clerk-ajax]')) said.push(line.text());
      });
      await page.evaluate(() => window.become('Ada'));
      const outcome = await page.evaluate(
        (url) => window.call('fetch', url).then(({ status, answer }) => ({ status, user: answer.user }), String),
        `${backend.origin}/orders`,
      );
      // The warning about CORS waits to see whether the page is left.
      if (typeof outcome === 'string') await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1500)));
      return { outcome, said };
    } finally {
      await page.browserContext().close();
    }
  }

  const WELCOME = { status: 200, user: 'user_ada' };

  it('C8: the first tag works', async () => {
    allow = allowToken(clerkPage.origin);
    const { outcome, said } = await tryTag({ 'data-token-origins': backend.origin });
    expect(outcome).to.deep.equal(WELCOME);
    expect(said).to.deep.equal([]);
  });

  const MISTAKES: [string, rule: string, () => RequestHandler, says: RegExp][] = [
    ["whose CORS is the README's", 'F3', () => allowToken(clerkPage.origin), /a call to \S+ failed/],
    ['whose CORS allows credentials', 'F5', () => allowOrigin(clerkPage.origin), /answered 401 .*dev-browser-missing/],
  ];
  for (const [backendIs, rule, cors, says] of MISTAKES) {
    it(`${rule}: with the second tag and a backend ${backendIs}, the console has the attribute to paste, which works`, async () => {
      allow = cors();
      const { outcome, said } = await tryTag({ 'data-backend-origins': backend.origin });
      expect(outcome).to.not.deep.equal(WELCOME);
      expect(said).to.have.length(1);
      expect(said[0]).to.match(says);
      const [, name = '', value = ''] = /(data-[\w-]+)="([^"]+)"/.exec(said[0] ?? '') ?? [];
      const pasted = await tryTag({ [name]: value });
      expect(pasted.outcome).to.deep.equal(WELCOME);
      expect(pasted.said).to.deep.equal([]);
    });
  }
});
