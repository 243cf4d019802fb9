import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import { exec } from '../../platform/natives.ts';
import type { NativeXhr } from './native.ts';

/** Something that the page did between `open()` and `send()`, to be done again should the object be opened anew. */
export interface Step {
  method: 'setRequestHeader' | 'abort';
  args: unknown[];
}

/** A call of ours, from `open()` until the next one. */
export interface Call {
  backend: Backend;
  /** `open()`'s arguments as native was given them, with the page's URL. */
  args: unknown[];
  /** The URL that the native object is opened with, and the session ID in it. */
  opened: string;
  id: string | undefined;
  /** What the page's URL is relative to; nothing where it is absolute. */
  base: string;
  steps: Step[];
  sent: boolean;
  /** Where it waits, and `send()`'s arguments as they were then. */
  held: Departure | undefined;
  body: unknown[];
}

/** What is known of an `XMLHttpRequest` object that was once opened for a call of ours. */
export interface State {
  call: Call | undefined;
  /** Whether `withCredentials` is ours, and `false` to the page (C5). */
  credentialsAreOurs: boolean;
  /** Whether its failures and its ends are listened to. */
  hearsErrors: boolean;
  hearsEnds: boolean;
  /** When it can be sent again after an abort while it was held. */
  settled: Promise<void> | undefined;
}

/** One installation of this channel. */
export interface Patch {
  calls: Calls;
  native: NativeXhr;
  states: WeakMap<object, State>;
  /** Objects that are opened for a call of ours and not sent: they must not leave with its session ID once uninstalled. */
  unsent: Set<object>;
}

export const newState = (): State => ({
  call: undefined,
  credentialsAreOurs: false,
  hearsErrors: false,
  hearsEnds: false,
  settled: undefined,
});

/** Whether the page has set `Authorization` itself (C6). */
export const hasAuthorization = ({ steps }: Call): boolean => {
  for (const { args } of steps) if (exec(/^authorization$/i, `${args[0]}`)) return true;
  return false;
};

export const isSynchronous = ({ args }: Call): boolean => args.length > 2 && !args[2];
