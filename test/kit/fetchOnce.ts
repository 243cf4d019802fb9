import { attempt } from './attempt.ts';
import type { RowScene } from './compareRows.ts';
import type { PageWindow } from './page.ts';

export interface FetchOptions {
  /** Called right after `fetch()`. */
  called?(): unknown;
  /** `this` of the call; default: the window. */
  self?: unknown;
  /** Called with the response; default: its body as text. */
  read?(response: Response): Promise<unknown>;
}

/** One call of `fetch()`, with all that the page can tell of it. */
export async function fetchOnce(scene: RowScene, args: unknown[], options: FetchOptions = {}): Promise<unknown> {
  const { window } = scene;
  const self = 'self' in options ? options.self : window;
  const returned = attempt(() => Reflect.apply(window.fetch, self, args));
  const called = attempt(() => options.called?.());
  const isPromise = returned instanceof window.Promise;
  const outcome = isPromise ? describe(window, returned as Promise<Response>, options.read) : { returned };
  await scene.go();
  return { isPromise, called, ...(await outcome) };
}

/** What becomes of a promise of a response, as data that can be compared. */
export async function describe(
  window: PageWindow,
  promise: Promise<Response>,
  read = async (response: Response): Promise<unknown> => [await response.text(), response.bodyUsed],
): Promise<object> {
  try {
    const response = await promise;
    const { status, statusText, ok, type, url, redirected, bodyUsed } = response;
    const headers = [...response.headers].filter(([name]) => name !== 'date');
    const ofThePage = response instanceof window.Response;
    const shown = { status, statusText, ok, type, url, redirected, bodyUsed, headers, ofThePage };
    return { ...shown, body: await read(response) };
  } catch (error) {
    const { Error: OfPage, DOMException: DomOfPage } = window;
    return { error, ofThePage: error instanceof OfPage || error instanceof DomOfPage };
  }
}

/** What the page can read from a `Request`. */
export function stateOfRequest(request: Request): object {
  const { method, url, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive } = request;
  const { bodyUsed, destination } = request;
  return {
    ...{ method, url, mode, credentials, cache, redirect, referrer, referrerPolicy, integrity, keepalive },
    ...{ bodyUsed, destination, aborted: request.signal?.aborted, headers: [...request.headers] },
  };
}
