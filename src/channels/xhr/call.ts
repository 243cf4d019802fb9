import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Carried } from '../../calls/carried.ts';
import type { HeldCall } from '../../calls/gate.ts';
import type { NativeXhr } from './native.ts';

/** An installation of this channel. */
export interface XhrChannel {
  calls: Calls;
  native: NativeXhr;
  /** The current call of each object that was ever opened for one of our calls. */
  current: WeakMap<object, Call>;
  /** The last objects that were opened for one of our calls and not sent. */
  unsent: (object | undefined)[];
  /** How many objects were ever added to `unsent`. */
  noted: number;
  /** Undo functions of replacements that were made later. */
  undo: (() => void)[];
  /** Whether `readyState` is replaced. */
  showsEndState: boolean;
}

/** A call, from `open()` to the next `open()`. */
export interface Call {
  /** Its backend; nothing if it is not ours. */
  backend: Backend | undefined;
  /** The arguments of `open()`, as strings. */
  args: unknown[];
  /** The base URL at `open()`; empty if the page's URL is absolute. */
  base: string;
  /** The URL that the native object is opened with. */
  opened: string;
  /**
   * Whether the object was opened by the browser's own method, bypassing earlier patches of `open()`: the call is going
   * to wait, and is then opened through them with all that it carries. So an earlier patch sees one `open()` for each
   * of the page's (E7).
   */
  isPostponed: boolean;
  /**
   * Whether `open()` is running. Steps that an earlier patch takes in it are not recorded: the patch repeats them if
   * the object is reopened (E7).
   */
  isOpening: boolean;
  /** What the page has done since `open()`, to be replayed if the shim reopens the object. */
  steps: (() => void)[];
  /** The state of the object. */
  object: ObjectState;
  /** Whether the page has set the token's header itself (C6). */
  hasHeader: boolean;
  /** The queued call, and below the arguments of `send()`, while it is held. */
  held: HeldCall | undefined;
  body: unknown[];
  sent: boolean;
  /** When the page called `send()`, in ms on the page's clock. */
  sentAt: number;
  /** What the page reads as `readyState`, once the call's own timeout has expired while it was held (D6). */
  endState: number | undefined;
  /** Whether it needs a session token (C6). */
  wantsToken: boolean;
  /** The token to send it with, if there is one; `null` if there was no time to request it. */
  token: string | null | undefined;
  /** What it was sent with. */
  carried: Carried | undefined;
}

/** The state of an `XMLHttpRequest` object that outlives a call. */
export interface ObjectState {
  /** Whether the shim has set `withCredentials`, and the page has not (C5). */
  credentialsAreOurs: boolean;
  /** Whether the request has started since `send()`. An earlier patch may open the object in its own `send()` (E7). */
  isUnderWay: boolean;
  /** Whether the shim listens to its events. */
  isHeard: boolean;
  /** Its index in `unsent`, while it is there. */
  place: number;
  /** The page's `timeout`, while native is set to the remaining time (D6). */
  timeout: number | undefined;
  /** How long its call was held, in ms. */
  heldFor: number;
}
