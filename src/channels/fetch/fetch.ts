import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import { isFixed, isReplaced } from '../../messages.ts';
import { apply, hasRequest, type Method, urlOfRequest } from '../../platform/natives.ts';
import { replaceMethods } from '../../platform/replaceMethod.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import type { Channel } from '../channel.ts';
import { copyOf, type Members } from './readInit.ts';
import { sendRequest } from './sendRequest.ts';
import { watchFailure } from './watchFailure.ts';

/**
 * `fetch` (rules C, D5, E). Most calls of ours get their URL and their credentials changed, and leave at once. A `Request`, a
 * call that waits, and an `init` that only native can read take the long way of `sendRequest`.
 */
export const fetchChannel: Channel = {
  name: 'fetch',
  install(calls) {
    if (!hasRequest || !window.fetch) {
      // Without `fetch` there is nothing to patch (G2). A polyfill sends with XMLHttpRequest, which is patched.
      if (!/\[native code\]/.test(`${window.fetch}`)) return () => {};
      throw new Error(isReplaced('Request'));
    }
    const undo = replaceMethods(
      [window, 'fetch', (native, self, args) => onFetch(calls, native, self, args)],
      // What the page reads back has no session ID (E1a).
      [Response.prototype, 'url', (get, response) => calls.withoutId(apply(get, response, [])), 'get'],
    );
    if (typeof undo === 'string') throw new Error(isFixed(undo === 'url' ? 'Response.prototype.url' : undo));
    return undo;
  },
};

function onFetch(calls: Calls, native: Method, self: unknown, args: unknown[]): unknown {
  // Native refuses any other `this`, or takes the window of a frame, which is not this page.
  if (!args.length || (self != null && self !== window)) return apply(native, self, args);
  let url: string;
  try {
    url = readUrl(args);
  } catch (error) {
    return reject(error);
  }
  let call: Call | undefined;
  let list = args;
  try {
    const backend = calls.match(url);
    call = backend && readCall(calls, backend, args);
    if (call && call.isLong) {
      return sendRequest(calls, call.backend, (...others) => apply(native, self, others), args[0], call.init);
    }
    if (call) list = change(calls, call, url, args);
  } catch (error) {
    calls.broke(error);
  }
  const promise = apply<Promise<Response>>(native, self, list);
  return call && call.backend.crossOrigin
    ? watchFailure(calls, promise, call.backend, (call.copy as Members).signal as AbortSignal | undefined)
    : promise;
}

/** Rejects with a promise of native's kind: the page may have put another `Promise` in its place. */
const reject = async (error: unknown) => {
  throw error;
};

/** The URL of the call. What has to be converted to a string is so once, here, and goes on as that string (B4). */
function readUrl(args: unknown[]): string {
  const [input] = args;
  if (convertsQuietly(input)) return input as string;
  try {
    return urlOfRequest(input);
  } catch {
    args[0] = `${input}`;
    return args[0] as string;
  }
}

/** A call of ours, as far as it can be read without native. */
interface Call {
  backend: Backend;
  /** `init`, copied if it can be. */
  init: unknown;
  copy: Members | undefined;
  /** Whether it takes the long way. */
  isLong: boolean;
}

/** @returns nothing for a call that says `omit`, which is left alone (C5) */
function readCall(calls: Calls, backend: Backend, [input, given]: unknown[]): Call | undefined {
  const isRequest = !convertsQuietly(input);
  const copy = given == null ? (Object.create(null) as Members) : copyOf(given as Members);
  const { credentials } = ((isRequest && given == null ? input : copy) || {}) as Members;
  if (credentials === 'omit') return;
  const isLong =
    isRequest || !copy || Object(credentials) === credentials || calls.wantsToken(backend) || !calls.gate.open();
  return { backend, init: given == null ? given : copy || given, copy, isLong };
}

/** The arguments of a call that leaves at once, with what it gets (C1, C5). */
function change(calls: Calls, { backend, init, copy }: Call, url: string, args: unknown[]): unknown[] {
  const { credentials, method } = copy as Members;
  const carried = calls.carry(backend, typeof method === 'string' ? method : 'GET', `${url}`);
  const list = args.slice();
  list[0] = carried.url;
  if (list.length > 1) list[1] = init;
  // Whatever else it says, bad values above all, is native's to judge.
  if (carried.credentials && (credentials === undefined || credentials === 'same-origin')) {
    (copy as Members).credentials = 'include';
    list[1] = copy;
  }
  return list;
}
