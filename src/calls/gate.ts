import { broken, HELD_TOO_LONG } from '../messages.ts';
import type { ClerkSession } from '../types.ts';
import { ClerkWait } from './clerkWait.ts';
import { TIMEOUT_LOOK, TOKEN_LIMIT } from './limits.ts';

/** A call of ours on its way out. */
export interface Departure {
  /** Sends the call, with the session of this moment. Must not throw. */
  go(token?: string): void;
  /** Whether it carries a session token, which the gate then asks ClerkJS for (C6). */
  readonly wantsToken: boolean;
  /** Settles when the call has all it needs, such as a body that is still being read. Must not reject. */
  readonly ready: Promise<unknown> | undefined;
  /** The call's own timeout at this moment, in milliseconds; 0 for none (D6). */
  timeout?(): number;
}

interface Waiting {
  /** When the call was made, in ms since the epoch, as are the others. */
  since: number;
  isReady: boolean;
  /** Whether it waits for Clerk; those calls leave in their order (D1). Others hold up no call. */
  isHeld: boolean;
  /** When this wait ends at the latest. */
  limit: number;
  timer?: number;
  /** When the wait for a token ends. */
  tokenLimit?: number;
}

/**
 * Where calls of ours wait: for Clerk (rule D), then for what each of them needs (C6, D5a). A call that needs nothing, or
 * that has waited long enough, leaves at once.
 */
export class Gate extends ClerkWait {
  private readonly _calls = new Map<Departure, Waiting>();

  /** Sends a call, now or later. */
  pass(call: Departure): void {
    const waiting: Waiting = { since: Date.now(), isReady: !call.ready, isHeld: false, limit: 0 };
    try {
      // Held calls leave first, if Clerk knows its session and nobody has told (D2a).
      this.changed();
      if (call.ready) void this._awaitReady(call, waiting);
      this._advance(call, waiting);
    } catch (error) {
      this._say('error', broken(error));
      this._depart(call);
    }
  }

  /** Whether a call that needs nothing else would leave at once. */
  open(): boolean {
    if (this._calls.size) for (const [, { isHeld }] of this._calls) if (isHeld) return false;
    return !this._holds();
  }

  /** Forgets a call that waits. */
  cancel(call: Departure): void {
    const waiting = this._calls.get(call);
    if (waiting) clearTimeout(waiting.timer);
    this._calls.delete(call);
  }

  protected _release(): void {
    for (const [call, waiting] of [...this._calls]) {
      const isOver = waiting.isHeld || this.left || this._phase === 'stopped';
      if (isOver && this._calls.has(call)) this._advance(call, waiting);
    }
  }

  /** Takes a call as far as it gets: it waits for Clerk, for its body, for its token, or it leaves. */
  private _advance(call: Departure, waiting: Waiting): void {
    const { left, _phase: phase } = this;
    waiting.isHeld = this._holds();
    if (waiting.isHeld) this._keep(call, waiting, Date.now() + this._limit());
    else if (!waiting.isReady && !left) this._keep(call, waiting, Infinity);
    else {
      const session = call.wantsToken && phase !== 'stopped' && this._clerk.session();
      if (!session) this._depart(call);
      // Offline, the call fails at once, as natively; while the page is left, there is no time (D3b).
      else if (left || navigator.onLine === false) this._depart(call, this._clerk.tokenNow());
      else void this._awaitToken(call, waiting, session);
    }
  }

  private async _awaitReady(call: Departure, waiting: Waiting): Promise<void> {
    await call.ready;
    waiting.isReady = true;
    if (this._calls.has(call) && !waiting.isHeld) this._advance(call, waiting);
  }

  private async _awaitToken(call: Departure, waiting: Waiting, session: ClerkSession): Promise<void> {
    waiting.tokenLimit = waiting.tokenLimit || Date.now() + TOKEN_LIMIT;
    this._keep(call, waiting, waiting.tokenLimit);
    const token = await this._clerk.token(session);
    if (!this._calls.has(call)) return;
    // The token of one account never leaves with the session ID of another (C3).
    const now = this._clerk.session();
    if (now && now.id === session.id) this._depart(call, token);
    else this._advance(call, waiting);
  }

  private _keep(call: Departure, waiting: Waiting, limit: number): void {
    this.cancel(call);
    this._calls.set(call, waiting);
    waiting.limit = limit;
    this._watch(call, waiting);
  }

  /** Ends a call's wait at its limit, or when its own timeout is over, which the page can change at any time (D6). */
  private _watch(call: Departure, waiting: Waiting): void {
    const remaining = () => {
      const timeout = call.timeout && call.timeout();
      return Math.min(waiting.limit, timeout ? waiting.since + timeout : Infinity) - Date.now();
    };
    const next = Math.min(remaining(), call.timeout ? TIMEOUT_LOOK : Infinity);
    if (next === Infinity) return;
    waiting.timer = window.setTimeout(() => {
      if (remaining() > 0) this._watch(call, waiting);
      else this._expire(call, waiting);
    }, next);
  }

  private _expire(call: Departure, waiting: Waiting): void {
    if (waiting.isHeld) {
      // Clerk may know its session, and nobody has told (D2a).
      this.changed();
      if (!waiting.isHeld || !this._calls.has(call)) return;
      this._say('warn', HELD_TOO_LONG);
    }
    this._depart(call);
  }

  private _depart(call: Departure, token?: string): void {
    this.cancel(call);
    call.go(token);
  }
}
