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
  /** What it was sent with. */
  carried: Carried | undefined;
}

/** The state of an `XMLHttpRequest` object that outlives a call. */
export interface ObjectState {
  /** Whether the shim has set `withCredentials`, and the page has not (C5). */
  credentialsAreOurs: boolean;
  /** Whether the shim listens to its events. */
  isHeard: boolean;
  /** Its place among the unsent objects, while it is one. */
  place: number;
}
