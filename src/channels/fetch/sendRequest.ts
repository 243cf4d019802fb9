import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { HeldCall } from '../../calls/gate.ts';
import { Promise, Request, WeakMap, weakSet, withoutPrototype } from '../../platform/natives.ts';
import { quietly } from '../../platform/quietly.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import { absolute } from '../../platform/url.ts';
import type { Held } from './held.ts';
import { argumentsOf } from './heldArguments.ts';
import { requestOf } from './heldRequest.ts';
import type { Members } from './ordinaryObject.ts';
import { isForeignSignal, readOnce } from './readInit.ts';
import { watchAnswer } from './watchAnswer.ts';

/** An installation of this channel. */
export interface FetchChannel {
  calls: Calls;
  /** Whether another script has patched `fetch` before. */
  isPatched: boolean;
}

/** Requests that were sent, and the signals that they follow, by their response. */
let sent: WeakMap<object, unknown> | undefined;

/**
 * WebKit (2.50) forgets the signal of a call when nothing refers to the `Request` that was sent: neither the call nor its
 * response can be aborted then.
 */
function keep([input, init]: unknown[], response: Response): Response {
  if (Object(input) !== input) return response;
  quietly(() => {
    sent = sent || new WeakMap();
    weakSet(sent, response, [input, Object(init).signal]);
  });
  return response;
}

/** Calls native `fetch` with these arguments, and with the page's `this`. */
export type Forward = (args: unknown[]) => Promise<Response>;

/** A `fetch()` until it is sent. */
interface HeldFetch extends HeldCall {
  calls: Calls;
  request: Request;
  held: Held;
  /** The signal that aborts it: the page's own, or one that follows it. */
  signal: AbortSignal | null | undefined;
  /** The base URL at the call. */
  base: string;
  /** Whether the page has set the token's header itself. */
  hasHeader: boolean;
  onAbort(): void;
  settle: Settle;
}

/** Calls native with these arguments, and settles the page's promise with its outcome. */
type Settle = (args: unknown[], watch?: (promise: Promise<Response>) => Promise<Response>) => void;

/**
 * Builds a `Request` from the arguments immediately, and sends it after the wait with the session of that time (D5).
 */
export function sendRequest(
  { calls, isPatched }: FetchChannel,
  backend: Backend,
  forward: Forward,
  [input, init, copy]: [input: unknown, init: unknown, copy: Members | undefined],
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const settle: Settle = (args, watch = (promise) => promise) => {
      try {
        // Not `resolve(promise)`, which subscribes to the promise later: Firefox may report a rejection as unhandled
        // before.
        watch(forward(args)).then((response) => resolve(keep(args, response)), reject);
      } catch (error) {
        // Another script has patched `fetch` before the shim.
        reject(error);
      }
    };
    start({ calls, backend, settle, isPatched }, input, init, copy);
  });
}

type Start = Pick<HeldFetch, 'calls' | 'backend' | 'settle'> & FetchChannel;

/** @throws the error of one of the page's getters or conversions */
function start(
  { calls, backend, settle, isPatched }: Start,
  input: unknown,
  init: unknown,
  copy: Members | undefined,
): unknown {
  const { reader, members, body, thrown } = readOnce(copy || init);
  let request: Request;
  try {
    request = new Request(input as RequestInfo, reader as RequestInit);
  } catch {
    const error = thrown();
    if (error) throw error.error;
    // Native rejects with its own error.
    return settle([input, copy || reader === init ? init : members]);
  }
  const { signal } = members;
  const isQuiet = convertsQuietly(input);
  const omits = request.credentials === 'omit' && calls.omitsCredentials(backend);
  const held = isQuiet
    ? argumentsOf(input, copy, { members, body: body(), request, hasInit: init != null, isPatched })
    : requestOf(request, members, body(), !omits && backend.source.sendsId);
  const hasHeader = request.headers.has(calls.tokenHeader);
  const call: HeldFetch = {
    calls,
    backend,
    request,
    held,
    base: calls.base(),
    // The request's own signal does not follow a polyfill's.
    signal: (isForeignSignal(signal) ? signal : request.signal) as AbortSignal,
    hasHeader,
    settle,
    // Such a request can only send a few safe headers.
    wantsToken: calls.wantsToken(backend) && !hasHeader && request.mode !== 'no-cors',
    ready: held.ready,
    timeout: undefined,
    send: (token) => sendHeld(call, token),
    onAbort: () => abort(call),
  };
  if (omits || (call.signal && call.signal.aborted)) return settle(held.plain());
  if (call.signal) call.signal.addEventListener('abort', call.onAbort);
  return calls.gate.enqueue(call);
}

/** If the page aborts the call while it is queued, native rejects with the signal's reason and sends nothing (D5). */
function abort(call: HeldFetch): void {
  const { calls, request, signal, settle } = call;
  calls.gate.cancel(call);
  settle([request.url, withoutPrototype({ signal })]);
}

/** Sends the call with the current session. */
function sendHeld(call: HeldFetch, token: string | null | undefined): void {
  const { calls, backend, request, held, base, hasHeader, signal, settle, wantsToken } = call;
  if (signal) signal.removeEventListener('abort', call.onAbort);
  const outgoing = { method: request.method, url: held.url, from: () => base, hasOwnHeader: hasHeader };
  const carried = calls.carry(backend, outgoing, wantsToken, token);
  let args: unknown[];
  try {
    // The page's base URL may have changed.
    if (base !== calls.base()) carried.url = absolute(carried.url, base);
    args = held.with(carried);
  } catch (error) {
    calls.broke(error);
    args = held.plain();
  }
  settle(args, (promise) => watchAnswer(calls, promise, { backend, carried, signal }));
}
