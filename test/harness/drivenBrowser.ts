import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import puppeteer, { type Browser } from 'puppeteer-core';
import { engines } from './engines.ts';

export type DrivenEngine = 'chromium' | 'firefox';

const OPTIONS = {
  chromium: {
    browser: 'chrome',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  },
  firefox: { browser: 'firefox', args: [] },
} as const;

/** Starts a browser that a test drives, with a profile of its own; `close()` ends both. */
export async function startBrowser(engine: DrivenEngine): Promise<{ browser: Browser; close(): Promise<void> }> {
  const executablePath = await engines[engine].find();
  if (!executablePath) throw new Error(`${engine} is missing: ${engines[engine].install}`);
  const { browser: kind, args } = OPTIONS[engine];
  const userDataDir = mkdtempSync(join(tmpdir(), 'clerk-ajax-e2e-'));
  const browser = await puppeteer.launch({
    browser: kind,
    executablePath,
    headless: true,
    userDataDir,
    args: [...args],
  });
  return {
    browser,
    async close() {
      await browser.close();
      rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** Starts a browser for the tests of a suite, and ends it after them. @returns what gives the browser to a test */
export function browserForSuite(engine: DrivenEngine): () => Browser {
  let started: Awaited<ReturnType<typeof startBrowser>>;
  before(async () => {
    started = await startBrowser(engine);
  });
  after(() => started.close());
  return () => started.browser;
}
