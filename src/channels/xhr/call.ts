import type { Backend } from '../../calls/backends.ts';
import type { Calls, Carried } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import type { NativeXhr } from './native.ts';

/** An installation of this channel. */
export interface Patch {
  calls: Calls;
  native: NativeXhr;
  /** The current call of each object that has ever been opened for a call of ours. */
  current: WeakMap<object, Call>;
  /** The last objects that were opened for a call of ours, without those that have been sent. */
  unsent: (object | undefined)[];
  /** How many objects have been put there. */
  noted: number;
  /** What undoes a replacement that was made later. */
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
   * Whether only the browser has opened the object, and an earlier patch of `open()` has not been asked yet: the call is going to wait,
   * and is then opened with all that it carries. An earlier patch sees one `open()` for each of the page's (E7).
   */
  isPostponed: boolean;
  /** Whether `open()` runs. What an earlier patch does in it is done again by that patch if the object is opened again (E7). */
  isOpening: boolean;
  /** What the page has done since `open()`. It is done again if the object is opened again. */
  steps: (() => void)[];
  /** The state of the object. */
  object: ObjectState;
  /** Whether the page has set `Authorization` itself (C6). */
  hasAuthorization: boolean;
  /** The call in the gate, and the arguments of `send()`, while it is held. */
  held: Departure | undefined;
  body: unknown[];
  sent: boolean;
  /** When the page has sent it, in ms on the page's clock. */
  sentAt: number;
  /** What the page reads as `readyState`, once its own timeout has ended the call while it was held (D6). */
  endState: number | undefined;
  /** What it was sent with. */
  carried: Carried | undefined;
}

/** The state of an `XMLHttpRequest` object that outlives a call. */
export interface ObjectState {
  /** Whether the shim has set `withCredentials`, and the page has not (C5). */
  credentialsAreOurs: boolean;
  /** Whether the request has been under way since it was sent. An earlier patch may open the object in its own `send()` (E7). */
  isUnderWay: boolean;
  /** Whether the shim listens to its events. */
  isHeard: boolean;
  /** Its place among the unsent objects, while it is one. */
  place: number;
  /** The page's `timeout`, while native has what is left of it (D6). */
  timeout: number | undefined;
  /** How long its call was held, in ms. */
  heldFor: number;
}
