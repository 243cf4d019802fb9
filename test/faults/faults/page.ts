import type { PageWindow } from '../../kit/page.ts';
import {
  type Fault,
  type Parts,
  type Stage,
  tokenNeverComes,
  withoutSession,
  withoutSessionFrom,
  withoutToken,
  withSession,
} from '../fault.ts';
import { SHORT_WAIT, TOKEN_WAIT } from '../timeLimits.ts';
import { giveTokens, holdTokens } from './tokens.ts';

const known: Parts = [{ clerk: { session: 'sess_A' } }];
const loading: Parts = [{ clerk: {} }];
const HOUR = 3_600_000;

const becomeA = ({ clerk }: Stage) => clerk().become('sess_A');

function setOnline({ window }: Stage, isOnline: boolean): void {
  Object.defineProperty(window.navigator, 'onLine', { value: isOnline, configurable: true });
  window.dispatchEvent(new window.Event(isOnline ? 'online' : 'offline'));
}

function setHidden({ window: { document, Event } }: Stage, isHidden: boolean): void {
  Object.defineProperty(document, 'hidden', { value: isHidden, configurable: true });
  Object.defineProperty(document, 'visibilityState', { value: isHidden ? 'hidden' : 'visible', configurable: true });
  document.dispatchEvent(new Event('visibilitychange'));
}

const leave = ({ window }: Stage) =>
  window.dispatchEvent(new window.PageTransitionEvent('pagehide', { persisted: true }));
const comeBack = ({ window }: Stage) =>
  window.dispatchEvent(new window.PageTransitionEvent('pageshow', { persisted: true }));

/** As browsers do it in pages that nobody sees: timers run once a second. To be run before the shim takes the timers. */
function slowTimers(window: PageWindow): void {
  const { setTimeout } = window;
  window.setTimeout = ((handler: () => void, time = 0, ...args: unknown[]) =>
    setTimeout(handler, Math.ceil(time / 1000) * 1000, ...args)) as typeof setTimeout;
}

/** What lets a frozen page go on. */
const thaws = new WeakMap<Window, () => void>();

/** As browsers do it with pages that nobody needs: no timer runs. To be run before the shim takes the timers. */
function freezeTimers(window: PageWindow): void {
  const { setTimeout, clearTimeout } = window;
  const due = new Map<number, () => void>();
  let isFrozen = true;
  window.setTimeout = ((handler: () => void, time?: number) => {
    const id = setTimeout(() => (isFrozen ? due.set(id, handler) : handler()), time);
    return id;
  }) as typeof setTimeout;
  window.clearTimeout = ((id: number) => {
    due.delete(id);
    clearTimeout(id);
  }) as typeof clearTimeout;
  thaws.set(window, () => {
    isFrozen = false;
    for (const [, handler] of due) handler();
  });
}

const thaw = ({ window }: Stage) => thaws.get(window)?.();

/** As libraries for tests do it: no timer runs. */
function stopTimers({ window }: Stage): void {
  window.setTimeout = (() => 0) as unknown as typeof setTimeout;
  window.setInterval = (() => 0) as unknown as typeof setInterval;
}

/** By how much the system's clock is moved, in ms. */
const moves = new WeakMap<Window, number>();

/** To be run before the shim takes the clock. */
function letClockMove(window: PageWindow): void {
  const { now } = window.Date;
  window.Date.now = () => now() + (moves.get(window) ?? 0);
}

