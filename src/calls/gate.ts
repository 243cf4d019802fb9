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
  /** Calls that wait for Clerk. They leave in their order (D1). */
  private readonly _held = new Map<Departure, Waiting>();
  /** Calls that wait for something of their own. They hold up no other call. */
  private readonly _busy = new Map<Departure, Waiting>();

  /** Sends a call, now or later. */
  pass(call: Departure): void {
    const waiting = { since: Date.now(), isReady: !call.ready, limit: 0 };
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
    return !this._held.size && !this._holds();
  }

  /** Forgets a call that waits. */
  cancel(call: Departure): void {
    for (const calls of [this._held, this._busy]) {
      const waiting = calls.get(call);
      if (waiting) clearTimeout(waiting.timer);
      calls.delete(call);
    }
  }

  protected _release(): void {
    for (const [call, waiting] of [...this._held]) if (this._held.has(call)) this._advance(call, waiting);
    if (this.left || this._phase === 'stopped') {
      for (const [call, waiting] of [...this._busy]) this._advance(call, waiting);
    }
  }

  /** Takes a call as far as it gets: it waits for Clerk, for its body, for its token, or it leaves. */
  private _advance(call: Departure, waiting: Waiting): void {
    this.cancel(call);
    const { left, _phase: phase } = this;
    if (this._holds()) this._keep(this._held, call, waiting, Date.now() + this._limit());
    else if (!waiting.isReady && !left) this._keep(this._busy, call, waiting, Infinity);
    else {
      const session = call.wantsToken && phase !== 'stopped' && this._clerk.session();
      if (!session) call.go();
      // Offline, the call fails at once, as natively; while the page is left, there is no time (D3b).
      else if (left || navigator.onLine === false) call.go(this._clerk.tokenNow());
      else void this._awaitToken(call, waiting, session);
    }
  }

  private async _awaitReady(call: Departure, waiting: Waiting): Promise<void> {
    await call.ready;
    waiting.isReady = true;
    if (this._busy.has(call)) this._advance(call, waiting);
  }

  private async _awaitToken(call: Departure, waiting: Waiting, session: ClerkSession): Promise<void> {
    waiting.tokenLimit = waiting.tokenLimit || Date.now() + TOKEN_LIMIT;
    this._keep(this._busy, call, waiting, waiting.tokenLimit);
    const token = await this._clerk.token(session);
    if (!this._busy.has(call)) return;
    // The token of one account never leaves with the session ID of another (C3).
    const now = this._clerk.session();
    if (now && now.id === session.id) this._depart(call, token);
    else this._advance(call, waiting);
  }

  private _keep(calls: Map<Departure, Waiting>, call: Departure, waiting: Waiting, limit: number): void {
    calls.set(call, waiting);
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
      else this._expire(call);
    }, next);
  }

  private _expire(call: Departure): void {
    if (this._held.has(call)) {
      // Clerk may know its session, and nobody has told (D2a).
      this.changed();
      if (!this._held.has(call)) return;
      this._say('warn', HELD_TOO_LONG);
    }
    this._depart(call);
  }

  private _depart(call: Departure, token?: string): void {
    this.cancel(call);
    call.go(token);
  }
}
