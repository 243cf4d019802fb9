import type { PageWindow } from '../../kit/page.ts';
import { numberOf } from './carried.ts';

/** A call at the moment when it reaches the native functions. */
export interface Departure {
  n: number;
  method: string;
  /** Session IDs in its URL. */
  ids: string[];
  authorization: string | null | undefined;
  isSynchronous: boolean;
  /** Of a fetch its `credentials`, of an XHR its `withCredentials`. */
  credentials: unknown;
}

const idsIn = (url: string) => [...url.matchAll(/[?&]_clerk_session_id=([^&#]*)/g)].map(([, id]) => id as string);

/**
 * Tells of each call right beneath the shim, once native has taken it; to be run in a page before the shim's tag. What was
 * aborted by then has not left.
 */
export function watchDepartures(window: PageWindow, left: (departure: Departure) => void): void {
  watchFetch(window, left);
  watchXhr(window, left);
}

function watchFetch(window: PageWindow, left: (departure: Departure) => void): void {
  const { fetch, Headers, Request } = window;
  window.fetch = (input: RequestInfo | URL, init: RequestInit = {}) => {
    const request = input instanceof Request ? input : undefined;
    const url = request ? request.url : `${input}`;
    const n = numberOf(url);
    const signal = init.signal ?? request?.signal;
    if (n === undefined || signal?.aborted) return fetch(input, init);
    left({
      n,
      method: init.method ?? request?.method ?? 'GET',
      ids: idsIn(url),
      authorization: new Headers(init.headers ?? request?.headers).get('Authorization'),
      isSynchronous: false,
      credentials: init.credentials ?? request?.credentials,
    });
    return fetch(input, init);
  };
}

function watchXhr(window: PageWindow, left: (departure: Departure) => void): void {
  const { prototype } = window.XMLHttpRequest;
  const { open, setRequestHeader, send } = prototype;
  const opened = new WeakMap<XMLHttpRequest, { method: string; url: string; async: boolean; authorization?: string }>();
  Object.assign(prototype, {
    open(this: XMLHttpRequest, method: string, url: string, async = true) {
      opened.set(this, { method, url, async });
      open.call(this, method, url, async);
    },
    setRequestHeader(this: XMLHttpRequest, name: string, value: string) {
      const call = opened.get(this);
      if (call && name === 'Authorization') call.authorization = value;
      setRequestHeader.call(this, name, value);
    },
    send(this: XMLHttpRequest, body?: XMLHttpRequestBodyInit) {
      const { method = '', url = '', async = true, authorization } = opened.get(this) ?? {};
      const { withCredentials } = this;
      send.call(this, body);
      const n = numberOf(url);
      if (n === undefined || !this.readyState) return;
      const ids = idsIn(url);
      left({ n, method, ids, authorization, isSynchronous: !async, credentials: withCredentials });
    },
  });
}
