import { attempt } from './attempt.ts';
import type { RowScene } from './compareRows.ts';
import { next, stateOf, traceXhr } from './traceXhr.ts';

export interface ExchangeOptions {
  method?: string;
  /** Default: JSON of the backend, which answers the same to every request. */
  url?: string;
  body?: unknown;
  /** Whether there are listeners on `upload`. */
  upload?: boolean;
  /** Called with the new object. */
  made?(xhr: XMLHttpRequest): void;
  /** Called after `open()`. */
  opened?(xhr: XMLHttpRequest): void;
  /** Called after `send()`. */
  sent?(xhr: XMLHttpRequest): void;
  /** Resolves when it is over; default: at `loadend`. */
  end?: Promise<unknown>;
}

export interface Exchange {
  events: string[];
  /** What `send()` gave back. */
  returned: unknown;
  /** What the page can read right after `send()`. */
  sent: unknown;
  /** What the page can read at the end. */
  ended: unknown;
}

/** One asynchronous request of a new XHR from `open()` to its end, with all that the page can tell of it. */
export async function exchange(scene: RowScene, options: ExchangeOptions = {}): Promise<Exchange> {
  const { method = 'GET', url = scene.at('backend', 'body', 'json'), body, upload = false } = options;
  const xhr = new scene.window.XMLHttpRequest();
  const events = traceXhr(xhr, { upload, sizes: Object.prototype.toString.call(body) !== '[object FormData]' });
  const end = options.end ?? next(xhr, 'loadend');
  options.made?.(xhr);
  xhr.open(method, url);
  // Rule C5 makes it so where the page does not.
  xhr.withCredentials = true;
  options.opened?.(xhr);
  const returned = attempt(() => xhr.send(body as XMLHttpRequestBodyInit));
  const sent = stateOf(xhr);
  options.sent?.(xhr);
  await scene.go();
  if (returned === undefined) await end;
  return { events, returned, sent, ended: stateOf(xhr) };
}
