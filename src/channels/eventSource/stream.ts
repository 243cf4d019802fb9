import type { Backend } from '../../calls/backends.ts';
import type { Calls, Carried } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import { fireType } from '../../platform/events.ts';
import { clearTimeout, setTimeout } from '../../platform/natives.ts';
import type { StandIn } from '../../platform/standIn.ts';
import { delayAfter } from './backOff.ts';

export const EVENTS = ['open', 'message', 'error'];

export const CONNECTING = 0;
export const OPEN = 1;
export const CLOSED = 2;

/** An installation of this channel, as its streams see it. */
export interface Streams {
  calls: Calls;
  /** Those that are not closed. */
  live: Stream[];
  /** Whether it is undone. Nothing of the session is added to a connection from then on (A6, I5). */
  isOver: boolean;
}

/** What brings the events. */
export interface Connection {
  readyState(): number;
  close(): void;
  /** Is called for each type of events that the page listens to. */
  hear?(type: string): void;
}

/** What the page has in place of an `EventSource`. One connection follows the other, each with the session of its moment (I2). */
export class Stream implements Departure, StandIn {
  readonly handlers = { __proto__: null } as unknown as StandIn['handlers'];
  readonly ready = undefined;
  readonly timeout = undefined;
  /** The types of events that the page listens to. */
  readonly types = { __proto__: null } as unknown as { [type: string]: true };
  /** How long to wait before a new connection, in ms. The server can set it. */
  retry = 3000;
  lastEventId = '';
  private _connection: Connection | undefined;
  /** The session and the organization that the connection, and the last event ID, belong to. */
  private _context: string | null | undefined;
  /** Whether it is closed, by the page or by a failure. */
  private _isClosed = false;
  private _isInGate = false;
  private _timer: number | undefined;
  /** How many connections have failed since one was open. */
  private _failures = 0;

  /**
   * @param target the page's object
   * @param url without the session ID; absolute
   * @param withCredentials what the page wants
   * @param wantsToken whether each connection needs a session token
   */
  constructor(
    readonly streams: Streams,
    readonly backend: Backend,
    readonly target: EventTarget,
    readonly url: string,
    readonly withCredentials: boolean,
    readonly wantsToken: boolean,
    private readonly _connect: (stream: Stream, carried: Carried) => Connection,
  ) {
    for (let i = 0; i < EVENTS.length; i++) this.types[EVENTS[i] as string] = true;
    const { live } = streams;
    live[live.length] = this;
  }

  /** Connects, when it has waited. */
  start(): void {
    this._timer = undefined;
    this._isInGate = true;
    this.streams.calls.gate.pass(this);
  }

  go(token?: string): void {
    const { streams, backend, url, wantsToken } = this;
    const { calls, isOver } = streams;
    this._isInGate = false;
    const context = isOver ? undefined : calls.context(backend);
    // It is of another account's stream.
    if (context !== this._context) this.lastEventId = '';
    this._context = context;
    const carried = isOver ? nothing(url) : calls.carry(backend, 'EventSource', url, wantsToken, token);
    try {
      this._connection = this._connect(this, carried);
    } catch {
      // Native refuses it: it is not allowed by the page's Content Security Policy, for one.
      this.close();
      setTimeout(() => fireType(this.target, 'error'), 0);
    }
  }

  readyState(): number {
    if (this._isClosed) return CLOSED;
    return this._connection ? this._connection.readyState() : CONNECTING;
  }

  close(): void {
    this._isClosed = true;
    const { calls, live } = this.streams;
    let kept = 0;
    for (let i = 0; i < live.length; i++) if (live[i] !== this) live[kept++] = live[i] as Stream;
    live.length = kept;
    calls.gate.cancel(this);
    this._disconnect();
  }

  /** Takes note that the connection is open. */
  opened(): void {
    this._failures = 0;
  }

  /**
   * Ends what the backend has refused (any status but 200), as native does. There are two exceptions, since the object would be
   * lost to the page for good: signed out, it waits for the next session; without a token that it should have had, it tries again.
   *
   * @param isFinal whether the server says that nobody is to come back (204)
   */
  refuse({ token }: Carried, isFinal: boolean): void {
    const { streams, wantsToken, _context: context } = this;
    if (!isFinal && !streams.isOver) {
      if (!context) {
        this._lose();
        return;
      }
      if (wantsToken && !token) {
        this.reconnect();
        return;
      }
    }
    this.close();
    fireType(this.target, 'error');
  }

  /** Connects anew, after the delay that the server wants. While it fails, the delays grow. */
  reconnect(): void {
    this._startIn(delayAfter(this.retry, this._failures++));
  }

  hear(type: string): void {
    const { types, _connection: connection } = this;
    if (types[type]) return;
    types[type] = true;
    if (connection && connection.hear) connection.hear(type);
  }

  /**
   * Connects anew if another account or organization is active, at once. ClerkJS does not always tell of that (D2a), so that each
   * event asks, too.
   *
   * @returns whether what the connection brings is no longer for the page
   */
  follow(): boolean {
    const { streams, backend } = this;
    // In the gate, it gets the session of the moment when it connects.
    if (this._isClosed || this._isInGate || streams.isOver) return false;
    const context = streams.calls.context(backend);
    if (context === undefined || context === this._context) return false;
    this._failures = 0;
    this._startIn(0);
    return true;
  }

  /** Whether its connection has something of the session, which must not go out again (A6). */
  isOutdated(): boolean {
    return this.streams.isOver && !!this._context;
  }

  /** Lets it connect when the shim goes, if nothing else would (A6). */
  letGo(): void {
    if (!this._connection && !this._isInGate && this._timer === undefined) this.start();
  }

  private _startIn(delay: number): void {
    this._lose();
    // In the event, the page may have closed it, or switched the account.
    if (!this._isClosed && this._timer === undefined) this._timer = setTimeout(() => this.start(), delay);
  }

  /** Ends the connection, as if it had been lost. */
  private _lose(): void {
    const hadConnection = this._connection;
    this._disconnect();
    if (hadConnection) fireType(this.target, 'error');
  }

  private _disconnect(): void {
    clearTimeout(this._timer);
    this._timer = undefined;
    if (this._connection) this._connection.close();
    this._connection = undefined;
  }
}

/** What a connection carries that is made after the shim is gone. */
const nothing = (url: string): Carried => ({
  url,
  credentials: false,
  token: undefined,
  id: undefined,
  hasOwnAuthorization: false,
});
