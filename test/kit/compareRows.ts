import { expect } from 'chai';
import { type Comparable, comparable, plain, type Scene, withoutShim } from './differential.ts';
import { type KnownDifference, knownDifferences } from './knownDifferences.ts';
import {
  at,
  engine,
  isPreflight,
  newKey,
  type OpenOptions,
  openPage,
  origins,
  type Page,
  type Received,
  received,
  type TestPage,
} from './page.ts';

/** Whether Clerk knows its session before the calls are made, or only once they wait for it. */
export type Way = 'known' | 'held';

/** What a row of a table is given. */
export interface RowScene extends Scene {
  way: Way;
  /**
   * To be awaited when the calls are made: Clerk then learns its session, in the page without the shim as well. All
   * rows of a table are held together.
   */
  go(): Promise<void>;
}

/** A row of a table of differential tests. */
export interface Row {
  /** Runs in both pages; what it gives back, which must be data, is compared. */
  run(scene: RowScene): unknown;
  /**
   * What the servers must have received from the page with the shim: the same as from the other (default), nothing,
   * what is up to timing, or what becomes of a call that is aborted right after `send()`: nothing if it is held.
   */
  server?: 'same' | 'nothing' | 'ignored' | 'aborted';
  /** Session of each request that is no preflight; default: `sess_A` for each to the page's origin and the backend. */
  sessions?: (string | undefined)[];
  /** Headers that may differ (lower case), beside `cookie`. */
  ignore?: string[];
  /** Only in these ways. */
  ways?: Way[];
}

export interface TableOptions {
  /**
   * Whether headers that the page sets may come in another order (and their names as often as the engine likes): a
   * `Request` keeps them sorted.
   */
  anyOrder?: boolean;
  /** Default: both. */
  ways?: Way[];
  /** More of the pages; their head comes after Clerk and the shim. */
  page?: TestPage;
  /** What comes before the shim. */
  first?: NonNullable<TestPage['head']>;
  /** The shim's file in `dist/`; default: the core. */
  file?: string;
  /** Of the shim's tag. */
  attributes?: Record<string, string>;
  open?: OpenOptions;
}

interface Outcome {
  trace: unknown;
  /** Whether the row ended in time. */
  ended: boolean;
  requests: Comparable[];
  received: Received[];
}

/** Longest time of one row, in milliseconds. */
const LIMIT = 6000;

/** Rows that run at the same time, unless they are held. */
const AT_A_TIME = 5;

/** The titles of all rows, for {@link knownDifferences} to name. */
export const rowTitles = new Set<string>();

/**
 * Makes a test of each row: run on native functions and run through the shim, it must leave the same trace. All rows of
 * a table share one pair of pages a way. What cannot be the same stands in `knownDifferences.ts`.
 */
export function compareRows(rules: string, rows: Record<string, Row | Row['run']>, options: TableOptions = {}): void {
  const {
    ways = ['known', 'held'],
    first = [],
    page,
    file = 'clerk-ajax.min.js',
    attributes,
    open,
    anyOrder = false,
  } = options;
  const table = Object.entries(rows).map(
    ([name, row]) => [name, typeof row === 'function' ? { run: row } : row] as const,
  );

  for (const way of ways) {
    const own = table.filter(([, row]) => !row.ways || row.ways.includes(way));
    const ending = way === 'held' ? ', held' : '';
    if (!own.length) continue;
    describe(way === 'held' ? 'while Clerk is loading' : 'with the session known', () => {
      let native: Run;
      let shim: Run;

      before(async function () {
        this.timeout(60_000);
        const whole: TestPage = {
          ...page,
          head: [
            { clerk: way === 'held' ? {} : { session: 'sess_A' } },
            ...first,
            {
              file,
              shim: { 'data-backend-origins': `'self' ${origins.backend}`, 'data-wait': '30000', ...attributes },
            },
            ...(page?.head ?? []),
          ],
        };
        native = await runRows(own, way, withoutShim(whole), open);
        shim = await runRows(own, way, whole, open);
      });

      for (const [name, row] of own) {
        const title = `${rules}: ${name}${ending}`;
        if (rowTitles.has(title)) throw new Error(`two rows are called "${title}"`);
        rowTitles.add(title);
        it(title, () => {
          const outcomes = [native, shim].map((run) => run.outcomes.get(name) as Outcome) as [Outcome, Outcome];
          expect(
            outcomes.map(({ ended }) => ended),
            'ended in time, native and shim',
          ).to.deep.equal([true, true]);
          expectOutcome(row, way, anyOrder, outcomes, differenceOf(title));
        });
      }

      if (way === 'held')
        it(`${rules}: nothing of ours went out before Clerk knew its session`, () => {
          expect(shim.early).to.deep.equal([]);
        });

      it(`${rules}: no errors but those that native functions give${ending}`, () => {
        expect(shim.page.errors, 'uncaught errors').to.deep.equal(native.page.errors);
        expect(shim.rejections, 'unhandled rejections').to.have.deep.members(native.rejections);
        expect(shim.page.said('error'), 'console.error').to.deep.equal(native.page.said('error'));
      });
    });
  }
}

