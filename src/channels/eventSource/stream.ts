import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import { type Carried, carryNothing } from '../../calls/carried.ts';
import type { HeldCall } from '../../calls/gate.ts';
import { fireType } from '../../platform/events.ts';
import { clearTimeout, setTimeout } from '../../platform/natives.ts';
import type { StandIn } from '../../platform/standIn.ts';
import { delayAfter } from './backOff.ts';

export const EVENTS = ['open', 'message', 'error'];

export const CONNECTING = 0;
export const OPEN = 1;
export const CLOSED = 2;

/** In ms. How long a stream waits at most for the organization to be switched. */
const SWITCH = 2000;

/** The state of this channel that its streams share. */
export interface Streams {
  calls: Calls;
  /** The streams that are not closed. */
  live: Stream[];
  /** Whether the channel is uninstalled. From then on, connections carry nothing of the session (A6, I5). */
  isOver: boolean;
}

/** Where the events come from. */
export interface Connection {
  readyState(): number;
  close(): void;
  /** Starts to listen to a type of events. */
  hear?(type: string): void;
}

/** What the page has constructed. */
interface Source {
  /** The page's object. */
  target: EventTarget;
  /** Absolute, and without the session ID. */
  url: string;
  /** What the page wants. */
  withCredentials: boolean;
  /** Whether each connection needs a session token. */
  wantsToken: boolean;
}

/**
 * What the page gets instead of an `EventSource`. Its connections follow one another, each with the session that is
 * active when it opens (I2).
 */
export class Stream implements HeldCall, StandIn {
  readonly handlers = { __proto__: null } as unknown as StandIn['handlers'];
  readonly ready = undefined;
  readonly timeout = undefined;
  /** The types of events that the page listens to. */
  readonly types = { __proto__: null } as unknown as { [type: string]: true };
  /** How long to wait before reconnecting, in ms. The server can set it. */
  retry = 3000;
  lastEventId = '';
  private _connection: Connection | undefined;
  /** The context of the connection and of the last event ID. */
  private _context: string | null | undefined;
  /** Whether it is closed, by the page or by a failure. */
  private _isClosed = false;
  private _isInGate = false;
  private _timer: number | undefined;
  /** How many connections have failed since the last one that opened. */
  private _failures = 0;

  readonly target: EventTarget;
  readonly url: string;
  readonly withCredentials: boolean;
  readonly wantsToken: boolean;

  constructor(
    readonly streams: Streams,
    readonly backend: Backend,
    { target, url, withCredentials, wantsToken }: Source,
    private readonly _connect: (stream: Stream, carried: Carried) => Connection,
  ) {
    this.target = target;
    this.url = url;
    this.withCredentials = withCredentials;
    this.wantsToken = wantsToken;
    for (let i = 0; i < EVENTS.length; i++) this.types[EVENTS[i] as string] = true;
    const { live } = streams;
    live[live.length] = this;
  }

  /** Connects, after the wait. */
  start(): void {
    this._timer = undefined;
    this._isInGate = true;
    this.streams.calls.gate.enqueue(this);
  }

  send(token?: string | null): void {
    const { streams, backend, url, wantsToken } = this;
    const { calls, isOver } = streams;
    this._isInGate = false;
    const context = isOver ? undefined : calls.context(backend);
    // It belongs to the previous account's stream.
    if (context !== this._context) this.lastEventId = '';
    this._context = context;
    const carried = isOver
      ? carryNothing(url)
      : calls.carry(backend, { method: 'EventSource', url, from: calls.base }, wantsToken, token);
    try {
      this._connection = this._connect(this, carried);
    } catch {
      // The browser rejects the URL, for example because the page's Content Security Policy does not allow it.
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

  /** Records that the connection is open. */
  opened(): void {
    this._failures = 0;
  }

  /**
   * Handles a refused connection (any status but 200): closes the stream, as native does. There are two exceptions, in
   * which the page would otherwise lose the object for good: when signed out, it waits for the next session; if it
   * lacked a token that it needs, it reconnects.
   *
   * @param isFinal whether the server tells clients to stop reconnecting (204)
   */
  onRefused({ token }: Carried, isFinal: boolean): void {
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

  /** Reconnects, after the delay that the server wants. While connections fail, the delays grow. */
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
   * Reconnects immediately if the context has changed. ClerkJS does not always emit that (D2a), so each event checks
   * it, too.
   *
   * @returns whether the connection's events are no longer for the page
   */
  follow(): boolean {
    const { streams, backend } = this;
    // In the queue, it will get the session that is active when it connects.
    if (this._isClosed || this._isInGate || streams.isOver) return false;
    const context = streams.calls.context(backend);
    if (context === undefined || context === this._context) return false;
    this._failures = 0;
    // Until ClerkJS 5 and 6 have switched, they may name the former organization once more.
    if (!streams.calls.isSwitching()) this._startIn(0);
    else if (this._timer === undefined) this._startIn(SWITCH);
    return true;
  }

  /** Whether its connection carries session data, which must not be sent again (A6). */
  isOutdated(): boolean {
    return this.streams.isOver && !!this._context;
  }

  /** Lets it connect when the shim is uninstalled, if nothing else would (A6). */
  letGo(): void {
    if (!this._connection && !this._isInGate && this._timer === undefined) this.start();
  }

  private _startIn(delay: number): void {
    this._lose();
    // In the event, the page may have closed it, or switched accounts.
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
