import type { Browser, Page } from 'puppeteer-core';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import type { ClerkJsMajor } from '../servers/clerk/frontend-api/frontendApi.ts';
import type { ClerkPageOptions } from './clerkPage.ts';
import { startTenants, type Tenants } from './tenants.ts';

const MATRIX: [DrivenEngine, ClerkJsMajor[]][] = [
  ['chromium', [4, 5, 6]],
  ['firefox', [6]],
];

export interface Setup {
  engine: DrivenEngine;
  clerkJs: ClerkJsMajor;
  /**
   * Starts the servers of a test and opens the page in a profile of its own; both end with the test.
   *
   * @param others of the tag's attributes
   */
  open(
    mode: Mode,
    settings?: ClerkPageOptions['settings'],
    others?: { [name: string]: string },
  ): Promise<{ tenants: Tenants; page: Page }>;
  /** Opens the page in another tab. */
  openTab(page: Page): Promise<Page>;
}

/** What calls carry: a token, or a session ID and the cookie. */
export type Mode = 'token' | 'cookie';

/** Describes tests for each version of ClerkJS, in each browser that is driven. */
export function eachClerkJs(title: string, describeTests: (setup: Setup) => void): void {
  for (const [engine, versions] of MATRIX) {
    describe(`${title} in ${engine}`, function () {
      this.timeout(60_000);
      const browser = browserForSuite(engine);
      for (const clerkJs of versions) {
        describe(`with ClerkJS ${clerkJs}`, () => describeTests(setUp(engine, browser, clerkJs)));
      }
    });
  }
}

function setUp(engine: DrivenEngine, browser: () => Browser, clerkJs: ClerkJsMajor): Setup {
  let tenants: Tenants | undefined;
  let first: Page | undefined;
  let attributes: { [name: string]: string };
  afterEach(async () => {
    await first?.browserContext().close();
    await tenants?.close();
  });
  return {
    engine,
    clerkJs,
    async open(mode, settings = {}, others = {}) {
      tenants = await startTenants({ clerkJs, settings });
      const list = mode === 'token' ? 'data-token-origins' : 'data-backend-origins';
      attributes = { [list]: tenants.backendOrigin, 'data-token-param': 'token', ...others };
      first = await tenants.open(browser(), attributes);
      return { tenants, page: first };
    },
    openTab: (page) => (tenants as Tenants).open(page.browserContext(), attributes),
  };
}
