import type { Clock } from '../../kit/clock.ts';
import type { FakeSession } from '../../kit/frame/fakeClerk.ts';
import { readBearer } from '../../kit/jwt.ts';
import type { PageWindow } from '../../kit/page.ts';
import type { SentCall } from '../../kit/recordSent.ts';
import { type Mode, mustCarry } from '../contract.ts';
import { lineFor, lineOf, numberOf } from './carried.ts';
import type { PlannedCall } from './plan.ts';

/** How many calls of a page came to what. */
export interface Totals {
  made: number;
  /** Left with a session. */
  signedIn: number;
  answered: number;
  /** Ended by the page: aborted, or their XHR was opened for another call. */
  cut: number;
  /** Of those that were cut: how many had not left by then. */
  neverLeft: number;
}

/** What is known of one call. All are made at the start, so that what is counted does not grow. */
interface Entry {
  origin: PlannedCall['origin'];
  left: number;
  isEnded: boolean;
  isCut: boolean;
  /** Stands for what it carried when it left. */
  carried: number;
}

/** More faults are not reported. */
const MOST_FAULTS = 20;
/** In ms: a token that ends sooner is renewed before the call (C6). */
const FRESH = 10_000;
/** The longest that a call is under way, in ms. */
export const PATIENCE = 30_000;
/** Calls that are under way at a time; a browser has six connections to a server. */
const MOST_UNDER_WAY = 6;

/**
 * Follows each call of a page: it leaves once, with the session of that moment and no other, reaches the server once, and
 * ends once.
 */
export class Ledger {
  readonly totals: Totals = { made: 0, signedIn: 0, answered: 0, cut: 0, neverLeft: 0 };
  readonly faults: string[] = [];
  /** Calls that have not ended. */
  open = 0;
  #underWay = 0;
  #wake = () => {};
  readonly #entries: Entry[];

  constructor(
    size: number,
    private readonly window: PageWindow,
    private readonly clock: Clock,
    private readonly mode: Mode,
  ) {
    this.#entries = Array.from({ length: size }, () => ({
      origin: 'page',
      left: 0,
      isEnded: false,
      isCut: false,
      carried: 0,
    }));
  }

  fault(what: string): void {
    if (this.faults.length < MOST_FAULTS) this.faults.push(what);
  }

  /** A call is made. */
  make(n: number, { origin }: PlannedCall): void {
    this.#of(n).origin = origin;
    this.open++;
    this.totals.made++;
  }

  /** A call is sent: with what Clerk says at this moment (C3). */
  send(call: SentCall): void {
    const { method, url, authorization, isSynchronous, credentials } = call;
    const n = numberOf(url);
    if (n === undefined) return;
    const entry = this.#of(n);
    const isOurs = entry.origin !== 'foreign';
    const session = this.window.Clerk?.session;
    if (isOurs && session) this.totals.signedIn++;
    const hasToken = !isSynchronous || (!!session && this.#hasTokenAtHand(session));
    const line = lineOf(call);
    const expected = lineFor(method, mustCarry({ isOurs, hasToken }, session?.id, this.mode));
    if (line !== expected) this.fault(`call ${n} left as ${line}; expected: ${expected}`);
    if (authorization && this.#remains(readBearer(authorization).ends) <= (isSynchronous ? 0 : FRESH))
      this.fault(`call ${n} left with a token that is about to end`);
    if (!isOurs && (credentials === true || credentials === 'include'))
      this.fault(`call ${n} is not ours, and left with credentials`);
    if (entry.left++) this.fault(`call ${n} left twice`);
    else if (entry.isCut || entry.isEnded) this.fault(`call ${n} left after it was ended`);
    else this.#underWay++;
    entry.carried = hashOf(line);
  }

  /** The page ends a call itself: it may have left or not, and need not arrive. */
  cut(n: number): void {
    const entry = this.#of(n);
    if (!entry.isEnded) entry.isCut = true;
  }

  /** The page is told how a call ended. */
  end(n: number, how: string): void {
    const entry = this.#of(n);
    if (entry.isEnded) {
      this.fault(`call ${n} ended twice`);
      return;
    }
    entry.isEnded = true;
    this.open--;
    if (entry.left) this.#underWay--;
    if (how === 'answered') this.totals.answered++;
    else if (entry.isCut) this.totals.cut++;
    else this.fault(`call ${n} ended: ${how}`);
    if (entry.isCut && !entry.left) this.totals.neverLeft++;
    // In a task of its own: a call that is made in the middle of another's events is another matter.
    setTimeout(this.#wake);
  }

  /** Waits until there is room for one more call under way. */
  async room(): Promise<void> {
    while (this.#underWay >= MOST_UNDER_WAY) {
      await new Promise<void>((resolve) => {
        const stuck = setTimeout(() => {
          this.fault(`no call has ended for ${PATIENCE} ms`);
          this.#underWay = 0;
          resolve();
        }, PATIENCE);
        this.#wake = () => {
          clearTimeout(stuck);
          resolve();
        };
      });
    }
  }

  /** Compares with what the servers noted (`tally.ts`), once all calls have ended. */
  compare(arrived: (string[] | null)[]): void {
    for (let n = 0; n < this.totals.made; n++) {
      const { isEnded, isCut, left, carried } = this.#of(n);
      const lines = arrived[n] ?? [];
      if (!isEnded) this.fault(`call ${n} never ended, and left ${left} times`);
      else if (!left && !isCut) this.fault(`call ${n} never left`);
      else if (lines.length > left || (lines.length < left && !isCut))
        this.fault(`call ${n} left ${left} times, and arrived ${lines.length} times`);
      for (const line of lines)
        if (hashOf(line) !== carried) this.fault(`call ${n} arrived otherwise than it left: ${line}`);
    }
  }

  #of(n: number): Entry {
    return this.#entries[n] as Entry;
  }

  /** Whether Clerk has a token for a call that cannot wait. */
  #hasTokenAtHand({ lastActiveToken }: FakeSession): boolean {
    return !!lastActiveToken && this.#remains(lastActiveToken.jwt.claims.exp * 1000) > 0;
  }

  /** In ms, until a time in ms since the epoch. */
  #remains(ends: number): number {
    return ends - this.clock.now();
  }
}

/** A small number that stands for a text. */
function hashOf(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) & 0x3fffffff;
  return hash;
}
