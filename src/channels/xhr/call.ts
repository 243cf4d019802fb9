import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import type { NativeXhr } from './native.ts';

/** One installation of this channel. */
export interface Patch {
  calls: Calls;
  native: NativeXhr;
  /** The call that each object is open for, from its first call of ours on. */
  current: WeakMap<object, Call>;
  /** Objects that are opened for a call of ours, and not sent. */
  unsent: Set<object>;
}

/** A call, from `open()` until the next one. */
export interface Call {
  /** Where it goes; nothing if it is not ours. */
  backend: Backend | undefined;
  /** `open()`'s arguments as strings, with the page's URL. */
  args: unknown[];
  /** What the page's URL is relative to; nothing if it is absolute. */
  base: string;
  /** The URL that the native object is opened with. */
  opened: string;
  /** What the page has done since, to be done again if the object is opened anew. */
  steps: (() => void)[];
  /** What is known of the object. */
  object: ObjectState;
  /** Whether the page has set `Authorization` itself (C6). */
  hasAuthorization?: boolean;
  /** Where it waits, and `send()`'s arguments as they were then. */
  held?: Departure | undefined;
  body?: unknown[];
  sent?: boolean;
}

/** What is known of an `XMLHttpRequest` object from one call to the next. */
export interface ObjectState {
  /** Whether `withCredentials` is ours, and `false` to the page (C5). */
  credentialsAreOurs?: boolean;
  /** Whether its events are listened to. */
  isHeard?: boolean;
  /** When it can be sent again, after an abort while it was held. */
  settled?: Promise<void> | undefined;
}
