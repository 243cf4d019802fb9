import type { Clerk } from '../clerk/clerk.ts';
import { TOKEN_LIMIT } from '../clerk/tokens.ts';
import { CookieSession } from '../clerk/warmStart.ts';
import type { Settings } from '../config/options.ts';
import { broken, HELD_TOO_LONG, type Say } from '../messages.ts';
import { clearTimeout, now, setTimeout } from '../platform/natives.ts';
import type { ClerkSession } from '../types.ts';
import type { Backend } from './backends.ts';
import type { ClerkWait, WaitListener } from './clerkWait.ts';
import { SOCKET_WAIT, TOKEN_TRIES } from './timeLimits.ts';

/** A call in the queue. */
export interface HeldCall {
  /**
   * Sends the call with the current session. Must not throw.
   *
   * @param token `null` if it had to be requested, and there was no time
   */
  send(token?: string | null): void;
  /** Whether the gate must request a session token from ClerkJS (C6). */
  readonly wantsToken: boolean;
  /** Whose call it is. */
  readonly backend: Backend;
  /** Settles when the call is complete, such as when its body has been read. Must not reject. */
  readonly ready: Promise<unknown> | undefined;
  /** Returns the call's own current timeout, in ms; 0 for none (D6). */
  timeout: (() => number) | undefined;
  /** Whether it waits at most {@link SOCKET_WAIT}, unless `data-wait` is given. */
  readonly isImpatient?: boolean;
  /** Ends the call as its own timeout would, without sending it. Must not throw. */
  timeOut?: () => void;
}

interface Waiting {
  /** When the call was made, in ms on the page's clock, like the other times. */
  since: number;
  isReady: boolean;
  /** Whether it waits for Clerk. Such calls are sent in order (D1); the others delay no call. */
  isHeld: boolean;
  /** Whether it waits until the user has switched organizations (C3). */
  isBetween: boolean;
  /** When the current wait ends at the latest. */
  limit: number;
  timer: number | undefined;
  /** When the wait for a token ends; 0 until it starts. */
  tokenLimit: number;
  /** How many tokens belonged to another context than the one that was active when they arrived. */
  tokensMissed: number;
}

/**
 * Queues our calls: each waits for Clerk (rule D), then until it is complete (D5a), then for its token (C6). A call
 * that need not wait, or has waited long enough, is sent immediately.
 */
export class Gate implements WaitListener {
  private readonly _calls = new Map<HeldCall, Waiting>();
  private readonly _listeners: (() => void)[] = [];

  constructor(
    private readonly _wait: ClerkWait,
    private readonly _clerk: Clerk,
    private readonly _settings: Settings,
    private readonly _say: Say,
  ) {
    _wait.queue = this;
  }

  /** Calls a listener when the context may have changed, after held calls have been sent. The listener must not throw. */
  onChange(listener: () => void): void {
    this._listeners.push(listener);
  }

  /** Sends held calls and calls the listeners, if Clerk's session has changed without an emission (D2a). */
  catchUp(): void {
    this._wait.changed();
  }

  /** Sends a call, immediately or after its wait. */
  enqueue(call: HeldCall): void {
    const waiting: Waiting = {
      since: now(),
      isReady: !call.ready,
      isHeld: false,
      isBetween: false,
      limit: 0,
      timer: undefined,
      tokenLimit: 0,
      tokensMissed: 0,
    };
    try {
      // If Clerk knows its session but has not called its listeners, the held calls are sent first (D2a).
      this.catchUp();
      if (call.ready) void this._awaitReady(call, waiting);
      this._advance(call, waiting);
    } catch (error) {
      this._say('error', broken(error));
      this._send(call);
    }
  }

  isEmpty(): boolean {
    return !this._calls.size;
  }

  /** Whether a call that waits for nothing but Clerk would be sent immediately. */
  isOpen(): boolean {
    if (this._calls.size) for (const [, { isHeld }] of this._calls) if (isHeld) return false;
    return !this._wait.holdsNow();
  }

  /** Must be called when the timeout of a queued call has changed. */
  recheck(call: HeldCall): void {
    const waiting = this._calls.get(call);
    if (waiting) this._watch(call, waiting);
  }

  /** Removes a call from the queue. */
  cancel(call: HeldCall): void {
    const waiting = this._calls.get(call);
    if (waiting) clearTimeout(waiting.timer);
    this._calls.delete(call);
  }

  changed(): void {
    for (const listener of this._listeners) listener();
  }

