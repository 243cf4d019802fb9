import type { PageWindow } from './page.ts';
import { watchNatives } from './watchNatives.ts';

/** A call that native has taken: it is on its way to the server. */
export interface SentCall {
  method: string;
  /** As the browser resolves it. */
  url: string;
  authorization: string | null;
  /** Of a fetch its `credentials`, of an XHR its `withCredentials`. */
  credentials: string | boolean;
  isSynchronous: boolean;
  /** Its place in the order in which native was called: a call may be sent in an event of another one that is being sent. */
  place: number;
  /** When native was called, in ms on the page's clock and since the epoch. */
  time: number;
  date: number;
}

/**
 * Records the calls that are sent, right beneath the shim, and passes them on as they are. What is aborted before native
 * turns to the network is not sent. To be run in the page before the shim's tag.
 */
export function recordSent(window: PageWindow, record: (call: SentCall) => void): void {
  // What the page may replace later.
  const { Headers, Request, URL, document, performance } = window;
  const now = performance.now.bind(performance);
  let places = 0;
  const moment = () => ({ place: places++, time: now(), date: Date.now() });
  const resolve = (url: unknown) => new URL(`${url}`, document.baseURI).href;

  const callOfFetch = (input: unknown, init?: RequestInit | null): SentCall | undefined => {
    const request = input instanceof Request ? input : new Request(`${input}`);
    if ((init?.signal ?? request.signal)?.aborted) return undefined;
    return {
      method: init?.method ?? request.method,
      url: request.url,
      authorization: new Headers(init?.headers ?? request.headers).get('Authorization'),
      credentials: init?.credentials ?? request.credentials,
      isSynchronous: false,
      ...moment(),
    };
  };

  const opened = new WeakMap<object, Omit<SentCall, 'credentials' | keyof ReturnType<typeof moment>>>();
  const send = (xhr: XMLHttpRequest, pass: () => unknown) => {
    const call = opened.get(xhr);
    const sent = call && { ...call, credentials: xhr.withCredentials, ...moment() };
    // A synchronous call that fails throws.
    let isTaken = call?.isSynchronous;
    try {
      const result = pass();
      // Unless it was aborted meanwhile.
      isTaken ||= xhr.readyState > 0;
      return result;
    } finally {
      if (sent && isTaken) record(sent);
    }
  };

  watchNatives(window, ({ name, self, args: [first, second, third = true] }, pass) => {
    const xhr = self as XMLHttpRequest;
    if (name === 'send') return send(xhr, pass);
    if (name === 'fetch') {
      const call = orNothing(() => callOfFetch(first, second as RequestInit));
      if (call) record(call);
    }
    if (name === 'open') {
      const url = orNothing(() => resolve(second));
      if (url) opened.set(xhr, { method: `${first}`, url, authorization: null, isSynchronous: !third });
    }
    if (name === 'setRequestHeader' && `${first}`.toLowerCase() === 'authorization')
      Object.assign(opened.get(xhr) ?? {}, { authorization: `${second}` });
    return pass();
  });
}

/** Nothing where it throws: native refuses what cannot be described. */
function orNothing<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
