import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import { isFixed, isReplaced } from '../../messages.ts';
import { apply, hasRequest, urlOfRequest } from '../../platform/natives.ts';
import { type Method, replaceMethod } from '../../platform/replaceMethod.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import type { Channel } from '../channel.ts';
import { sendRequest } from './heldFetch.ts';
import { copyOf, type Members } from './readInit.ts';
import { watchFailure } from './watchFailure.ts';

/**
 * `fetch` (rules C, D5, E). Most calls of ours are changed and go on at once; a `Request`, a call that waits, and what only
 * native can read take the long way of `sendRequest`.
 */
export const fetchChannel: Channel = {
  name: 'fetch',
  install(calls) {
    if (!hasRequest || !window.fetch) {
      // Without `fetch` there is nothing to patch (G2), and a polyfill sends with XMLHttpRequest, which is patched.
      if (!/\[native code\]/.test(`${window.fetch}`)) return () => {};
      throw new Error(isReplaced('Request'));
    }
    const undo = replaceMethod(window, 'fetch', (native, self, args) => onFetch(calls, native, self, args));
    if (!undo) throw new Error(isFixed('fetch'));
    const undoUrl = replaceMethod(Response.prototype, 'url', (get, self) => onUrl(calls, get, self), 'get');
    return () => {
      undo();
      if (undoUrl) undoUrl();
    };
  },
};

/** What the page reads back has no session ID (E1a). */
const onUrl = (calls: Calls, get: Method, response: unknown) => calls.withoutId(apply<string>(get, response, []));

function onFetch(calls: Calls, native: Method, self: unknown, args: unknown[]): unknown {
  // Native refuses any other `this`, or takes the window of a frame, which is not this page.
  if (!args.length || (self != null && self !== window) || typeof args[0] === 'symbol')
    return apply(native, self, args);
  let url: string;
  let ours: Ours | undefined;
  let list = args;
  try {
    url = readUrl(args);
  } catch (error) {
    // In a promise of native's kind: the page may have put another in its place.
    return (async () => {
      throw error;
    })();
  }
  try {
    const backend = calls.match(url);
    ours = backend && readOurs(calls, backend, args);
    if (ours && ours.waits) {
      return sendRequest(calls, ours.backend, (...others) => apply(native, self, others), args[0], ours.init);
    }
    if (ours) list = changeNow(calls, ours, url, args);
  } catch (error) {
    calls.broke(error);
  }
  const promise = apply<Promise<Response>>(native, self, list);
  if (!ours || !ours.backend.crossOrigin) return promise;
  return watchFailure(calls, promise, ours.backend, (ours.copy as Members).signal as AbortSignal | undefined);
}

/** The call's URL. Anything that is converted to a string is so once, here, and goes on as that string (B4). */
function readUrl(args: unknown[]): string {
  const [input] = args;
  if (convertsQuietly(input)) return `${input}`;
  try {
    return urlOfRequest(input);
  } catch {
    args[0] = `${input}`;
    return args[0] as string;
  }
}

/** A call of ours, as far as it can be read without native. */
interface Ours {
  backend: Backend;
  /** `init`: a copy where one can be made. */
  init: unknown;
  copy: Members | undefined;
  /** Whether it takes the long way. */
  waits: boolean;
}

/** @returns nothing for a call that says `omit`, which is left alone (C5) */
function readOurs(calls: Calls, backend: Backend, args: unknown[]): Ours | undefined {
  const [input, given] = args;
  const isRequest = !convertsQuietly(input);
  const copy = given == null ? (Object.create(null) as Members) : copyOf(given as Members);
  const { credentials } = (isRequest && given == null ? (input as Members) : copy) || ({} as Members);
  if (credentials === 'omit') return;
  const waits =
    isRequest || !copy || Object(credentials) === credentials || calls.wantsToken(backend) || !calls.gate.open();
  return { backend, init: given == null ? given : copy || given, copy, waits };
}

/** The arguments of a call that goes at once, with what it gets (C1, C5). */
function changeNow(calls: Calls, { backend, init, copy }: Ours, url: string, args: unknown[]): unknown[] {
  const { credentials, method } = copy as Members;
  const given = calls.grantNow(backend, typeof method === 'string' ? method : 'GET', url);
  const list = args.slice();
  list[0] = calls.withId(url, given.id);
  if (list.length > 1) list[1] = init;
  // Whatever else it says, bad values above all, is native's to judge.
  if (given.credentials && (credentials === undefined || credentials === 'same-origin')) {
    (copy as Members).credentials = 'include';
    list[1] = copy;
  }
  return list;
}
