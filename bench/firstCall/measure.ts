import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { type DrivenEngine, startBrowser } from '../../test/harness/drivenBrowser.ts';
import type { Failure } from '../browser.ts';
import { comparisonOf, type Figure } from '../stats.ts';
import { type Arrival, type Site, startSite } from './site.ts';
import type { LineSpeed } from './slowLine.ts';
import { documentOf, type Way, ways } from './ways.ts';

/** Where the visitor is. The second is Lighthouse's mobile profile. */
export const LINES: Record<string, { title: string; speed?: LineSpeed }> = {
  near: { title: 'no delay' },
  mobile: { title: '150 ms round trips, 1.6 Mbit/s', speed: { roundTrip: 150, down: 1600, up: 750 } },
};
export const VISITS = ['later', 'first'] as const;

/** How long a page may take, in ms: ClerkJS gives up after 15 s. */
const LIMIT = 30_000;
/** Rounds, and how long all rounds of a kind of visit may take, in ms; the first three are done in any case. */
const ROUNDS = 11;
const BUDGET = 35_000;
const LEAST_ROUNDS = 3;

/** @throws Error when the promise takes too long */
async function within<Value>(ms: number, what: string, promise: Promise<Value>): Promise<Value> {
  const stop = new AbortController();
  const limit = sleep(ms, undefined, { signal: stop.signal }).then(() => {
    throw new Error(`${what} took longer than ${ms / 1000} s`);
  });
  limit.catch(() => {});
  return Promise.race([promise, limit]).finally(() => stop.abort());
}

let visits = 0;

/** Goes to a page. @returns the ms from the navigation until its call is at the server */
async function timeVisit(page: Page, site: Site, way: Way): Promise<number> {
  const path = `/page/${++visits}`;
  site.documents.clear();
  site.documents.set(path, documentOf(way, site));
  const arrived = new Promise<Arrival>((resolve) => {
    site.onCall = resolve;
  });
  await page.goto(`${site.page}${path}`, { waitUntil: 'domcontentloaded' });
  const arrival = await arrived;
  if (!way.hasSession(arrival)) throw new Error(`the call has no session: ${arrival.url}`);
  const start = await page.evaluate(() => performance.timeOrigin);
  // Else it would be busy while another page is measured, and its cookie would run out.
  if (way.hasClerk)
    await page.waitForFunction(() => 'Clerk' in window && !!(window.Clerk as { session?: object }).session);
  return arrival.time - start;
}

/** Visits pages in turns, each way of calling once in a round, and compares each with the page without the tag. */
class Comparison {
  readonly #times = new Map<string, number[]>();
  readonly #browser: Browser;
  readonly #site: Site;
  readonly #visit: (typeof VISITS)[number];
  readonly #pages = new Map<string, Page>();

  constructor(browser: Browser, site: Site, visit: (typeof VISITS)[number]) {
    this.#browser = browser;
    this.#site = site;
    this.#visit = visit;
    for (const [name, way] of Object.entries(ways)) if (way.visits.includes(visit)) this.#times.set(name, []);
  }

  /** A page in a profile of its own; one that has been visited before, unless it is the first visit that counts. */
  async #pageOf(name: string, way: Way): Promise<Page> {
    const known = this.#pages.get(name);
    if (known && this.#visit === 'later') return known;
    await known?.browserContext().close();
    const page = await (await this.#browser.createBrowserContext()).newPage();
    this.#pages.set(name, page);
    // The scripts are in its cache then, and what engines keep of what they compile.
    if (this.#visit === 'later') for (let i = 0; i < 2; i++) await timeVisit(page, this.#site, way);
    return page;
  }

  /** @param goesOn is asked before each round. @param fail is told of a way that does not work, which is left out from then on */
  async run(goesOn: (round: number) => boolean, fail: (name: string, why: string) => void): Promise<void> {
    let names = [...this.#times.keys()];
    // The browser loads its own parts.
    await timeVisit(await (await this.#browser.createBrowserContext()).newPage(), this.#site, ways.without as Way);
    for (let round = 0; goesOn(round); round++) {
      for (let i = 0; i < names.length; i++) {
        const name = names[(i + round) % names.length] as string;
        const way = ways[name] as Way;
        const visit = async () => timeVisit(await this.#pageOf(name, way), this.#site, way);
        try {
          this.#times.get(name)?.push(await within(LIMIT, name, visit()));
        } catch (error) {
          names = names.filter((each) => each !== name);
          fail(name, `${(error as Error).message}`);
        }
      }
    }
    for (const page of this.#pages.values()) await page.browserContext().close();
  }

  figures(): Record<string, Figure> {
    const without = this.#times.get('without') ?? [];
    const measured = [...this.#times].filter(([, times]) => times.length);
    return Object.fromEntries(measured.map(([name, times]) => [name, comparisonOf(without, times)]));
  }
}

/** The times until the first call in one engine, by names such as `mobile later token`. */
export async function measureFirstCalls(engine: DrivenEngine, quick: boolean) {
  const figures: Record<string, Figure> = {};
  const failures: Failure[] = [];
  for (const [line, { speed }] of Object.entries(LINES)) {
    for (const visit of VISITS) {
      const step = `first call, ${line}, ${visit} visit`;
      const fail = (name: string, why: string) => {
        failures.push({ engine, step: `${step}, ${name}`, why });
        console.error(`${engine}: ${step}, ${name}: ${why}`);
      };
      console.error(`${engine}: ${step}`);
      try {
        const list = await measureOn(engine, speed, visit, quick, fail);
        for (const [name, figure] of Object.entries(list)) figures[`${line} ${visit} ${name}`] = figure;
      } catch (error) {
        fail('all', (error as Error).message);
      }
    }
  }
  return { figures, failures };
}

/** Measures one kind of visit in a browser of its own, which is ended if it stalls. */
async function measureOn(
  engine: DrivenEngine,
  speed: LineSpeed | undefined,
  visit: (typeof VISITS)[number],
  quick: boolean,
  fail: (name: string, why: string) => void,
): Promise<Record<string, Figure>> {
  const site = await startSite(speed);
  const { browser, close } = await within(LIMIT, 'the browser', startBrowser(engine));
  const comparison = new Comparison(browser, site, visit);
  const end = performance.now() + BUDGET;
  const rounds = quick ? 2 : ROUNDS;
  const goesOn = (round: number) =>
    round < rounds && (round < Math.min(rounds, LEAST_ROUNDS) || performance.now() < end);
  try {
    await within(3 * BUDGET, 'all of it', comparison.run(goesOn, fail));
  } catch (error) {
    fail('all', (error as Error).message);
  }
  await within(5000, 'its end', close()).catch(() => browser.process()?.kill('SIGKILL'));
  site.close();
  return comparison.figures();
}
