import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import { Promise, Request, urlOfRequest, withoutPrototype } from '../../platform/natives.ts';
import { settingsOf, type TakenBody, takeBody } from '../../platform/requestBody.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import { type Members, readOnce } from './readInit.ts';
import { watchAnswer } from './watchAnswer.ts';

/** Calls native `fetch` with the page's `this`. */
type Forward = (...args: unknown[]) => Promise<Response>;

/** A `fetch()` until it is sent. */
interface HeldFetch extends Departure, EventListenerObject {
  calls: Calls;
  backend: Backend;
  forward: Forward;
  request: Request;
  /** The members that native has read of `init`. */
  members: Members;
  taken: TakenBody;
  /** Sends the call, and settles the page's promise with what comes of it. */
  settle: Settle;
}

type Settle = (send: () => Promise<Response>) => void;

/** Makes a request of the arguments at once, and sends it when it has waited, with what it carries then. */
export function sendRequest(
  calls: Calls,
  backend: Backend,
  forward: Forward,
  input: unknown,
  init: unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    const settle: Settle = (send) => {
      try {
        // Not `resolve(promise)`, which looks at the promise only later: Firefox may report a rejection as unhandled before.
        send().then(resolve, reject);
      } catch (error) {
        // Another script has patched `fetch` before the shim.
        reject(error);
      }
    };
    start(calls, backend, forward, input, init, settle);
  });
}

/** @throws what a getter or a conversion of the page throws */
function start(
  calls: Calls,
  backend: Backend,
  forward: Forward,
  input: unknown,
  init: unknown,
  settle: Settle,
): unknown {
  const { reader, members, body, thrown } = readOnce(init);
  let request: Request;
  try {
    request = new Request(input as RequestInfo, reader as RequestInit);
  } catch {
    const error = thrown();
    if (error) throw error.error;
    // Native rejects with its own error.
    return settle(() => forward(input, reader === init ? init : members));
  }
  const { signal } = request;
  if (request.credentials === 'omit' || (signal && signal.aborted)) return settle(() => forward(request));
  // Only a `Request` or `init` can have a body.
  const given = body();
  const taken = given == null && convertsQuietly(input) ? withoutPrototype<TakenBody>({}) : takeBody(request, given);
  const held: HeldFetch = {
    calls,
    backend,
    forward,
    request,
    members,
    taken,
    settle,
    wantsToken: calls.wantsToken(backend) && !request.headers.has('authorization'),
    ready: taken.ready,
    timeout: undefined,
    go: (token) => leave(held, token),
    handleEvent: () => onAbort(held),
  };
  if (signal) signal.addEventListener('abort', held);
  return calls.gate.pass(held);
}

/** If the page aborts the call while it waits, native rejects with the signal's reason and sends nothing (D5). */
function onAbort(held: HeldFetch): void {
  const { signal, url } = held.request;
  held.calls.gate.cancel(held);
  held.settle(() => held.forward(url, withoutPrototype({ signal })));
}

/** Sends the call with what it carries at this moment. */
function leave(held: HeldFetch, token: string | undefined): void {
  const { calls, backend, forward, request, members, taken } = held;
  const { headers, referrer, referrerPolicy, signal } = request;
  if (signal) signal.removeEventListener('abort', held);
  const carried = calls.carry(backend, request.method, urlOfRequest(request), held.wantsToken, token);
  if (carried.token) headers.set('authorization', `Bearer ${carried.token}`);
  const credentials = carried.credentials ? 'include' : request.credentials;
  const send = () =>
    taken.spare
      ? forward(taken.spare, withoutPrototype({ credentials, headers, referrer, referrerPolicy, signal }))
      : forward(carried.url, settingsOf(request, members, { body: taken.body, credentials }));
  held.settle(() => watchAnswer(calls, send(), backend, carried, signal));
}
