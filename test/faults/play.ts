import { putCookie } from '../kit/clerkCookies.ts';
import { plain } from '../kit/differential.ts';
import {
  at,
  isPreflight,
  newKey,
  openPage,
  origins,
  type PageWindow,
  type Received,
  received,
  release,
} from '../kit/page.ts';
import { recordSent, type SentCall } from '../kit/recordSent.ts';
import { clerkOf, shimLines, shimOf } from '../kit/session.ts';
import { pause, until } from '../kit/until.ts';
import type { Mode, Session } from '../model/contract.ts';
import { byAddress, callOf } from './callOf.ts';
import { type Fault, fateOf, type Round, type Sent, type Stage } from './fault.ts';
import { KINDS, type Kind } from './kinds.ts';
import { A_MOMENT, LONG_WAIT, LOST, OWN_TIMEOUT, SLACK } from './timeLimits.ts';

/** What became of one call. */
export interface Played extends Sending {
  ended: boolean;
  /** What the page saw in the end. */
  seen: unknown;
  /** The second call of those kinds that make two. */
  again: Sending;
}

/** A call as it was sent, and the session that was active at that moment. */
export interface SentWith extends SentCall {
  active: Session;
}

export interface Sending {
  /** When the call was made, in ms on the page's clock. */
  called: number;
  sent: SentWith[];
  /** What the servers received, without preflights. */
  requests: Received[];
}

/** What became of the calls of a page. */
export interface Performance {
  /** What became of a call; nothing if none was made. */
  of(round: Round, kind: Kind): Played | undefined;
  /** When the shim started, at the earliest, in ms on the page's clock. */
  started: number;
  /** When the fault happened, in ms on the page's clock. */
  happened: number;
  /** What nobody has caught. */
  errors: string[];
  rejections: unknown[];
  /** What the shim has said. */
  lines: string[];
}

interface Made {
  id: string;
  called: number;
  calledAgain: number;
  ended: boolean;
  seen: Promise<unknown>;
}

/** Without the keys of single calls. */
const neutral = (seen: unknown): unknown => JSON.parse(JSON.stringify(seen ?? null).replace(/key\d{6}/g, 'KEY'));

/**
 * A page may make Clerk's session throw.
 *
 * @param isWarm whether Clerk's cookie answers until Clerk knows its session
 */
export function activeIn({ Clerk }: PageWindow, isWarm = false): Session {
  try {
    const session = Clerk?.session;
    if (session === undefined && isWarm) return 'sess_A';
    return session ? session.id : session;
  } catch {
    return null;
  }
}

/** Whether a call ends before the fault happens. */
const isImpatient = (fault: Fault, { column }: Kind) =>
  column === 'impatient' && fateOf(fault, 'first', column, true)?.when !== 'at the event';
const repeated = KINDS.filter(({ isRepeated }) => isRepeated);

let last: Promise<unknown> = Promise.resolve();

/**
 * Does one thing after the other. WebKit keeps the connection of a page until the script before has ended; with six of them,
 * a synchronous call would wait for ever.
 */
function inTurn<T>(work: () => Promise<T>): Promise<T> {
  const mine = last.then(work);
  last = mine.catch(() => {});
  return mine;
}

/**
 * Plays a fault in a page that makes calls of all kinds.
 *
 * @param mode how the shim sends the session; nothing for a page without the shim, whose calls send by themselves what
 * `native` says
 */
