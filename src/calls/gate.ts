import { type Clerk, globalClerk, hasClerkScript } from '../clerk/clerk.ts';
import type { Settings } from '../config/options.ts';
import type { Say } from '../messages.ts';

/** A call of ours on its way out. */
export interface Departure {
  /** Sends the call, with the session of this moment. Must not throw. */
  go(token?: string): void;
  /** Whether it carries a session token, which ClerkJS is then asked for (C6). */
  wantsToken?: boolean;
  /** What else must be there first, such as a body that is still being read. Must not reject. */
  ready?: Promise<unknown> | undefined;
  /** Longest time to be held, in milliseconds; 0 or nothing where the call itself sets no limit (D6). */
  timeout?: number;
}

/** Where calls of ours wait for Clerk (rule D), for a token (C6) and for their place. */
export interface Gate {
  /** Lets a call through, now or later, in the order of the calls. */
  pass(call: Departure): void;
  /** Whether a call that needs nothing else goes at once. */
  open(): boolean;
  /** Forgets a call that waits. */
  cancel(call: Departure): void;
  /** To be called whenever Clerk's session may have changed. */
  changed(): void;
  /** Ends the waiting for Clerk's first word, with a warning (D2, D3). */
  giveUp(reason: string): void;
  /** Lets everything go, and holds nothing any more (A6). */
  stop(): void;
}

interface Waiting {
  /** Waits for Clerk. */
  held: boolean;
  /** Waits for what the call itself needs. */
  busy: boolean;
  token?: string | undefined;
  timer?: number;
  /** When its own timeout is over. */
  due: number;
}

export function createGate(clerk: Clerk, { wait, waitGiven, clerk: own }: Settings, say: Say): Gate {
  const queue = new Map<Departure, Waiting>();
  let waitsForFirst = !!wait;
  let stopped = false;

  const knows = () => {
    if (clerk.session() === undefined) return false;
    waitsForFirst = false;
    return true;
  };

  // Before Clerk's first word, for as long as `wait` counts from the start (D2); later on, a session that is
  // `undefined` is on its way to another one (D4).
  const holds = () => !stopped && !!wait && !knows() && (waitsForFirst || clerk.loaded());

  const cancel = (call: Departure) => {
    const waiting = queue.get(call);
    if (waiting) clearTimeout(waiting.timer);
    queue.delete(call);
  };

  const drain = () => {
    for (const [call, { held, busy, token }] of queue) {
      if (held || busy) return;
      cancel(call);
      call.go(token);
    }
  };

  const limit = (call: Departure, waiting: Waiting, time: number) => {
    clearTimeout(waiting.timer);
    const least = Math.min(waiting.due - Date.now(), time);
    if (least < Infinity) {
      waiting.timer = window.setTimeout(() => {
        if (waiting.held) say('warn', 'a call could not wait for Clerk any longer, and went out without a session');
        cancel(call);
        call.go();
        drain();
      }, least);
    }
  };

  const prepare = async (call: Departure, waiting: Waiting): Promise<void> => {
    waiting.token = undefined;
    waiting.held = holds();
    if (waiting.held) return limit(call, waiting, waitsForFirst ? Infinity : wait);
    const session = !stopped && call.wantsToken && clerk.session();
    waiting.busy = !!session || !!call.ready;
    if (!waiting.busy) return drain();
    if (session) {
      // Offline, ClerkJS tries again for minutes; a call must not wait for that.
      limit(call, waiting, wait || 5000);
      try {
        waiting.token = (await session.getToken()) || undefined;
      } catch {
        waiting.token = undefined;
      }
    }
    await call.ready;
    if (!queue.has(call)) return;
    // The account may have been switched meanwhile: the token of one must not go with the session ID of another.
    const now = session && clerk.session();
    if (session && !(now && now.id === session.id)) return prepare(call, waiting);
    waiting.busy = false;
    drain();
  };

  const release = () => {
    for (const [call, waiting] of queue) if (waiting.held) void prepare(call, waiting);
    drain();
  };

  const changed = () => {
    if (!holds()) release();
  };

  const giveUp = (reason: string) => {
    if (stopped || !waitsForFirst) return;
    // A Clerk may know its session and not have told.
    if (knows()) return release();
    waitsForFirst = false;
    say('warn', `${reason}: calls go out without a session until Clerk has one`);
    flush();
  };

  const flush = () => {
    for (const [call] of queue) {
      cancel(call);
      call.go();
    }
  };

  let look: number | undefined;
  const lookForClerk = () => {
    look = window.setTimeout(() => globalClerk() || hasClerkScript() || giveUp('there is no Clerk on this page'), 1000);
  };

  const timer = setTimeout(() => giveUp(`Clerk had no session for ${wait} ms`), wait);
  addEventListener('pagehide', flush);
  if (!waitGiven && !own) {
    if (document.readyState === 'complete') lookForClerk();
    else addEventListener('load', lookForClerk);
  }

  return {
    pass(call) {
      const held = holds();
      if (!queue.size && !held && !call.ready && !(call.wantsToken && clerk.session())) return call.go();
      const waiting: Waiting = { held, busy: false, due: Date.now() + (call.timeout || Infinity) };
      queue.set(call, waiting);
      void prepare(call, waiting);
    },
    open: () => !queue.size && !holds(),
    cancel(call) {
      cancel(call);
      drain();
    },
    changed,
    giveUp,
    stop() {
      stopped = true;
      clearTimeout(timer);
      clearTimeout(look);
      removeEventListener('pagehide', flush);
      removeEventListener('load', lookForClerk);
      flush();
    },
  };
}
