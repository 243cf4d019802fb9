import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Carried } from '../../calls/carried.ts';
import { isFixed, isReplaced } from '../../messages.ts';
import { apply, hasRequest, hasResponse, isNative, URL, urlOfRequest } from '../../platform/natives.ts';
import { type Handler, replaceMethods } from '../../platform/replaceMethod.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import type { Channel } from '../channel.ts';
import { type Members, ordinaryObject } from './ordinaryObject.ts';
import { copyOf } from './readInit.ts';
import { type FetchChannel, sendRequest } from './sendRequest.ts';
import { watchAnswer } from './watchAnswer.ts';

/**
 * `fetch` (rules C, D5, E). Most of our calls are sent immediately, with another URL and other credentials.
 * `sendRequest` sends the rest: a `Request`, a call that must wait, and an `init` that only the browser can read.
 */
export const fetchChannel: Channel = {
  name: 'fetch',
  install(calls) {
    // Without `fetch` there is nothing to patch (G2). A polyfill, which replaces `Response` as well, uses XMLHttpRequest, which
    // is patched if it is native.
    const isPolyfill = !hasRequest && !hasResponse;
    if (!window.fetch || (isPolyfill && new XMLHttpRequest() instanceof XMLHttpRequestEventTarget)) return;
    if (isPolyfill) throw new Error(isReplaced('fetch'));
    if (!hasRequest || !hasResponse) throw new Error(isReplaced(hasRequest ? 'Response' : 'Request'));
    const channel = { calls, isPatched: !isNative(window.fetch, 'fetch') };
    const undo = replaceMethods(
      [window, 'fetch', onFetch(channel)],
      // The page does not see the session ID (E1a).
      [Response.prototype, 'url', (get, response) => calls.withoutId(apply(get, response, [])), 'get'],
    );
    if (typeof undo === 'string') throw new Error(isFixed(undo === 'url' ? 'Response.prototype.url' : undo));
    return undo;
  },
};

const onFetch =
  (channel: FetchChannel): Handler =>
  (native, self: unknown, args) => {
    const { calls } = channel;
    // Native throws for any other `this`, except the window of a frame, which is another page.
    if (!args.length || (self != null && self !== window)) return apply(native, self, args);
    let url: string;
    try {
      url = readUrl(args);
    } catch (error) {
      return reject(error);
    }
    let call: Call | undefined;
    let carried: Carried | undefined;
    let list = args;
    try {
      const backend = calls.match(url);
      call = backend && readCall(calls, backend, args);
      if (call && call.isLong) {
        const forward = (list: unknown[]) => apply<Promise<Response>>(native, self, list);
        return sendRequest(channel, call.backend, forward, [args[0], call.init, call.copy]);
      }
      if (call) {
        carried = carry(calls, call, url);
        list = change(call, carried, args);
      }
    } catch (error) {
      calls.broke(error);
    }
    const promise = apply<Promise<Response>>(native, self, list);
    if (!call || !carried) return promise;
    const { backend, copy } = call;
    return watchAnswer(calls, promise, {
      backend,
      carried,
      signal: (copy as Members).signal as AbortSignal | undefined,
    });
  };

/** Returns a native promise, even if the page has replaced `Promise`. */
const reject = async (error: unknown) => {
  throw error;
};

/** The URL of the call. If it must be converted to a string, that happens here, and native gets the string (B4). */
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

/** What can be learned about a call without having the browser read it. */
interface Call {
  backend: Backend;
  init: unknown;
  /** Its members, if it is plain data. */
  copy: Members | undefined;
  /** Whether `sendRequest` must send it. */
  isLong: boolean;
}

/** @returns nothing for a call that is left alone (C5) */
function readCall(calls: Calls, backend: Backend, [input, given]: unknown[]): Call | undefined {
  const isRequest = !convertsQuietly(input);
  const copy = given == null ? ordinaryObject() : copyOf(given as Members);
  const { credentials } = ((isRequest && given == null ? input : copy) || {}) as Members;
  if (credentials === 'omit' && calls.omitsCredentials(backend)) return;
  const isLong =
    isRequest || !copy || Object(credentials) === credentials || calls.wantsToken(backend) || !calls.gate.isOpen();
  return { backend, init: given, copy, isLong };
}

/** What an immediately sent call carries. */
function carry(calls: Calls, { backend, copy }: Call, url: string): Carried {
  const { method } = copy as Members;
  return calls.carry(backend, {
    method: typeof method === 'string' ? method : 'GET',
    url: `${url}`,
    from: calls.base,
  });
}

/**
 * The arguments of an immediately sent call, with what it carries (C1, C5). Their types stay as the page gave them
 * (E4a).
 */
function change({ init, copy }: Call, carried: Carried, args: unknown[]): unknown[] {
  const { credentials } = copy as Members;
  const list = args.slice();
  list[0] = Object(args[0]) === args[0] ? new URL(carried.url) : carried.url;
  if (init != null) list[1] = copy;
  // Native handles all other values, valid or not.
  if (carried.credentials && (credentials === undefined || credentials === 'same-origin')) {
    (copy as Members).credentials = 'include';
    list[1] = copy;
  }
  return list;
}
