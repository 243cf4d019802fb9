import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Departure } from '../../calls/gate.ts';
import { Request } from '../../platform/natives.ts';
import { settingsOf, type TakenBody, takeBody } from '../../platform/requestBody.ts';
import { convertsQuietly } from '../../platform/strings.ts';
import { type InitOnce, readOnce } from './readInit.ts';
import { watchFailure } from './watchFailure.ts';

/** Native `fetch`, called as the page has called it. */
export type Forward = (...args: unknown[]) => Promise<Response>;

/** Sends what native cannot send at once, or what only native can read: as a request that is made anew when it leaves. */
export async function sendRequest(
  calls: Calls,
  backend: Backend,
  forward: Forward,
  input: unknown,
  init: unknown,
): Promise<Response> {
  const read = readOnce(init);
  let request: Request;
  try {
    request = new Request(input as RequestInfo, read.reader as RequestInit);
  } catch {
    const thrown = read.thrown();
    if (thrown) throw thrown.error;
    // Native refuses it in its own words.
    return forward(input, read.reader === init ? init : read.members);
  }
  if (request.credentials === 'omit' || (request.signal && request.signal.aborted)) return forward(request);
  const body = read.body();
  // A string as URL and no body in `init`: there is none along.
  const taken = body == null && convertsQuietly(input) ? {} : takeBody(request, body);
  return new Promise((resolve) => {
    const call = new HeldFetch(calls, backend, forward, request, read, taken, resolve);
    call.start();
  });
}

/** A `fetch()` from the call until it goes out. */
class HeldFetch implements Departure {
  readonly wantsToken: boolean;
  readonly timeout = undefined;

  constructor(
    private readonly _calls: Calls,
    private readonly _backend: Backend,
    private readonly _forward: Forward,
    private readonly _request: Request,
    private readonly _read: InitOnce,
    private readonly _taken: TakenBody,
    private readonly _resolve: (response: Promise<Response>) => void,
  ) {
    this.wantsToken = _calls.wantsToken(_backend) && !_request.headers.has('authorization');
  }

  get ready(): Promise<void> | undefined {
    return this._taken.ready;
  }

  start(): void {
    const { signal } = this._request;
    if (signal) signal.addEventListener('abort', this);
    try {
      this._calls.gate.pass(this);
    } catch (error) {
      this._goAsItIs(error);
    }
  }

  /** Aborted while held: rejects with the signal's reason, and nothing is sent (D5). */
  handleEvent(): void {
    const { signal, url } = this._request;
    this._calls.gate.cancel(this);
    this._resolve(this._forward(url, Object.assign(Object.create(null), { signal })));
  }

  go(token?: string): void {
    const { signal } = this._request;
    if (signal) signal.removeEventListener('abort', this);
    try {
      this._resolve(watchFailure(this._calls, this._send(token), this._backend, signal));
    } catch (error) {
      this._goAsItIs(error);
    }
  }

  private _send(token: string | undefined): Promise<Response> {
    const { _calls: calls, _request: request, _taken: taken } = this;
    const given = calls.grantNow(this._backend, request.method, request.url);
    if (this.wantsToken && given.token) {
      if (token) request.headers.set('authorization', `Bearer ${token}`);
      else calls.tokenMissing();
    }
    const credentials = given.credentials ? 'include' : request.credentials;
    if (!taken.spare) {
      const url = calls.withId(request.url, given.id);
      return this._forward(url, settingsOf(request, this._read.members, { body: taken.body, credentials }));
    }
    const { headers, referrer, referrerPolicy, signal } = request;
    const own = { credentials, headers, referrer, referrerPolicy, signal };
    return this._forward(taken.spare, Object.assign(Object.create(null), own));
  }

  private _goAsItIs(error: unknown): void {
    const { _request: request, _taken: taken } = this;
    this._calls.broke(error);
    // In a promise: native may be another script's function, which throws.
    this._resolve(
      (async () =>
        taken.spare
          ? this._forward(taken.spare)
          : this._forward(request.url, settingsOf(request, this._read.members, { body: taken.body })))(),
    );
  }
}
