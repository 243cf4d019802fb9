import type { Clerk, ClerkListener } from '../clerk/clerk.ts';
import type { Settings } from '../config/options.ts';
import { gaveUp, NO_CLERK, type Say, timeIsUp } from '../messages.ts';
import { clearTimeout, setTimeout } from '../platform/natives.ts';
import type { ClerkSession } from '../types.ts';
import { NO_CLERK_AFTER } from './timeLimits.ts';

/**
 * - `loading`: Clerk does not know its session yet. Calls are held.
 * - `known`: Clerk's session has been known at least once. If it is `undefined` now, the user is switching accounts,
 *   and calls are held (D4).
 * - `gave up`: the wait is over (D2, D3).
 * - `absent`: the wait is over because there was no sign of Clerk. It starts again when Clerk appears (D3a).
 * - `stopped`: the shim is uninstalled (A6).
 */
type Phase = 'loading' | 'known' | 'gave up' | 'absent' | 'stopped';

/** What the wait tells the queue. */
export interface WaitListener {
  /** Whether no call waits. */
  isEmpty(): boolean;
  /** Is called when held calls may be sent. */
  release(): void;
  /** Is called when anything about Clerk may have changed, and released calls have been sent. Must not throw. */
  changed(): void;
}

/** Decides whether calls must wait for Clerk, and ends the wait (rule D). */
export class ClerkWait implements ClerkListener {
  phase: Phase = 'gave up';
  /** Whether the user is leaving the page. Between `pagehide` and `pageshow` nothing waits (D3b). */
  isLeaving = false;
  /** Who is told about the wait: the queue, which sets it. */
  queue!: WaitListener;
  private _timer: number | undefined;
  private _look: number | undefined;

  constructor(
    private readonly _clerk: Clerk,
    private readonly _settings: Settings,
    private readonly _say: Say,
  ) {
    _clerk.subscribe(this);
    if (_settings.wait) this._start();
    addEventListener('pagehide', this);
    addEventListener('pageshow', this);
    if (_settings.waitGiven || _settings.clerk) return;
    if (document.readyState === 'complete') this._lookForClerk();
    else addEventListener('load', this);
  }

  /** Must be called when anything about Clerk may have changed. */
  changed(): void {
    if (this.phase !== 'stopped') {
      this._clerk.follow(this.isLeaving, this.phase === 'loading');
      this._noteSession();
    }
    // Until Clerk knows its session, its cookie may answer, and to read that takes time in Chromium (156).
    const isIdle = this.phase === 'loading' && this.queue.isEmpty();
    if (isIdle || !this.holdsNow()) this.queue.release();
    // Clerk has appeared (D3a), or a frame now has a Clerk of its own instead of an ancestor's (J1).
    else if (this.phase !== 'loading' && !this._clerk.loaded()) this._start();
    this.queue.changed();
  }

  /** Ends the wait for Clerk's first session, with a warning (D2, D3). */
  giveUp(reason: string, phase: Phase = 'gave up'): void {
    if (this.phase !== 'loading') return;
    // Clerk may know its session without having called its listeners (D2a).
    if (!this._noteSession()) {
      this.phase = phase;
      clearTimeout(this._timer);
      this._say('warn', gaveUp(reason));
    }
    this.queue.release();
  }

  /** Releases all calls, and holds none from now on (A6). */
  stop(): void {
    this.phase = 'stopped';
    clearTimeout(this._timer);
    clearTimeout(this._look);
    for (const type of ['pagehide', 'pageshow', 'load']) removeEventListener(type, this);
    this.queue.release();
  }

  handleEvent({ type }: Event): void {
    if (type === 'load') this._lookForClerk();
    else {
      this.isLeaving = type === 'pagehide';
      this.changed();
    }
  }

  /** Whether no call waits for Clerk now, whatever its session. */
  holdsNothing(): boolean {
    return !this._settings.wait || this.isLeaving || this.phase === 'stopped';
  }

  /** Whether a call must wait for Clerk, unless it wants a token of a JWT template (C9). */
  holdsNow(): boolean {
    return !this.holdsNothing() && this.holds(this._clerk.session());
  }

  /**
   * Whether a call must wait for Clerk.
   *
   * @param session the session that it would carry
   */
  holds(session: ClerkSession | null | undefined): boolean {
    const { phase, _clerk: clerk } = this;
    if (this.holdsNothing() || session !== undefined) return false;
    return phase === 'loading' || clerk.loaded() || (phase !== 'gave up' && clerk.inSight());
  }

  /** How long a call is held from now on at most, in ms. */
  limit(): number {
    // The wait for Clerk's first session has its own timer.
    return this.phase === 'loading' ? Infinity : this._settings.wait;
  }

  private _start(): void {
    const { wait } = this._settings;
    this.phase = 'loading';
    this._timer = setTimeout(() => this.giveUp(timeIsUp(wait)), wait);
  }

  private _lookForClerk(): void {
    this._look = setTimeout(() => this._clerk.inSight() || this.giveUp(NO_CLERK, 'absent'), NO_CLERK_AFTER);
  }

  private _noteSession(): boolean {
    if (!this._clerk.knows()) return false;
    this.phase = 'known';
    clearTimeout(this._timer);
    return true;
  }
}
