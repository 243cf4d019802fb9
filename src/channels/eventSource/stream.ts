import type { Backend } from '../../calls/backends.ts';
import type { Calls, Carried } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import { fireType } from '../../platform/events.ts';
import { clearTimeout, setTimeout } from '../../platform/natives.ts';
import type { StandIn } from '../../platform/standIn.ts';

export const EVENTS = ['open', 'message', 'error'];

export const CONNECTING = 0;
export const OPEN = 1;
export const CLOSED = 2;

/** What brings the events. */
export interface Connection {
  readyState(): number;
  close(): void;
  /** Is called for each type of events that the page listens to. */
  hear?(type: string): void;
}

/** What the page has in place of an `EventSource`. One connection follows the other, each with the session of its moment (I2). */
export class Stream implements Departure, StandIn {
  readonly handlers = Object.create(null);
  readonly ready = undefined;
  readonly timeout = undefined;
  /** The types of events that the page listens to. */
  readonly types = new Set(EVENTS);
  /** How long to wait before a new connection, in ms. The server can set it. */
  retry = 3000;
  lastEventId = '';
  private _connection: Connection | undefined;
  /** The session and the organization that the connection belongs to. */
  private _context: string | null | undefined;
  /** Whether it is closed, by the page or by a failure. */
  private _isClosed = false;
  private _timer: number | undefined;

  /**
   * @param live all that are not closed
   * @param target the page's object
   * @param url without the session ID; absolute
   * @param withCredentials what the page wants
   * @param wantsToken whether each connection needs a session token
   */
  constructor(
    readonly calls: Calls,
    private readonly _live: Set<Stream>,
    readonly backend: Backend,
    readonly target: EventTarget,
    readonly url: string,
    readonly withCredentials: boolean,
    readonly wantsToken: boolean,
    private readonly _connect: (stream: Stream, carried: Carried) => Connection,
  ) {
    _live.add(this);
  }

  /** Connects, when it has waited. */
  start(): void {
    this.calls.gate.pass(this);
  }

  go(token?: string): void {
    const { calls, backend, wantsToken } = this;
    this._context = calls.context(backend);
    const carried = calls.carry(backend, 'EventSource', this.url, wantsToken, token);
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
    this._live.delete(this);
    this.calls.gate.cancel(this);
    this._disconnect();
  }

  /** Ends it for good. */
  fail(): void {
    this.close();
    fireType(this.target, 'error');
  }

  /** Connects anew, after a delay in ms. */
  reconnect(delay: number): void {
    this._disconnect();
    fireType(this.target, 'error');
    // The page may have closed it in the event.
    if (!this._isClosed) this._timer = setTimeout(() => this.start(), delay);
  }

  hear(type: string): void {
    const { types, _connection: connection } = this;
    if (types.has(type)) return;
    types.add(type);
    if (connection && connection.hear) connection.hear(type);
  }

  /** Connects anew if another account or organization is active. */
  follow(): void {
    const context = this.calls.context(this.backend);
    // While it has no connection, it waits, and gets the session of the moment when it connects.
    if (!this._connection || context === undefined || context === this._context) return;
    // It is of another account's stream. A native source cannot send it, either.
    this.lastEventId = '';
    this.reconnect(0);
  }

  private _disconnect(): void {
    clearTimeout(this._timer);
    if (this._connection) this._connection.close();
    this._connection = undefined;
  }
}