export const pageFaults: readonly Fault[] = [
  {
    rules: 'C6',
    name: 'the page goes offline while the token is awaited, and comes back',
    head: () => known,
    before(stage) {
      holdTokens(stage);
      setOnline(stage, false);
    },
    heals(stage) {
      setOnline(stage, true);
      giveTokens(stage);
    },
    becomes: { usual: withSession(), sync: withSession(), later: withSession(), healed: withSession() },
  },
  {
    rules: 'D1',
    name: 'the page goes offline while Clerk is loading, and comes back',
    event: 'when Clerk knows its session',
    head: () => loading,
    before: (stage) => setOnline(stage, false),
    happens(stage) {
      setOnline(stage, true);
      becomeA(stage);
    },
    becomes: { usual: withSession('at the event'), sync: withoutSession(), later: withSession() },
  },
  {
    rules: 'D1',
    name: 'the page is hidden while Clerk is loading, and its timers run once a second',
    event: 'when Clerk knows its session',
    head: () => [...loading, { run: slowTimers }],
    before: (stage) => setHidden(stage, true),
    happens: becomeA,
    heals: (stage) => setHidden(stage, false),
    becomes: {
      usual: withSession('at the event'),
      sync: withoutSession(),
      later: withSession(),
      healed: withSession(),
    },
  },
  {
    rules: 'D2',
    name: 'the page is hidden, its timers run once a second, and Clerk never knows its session',
    wait: SHORT_WAIT,
    head: () => [...loading, { run: slowTimers }],
    before: (stage) => setHidden(stage, true),
    heals(stage) {
      setHidden(stage, false);
      becomeA(stage);
    },
    becomes: withoutSessionFrom('after data-wait'),
  },
  {
    rules: 'D2',
    name: 'the page is frozen for longer than `data-wait` while Clerk is loading',
    event: 'when it goes on',
    wait: SHORT_WAIT,
    head: () => [...loading, { run: freezeTimers }],
    happensAfter: 1.5 * SHORT_WAIT,
    happens: thaw,
    heals: becomeA,
    becomes: {
      usual: withoutSession('at the event'),
      sync: withoutSession(),
      later: withoutSession(),
      healed: withSession(),
    },
  },
  {
    rules: 'C6',
    name: 'the page is frozen for longer than 5 s while the token is awaited',
    event: 'when it goes on',
    head: () => [...known, { run: freezeTimers }],
    before: holdTokens,
    happensAfter: 1.1 * TOKEN_WAIT,
    happens: thaw,
    heals: giveTokens,
    becomes: {
      usual: withoutToken('at the event'),
      sync: withSession(),
      later: withoutToken('after 5 s'),
      healed: withSession(),
    },
    ofTokens: true,
  },
  {
    rules: 'D3 D3b',
    name: 'the page is left while Clerk is loading, and comes back',
    event: 'in `pagehide`',
    head: () => loading,
    happens: leave,
    heals(stage) {
      comeBack(stage);
      becomeA(stage);
    },
    becomes: withoutSessionFrom('at the event'),
  },
  {
    rules: 'D3b C6',
    name: 'the page is left while the token is awaited, and comes back',
    event: 'in `pagehide`',
    head: () => known,
    before: holdTokens,
    happens: leave,
    heals(stage) {
      comeBack(stage);
      giveTokens(stage);
    },
    becomes: { usual: withSession('at the event'), sync: withSession(), later: withSession(), healed: withSession() },
    ofTokens: true,
    hasNoTime: true,
  },
  {
    rules: 'D1',
    name: 'the page stops its timers, as fake clocks do, and Clerk is slow',
    event: 'when Clerk knows its session',
    head: () => loading,
    before: stopTimers,
    happens: becomeA,
    becomes: { usual: withSession('at the event'), sync: withoutSession(), later: withSession() },
  },
  {
    rules: 'D4',
    name: 'the page stops its timers, and the session becomes unknown and stays so',
    wait: SHORT_WAIT,
    head: () => known,
    before(stage) {
      stopTimers(stage);
      stage.clerk().become(undefined);
    },
    becomes: {
      usual: withoutSession('after data-wait'),
      sync: withoutSession(),
      later: withoutSession('after data-wait'),
    },
  },
  ...[-HOUR, HOUR].flatMap((by): Fault[] => {
    const clock = `the clock is set ${by < 0 ? 'back' : 'forward'} an hour`;
    return [
      {
        rules: 'D4 D6',
        name: `${clock} while the session is unknown`,
        wait: SHORT_WAIT,
        head: () => [...known, { run: letClockMove }],
        before: ({ clerk }) => clerk().become(undefined),
        during: ({ window }) => void moves.set(window, by),
        heals: becomeA,
        becomes: {
          usual: withoutSession('after data-wait'),
          sync: withoutSession(),
          later: withoutSession('after data-wait'),
          healed: withSession(),
        },
      },
      {
        rules: 'C6',
        name: `${clock} while a token is awaited that never comes`,
        head: () => [...known, { run: letClockMove }],
        before: holdTokens,
        during: ({ window }) => void moves.set(window, by),
        heals: giveTokens,
        becomes: tokenNeverComes,
        ofTokens: true,
      },
    ];
  }),
];