export async function play(fault: Fault, mode: Mode | undefined, native?: Sent): Promise<Performance> {
  const keys: string[] = [];
  const anotherKey = () => {
    const key = newKey();
    keys.push(key);
    return key;
  };
  const key = anotherKey();

  let started = 0;
  const sent: SentWith[] = [];
  const made: { [round in Round]: Map<Kind, Made> } = { first: new Map(), later: new Map(), healed: new Map() };

  const makeCalls = (window: PageWindow, round: Round, kinds: readonly Kind[]) => {
    for (const kind of kinds) {
      const id = `${round}-${KINDS.indexOf(kind)}`;
      const now = () => window.performance.now();
      const again = () => {
        entry.calledAgain = now();
      };
      const call = callOf(fault, kind, id, { window, key, newKey: anotherKey, again, native });
      const entry: Made = { id, called: now(), calledAgain: 0, ended: false, seen: Promise.resolve() };
      entry.seen = (async () => kind.make(call))();
      const end = () => {
        entry.ended = true;
      };
      entry.seen.then(end, end);
      made[round].set(kind, entry);
    }
  };
  const ended = (round: Round, kinds: readonly Kind[], limit = LOST) =>
    Promise.race([Promise.all(kinds.map((kind) => made[round].get(kind)?.seen)), pause(limit)]);

  const stageOf = (window: PageWindow): Stage => ({
    window,
    clerk: () => clerkOf(window),
    release: () => release(key),
    until,
  });
  let begin: (window: PageWindow) => void = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = (window) => {
      const stage = stageOf(window);
      fault.before?.(stage);
      makeCalls(window, 'first', KINDS);
      fault.during?.(stage);
      resolve();
    };
  });
  const { wait = LONG_WAIT } = fault;
  const backends = [origins.backend, origins.fragile, origins.closed];
  const shim = {
    'data-backend-origins': ["'self'", ...backends, ...backends.map(byAddress)].join(' '),
    'data-send': mode?.send ?? '',
    ...(wait === null ? {} : { 'data-wait': `${wait}` }),
  };
  const open = () =>
    openPage(
      {
        head: [
          {
            run: (window) =>
              recordSent(window, (call) => sent.push({ ...call, active: activeIn(window, fault.isWarm) })),
          },
          ...(fault.isWarm ? [{ run: (window: PageWindow) => putCookie(window, 'sess_A') }] : []),
          ...fault.head((...segments) => at('foreign', key, ...segments), key),
          {
            run: ({ performance }) => {
              started = performance.now();
            },
          },
          ...(mode ? [{ shim }] : []),
          { run: begin },
        ],
      },
      { until: 'start', stays: true },
    );
  const page = await inTurn(async () => {
    const page = await open();
    await begun;
    return page;
  });
  const { window } = page;
  const stage = stageOf(window);

  const impatient = KINDS.filter((kind) => isImpatient(fault, kind));
  await Promise.all([ended('first', impatient, 2 * OWN_TIMEOUT + SLACK), pause(fault.happensAfter ?? 3 * A_MOMENT)]);
  const happened = window.performance.now();
  await fault.happens?.(stage);
  await ended('first', KINDS);
  makeCalls(window, 'later', repeated);
  await ended('later', repeated);
  if (fault.heals) {
    await fault.heals(stage);
    makeCalls(window, 'healed', repeated);
    await ended('healed', repeated);
  }
  // What the shim has kept by mistake leaves now.
  if (mode) shimOf(window).uninstall();
  await Promise.all([...keys.map(release), pause(20)]);

  const lists = await Promise.all(keys.map((each) => received(each)));
  const requests = lists.flat().filter((each) => !isPreflight(each));
  const withId = (id: string) => {
    const isOf = ({ url }: { url: string }) => new URL(url, origins.page).pathname.endsWith(`/${id}`);
    return { sent: sent.filter(isOf), requests: requests.filter(isOf) };
  };
  const played = new Map<Made, Played>();
  for (const entry of Object.values(made).flatMap((calls) => [...calls.values()])) {
    const { id, called, calledAgain, ended } = entry;
    const seen = ended ? await entry.seen.catch((error: unknown) => ['the test fails', error]) : undefined;
    played.set(entry, {
      ended,
      seen: neutral(plain(seen, key)),
      ...{ called, ...withId(id) },
      again: { called: calledAgain, ...withId(`${id}b`) },
    });
  }
  const { errors, rejections } = page;
  const performance: Performance = {
    of: (round, kind) => played.get(made[round].get(kind) as Made),
    started,
    happened,
    errors: [...errors],
    rejections: [...rejections],
    lines: shimLines(page),
  };
  page.close();
  return performance;
}