  release(): void {
    const { isLeaving, phase } = this._wait;
    for (const [call, waiting] of [...this._calls]) {
      const isOver = waiting.isHeld || waiting.isBetween || isLeaving || phase === 'stopped';
      if (isOver && this._calls.has(call)) this._advance(call, waiting);
    }
  }

  /** Moves a call on to its next wait, or sends it. */
  private _advance(call: HeldCall, waiting: Waiting): void {
    const { _wait: wait } = this;
    const { isLeaving, phase } = wait;
    const template = call.wantsToken ? call.backend.source.template : undefined;
    const session = call.wantsToken || !wait.holdsNothing() ? this._clerk.session(template) : undefined;
    waiting.isHeld = wait.holds(session);
    waiting.isBetween = false;
    if (waiting.isHeld) {
      // The next session's token gets a full time limit again.
      waiting.tokenLimit = 0;
      this._keep(call, waiting, now() + wait.limit());
    } else if (!waiting.isReady && !isLeaving) this._keep(call, waiting, Infinity);
    // The cookie's session has its token with it (D8).
    else if (!call.wantsToken || phase === 'stopped' || !session || session instanceof CookieSession) this._send(call);
    // Offline, the call fails immediately, as it does natively. While the user leaves the page, there is no time (D3b).
    else if (isLeaving || navigator.onLine === false) this._send(call, this._clerk.tokenNow(template));
    else void this._awaitToken(call, waiting, session);
  }

  private async _awaitReady(call: HeldCall, waiting: Waiting): Promise<void> {
    await call.ready;
    waiting.isReady = true;
    if (this._calls.has(call) && !waiting.isHeld) this._advance(call, waiting);
  }

  private async _awaitToken(call: HeldCall, waiting: Waiting, session: ClerkSession): Promise<void> {
    waiting.tokenLimit = waiting.tokenLimit || now() + TOKEN_LIMIT;
    this._keep(call, waiting, waiting.tokenLimit);
    const { template } = call.backend.source;
    // Clerk's servers give the template's token of the organization that they know as the active one, and it does not tell
    // which that was (C9).
    waiting.isBetween = !!template && this._clerk.isSwitching(true);
    if (waiting.isBetween) return;
    const context = this._clerk.context(template);
    const token = await this._clerk.token(session, template);
    if (!this._calls.has(call)) return;
    // The context may have changed in the meantime: the ID and the token must belong to the same session (C3).
    if (this._clerk.context(template) === context) {
      // ClerkJS 4 has no token for the new organization until it has informed its servers: the call waits for Clerk's
      // next emission.
      waiting.isBetween = !token && this._clerk.isSwitching();
      if (!waiting.isBetween) this._send(call, token);
    }
    // If reading the session fails now and then, the context changes on each read and no timer gets to run: give up and
    // send (E8).
    else if (++waiting.tokensMissed > TOKEN_TRIES) this._send(call);
    else this._advance(call, waiting);
  }

  private _keep(call: HeldCall, waiting: Waiting, limit: number): void {
    // A call that is already queued keeps its place (D1).
    this._calls.set(call, waiting);
    const most = call.isImpatient && !this._settings.waitGiven ? waiting.since + SOCKET_WAIT : Infinity;
    waiting.limit = Math.min(limit, most);
    this._watch(call, waiting);
  }

  /** Ends the wait of a call at its time limit, or when its own timeout expires (D6). */
  private _watch(call: HeldCall, waiting: Waiting): void {
    const timeout = call.timeout && call.timeout();
    const own = timeout ? waiting.since + timeout : Infinity;
    const end = Math.min(waiting.limit, own);
    clearTimeout(waiting.timer);
    if (end === Infinity) return;
    waiting.timer = setTimeout(() => {
      // Timers may fire early.
      if (end > now()) this._watch(call, waiting);
      else if (end === own && call.timeOut) {
        this.cancel(call);
        call.timeOut();
      } else this._expire(call, waiting);
    }, end - now());
  }

  private _expire(call: HeldCall, waiting: Waiting): void {
    if (waiting.isHeld) {
      // Clerk may know its session without having called its listeners (D2a).
      this.catchUp();
      if (!waiting.isHeld || !this._calls.has(call)) return;
      this._say('warn', HELD_TOO_LONG);
    } else if (this._wait.holdsNow()) {
      // The user is switching accounts (D4).
      this._advance(call, waiting);
      return;
    }
    this._send(call);
  }

  private _send(call: HeldCall, token?: string | null): void {
    this.cancel(call);
    call.send(token);
  }
}