function expectSessions({ sessions }: Row, { received }: Outcome): void {
  const calls = received.filter((request) => !isPreflight(request));
  const expected = sessions ?? calls.map(({ origin }) => (origin === 'foreign' ? [] : ['sess_A'])).map(([id]) => id);
  const seen = calls.map(({ url }) => new URL(url, 'http://host').searchParams.getAll('_clerk_session_id'));
  expect(seen, 'sessions that the servers saw').to.deep.equal(expected.map((id) => (id === undefined ? [] : [id])));
}

function expectOutcome(
  row: Row,
  way: Way,
  anyOrder: boolean,
  [native, shim]: [Outcome, Outcome],
  difference: KnownDifference | undefined,
): void {
  const { server = 'same' } = row;
  const check = () => {
    expectSessions(row, shim);
    expect(shim.trace, 'what the page saw').to.deep.equal(native.trace);
    if (server !== 'same') return;
    const [sent, expected] = [shim, native].map(({ requests }) => (anyOrder ? requests.map(sorted) : requests));
    expect(sent, 'what the servers received').to.deep.equal(expected);
  };
  if (server === 'nothing' || (server === 'aborted' && way === 'held'))
    expect(shim.requests, 'what the servers received').to.deep.equal([]);
  if (difference) expect(check, `the known difference "${difference.what}" is gone: take it out`).to.throw();
  else check();
}

/** A request with its headers in the order of the alphabet. */
function sorted({ headers, ...rest }: Comparable): Comparable {
  return { ...rest, headers: headers.map(([name, value]): [string, string] => [name.toLowerCase(), value]).sort() };
}

/** The difference that stands in the list for a test, in the engine at hand. */
export function differenceOf(title: string): KnownDifference | undefined {
  return knownDifferences.find(({ tests, engines }) => tests.includes(title) && engines.includes(engine));
}

/** What one page has come to. */
interface Run {
  page: Page;
  outcomes: Map<string, Outcome>;
  /** URLs of calls of ours that the servers had before Clerk knew its session. */
  early: string[];
  rejections: unknown[];
}

async function runRows(
  rows: (readonly [string, Row])[],
  way: Way,
  definition: TestPage,
  open: OpenOptions | undefined,
): Promise<Run> {
  const page = await openPage(definition, open);
  const { window } = page;
  const outcomes = new Map<string, Outcome>();
  const early: string[] = [];
  const arrived = new Set<string>();
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });

  /** Once all rows have made their calls. */
  const letGo = async () => {
    if (window.ClerkAjax) {
      const lists = await Promise.all([...arrived].map((key) => received(key)));
      early.push(...lists.flat().flatMap(({ origin, url }) => (origin === 'foreign' ? [] : [url])));
    }
    window.Clerk?.control.become('sess_A');
    release();
  };

  const runRow = async ([name, row]: readonly [string, Row]): Promise<void> => {
    const key = newKey();
    const arrive = () => {
      if (way === 'known' || arrived.has(key)) return;
      arrived.add(key);
      if (arrived.size === rows.length) void letGo();
    };
    const scene: RowScene = {
      page,
      window,
      key,
      way,
      at: (origin, ...segments) => at(origin, key, ...segments),
      go() {
        arrive();
        return way === 'known' ? Promise.resolve() : released;
      },
    };
    const late = {};
    const limit = new Promise((resolve) => setTimeout(resolve, LIMIT, late));
    const trace = await Promise.race([(async () => row.run(scene))(), limit]).catch((error: unknown) => [
      'fails',
      error,
    ]);
    arrive();
    const list = await received(key);
    const requests = list.map((request) => comparable(request, key, row.ignore ?? []));
    outcomes.set(name, { trace: plain(trace, key), ended: trace !== late, requests, received: list });
  };

  // Held calls must wait together; the others are not so many at a time that connections run out.
  const left = [...rows];
  const work = async (): Promise<void> => {
    for (let row = left.shift(); row; row = left.shift()) await runRow(row);
  };
  await Promise.all(Array.from({ length: way === 'held' ? rows.length : AT_A_TIME }, work));
  return { page, outcomes, early, rejections: page.rejections.map((reason) => neutralKeys(plain(reason, '?'))) };
}

function neutralKeys(text: unknown): unknown {
  return typeof text === 'string' ? text.replace(/key\d{6}/g, 'KEY') : text;
}
