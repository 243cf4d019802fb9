import type { PageWindow } from '../kit/page.ts';

/** A call as it reached the native functions. */
export interface Departure {
  url: string;
  authorization: string | null;
  /** In ms on the page's clock, and since the epoch. */
  time: number;
  date: number;
  /** ID of the session that was active at that moment. */
  active: string | null | undefined;
}

/**
 * Notes each call that reaches the native functions, and passes it on as it is: a patch that was there before the shim. To
 * be run in the page before the shim's tag.
 */
export function noteDepartures(window: PageWindow, departures: Departure[]): void {
  const { fetch, Headers, performance } = window;
  const { prototype } = window.XMLHttpRequest;
  const { open, setRequestHeader, send } = prototype;

  // A page may make Clerk's session throw, or replace the clock.
  const now = performance.now.bind(performance);
  const active = () => {
    try {
      const { session } = window.Clerk ?? {};
      return session ? session.id : session;
    } catch {
      return null;
    }
  };
  const note = (url: string, authorization: string | null) => {
    const departure = { url, authorization, time: now(), date: Date.now(), active: active() };
    departures.push(departure);
    return departure;
  };

  window.fetch = function (this: unknown, ...args) {
    const [input, init] = args;
    const {
      url,
      headers: own,
      signal,
    } = input instanceof window.Request ? input : ({ url: `${input}` } as Partial<Request> & { url: string });
    // One that is aborted already is made to be rejected, and never sent.
    if (!(init?.signal ?? signal)?.aborted) note(url, new Headers(init?.headers ?? own).get('Authorization'));
    return Reflect.apply(fetch, this, args);
  };

  const opened = new WeakMap<object, { url: string; authorization: string | null }>();
  Object.assign(prototype, {
    open(this: XMLHttpRequest, ...args: unknown[]) {
      opened.set(this, { url: `${args[1]}`, authorization: null });
      return Reflect.apply(open, this, args);
    },
    setRequestHeader(this: XMLHttpRequest, ...args: [string, string]) {
      const call = opened.get(this);
      if (call && args[0].toLowerCase() === 'authorization') [, call.authorization] = args;
      return Reflect.apply(setRequestHeader, this, args);
    },
    send(this: XMLHttpRequest, ...args: unknown[]) {
      const call = opened.get(this);
      const departure = call && note(call.url, call.authorization);
      const result = Reflect.apply(send, this, args);
      // It was aborted before it turned to the network.
      if (departure && !this.readyState) departures.splice(departures.indexOf(departure), 1);
      return result;
    },
  });
}
