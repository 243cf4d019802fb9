import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';
import type { Carried } from '../../calls/carried.ts';
import { mayBeRefused } from '../../calls/unauthorized.ts';

interface SentCall {
  backend: Backend;
  carried: Carried;
  /** The signal that aborts it. */
  signal: AbortSignal | null | undefined;
}

/**
 * Reports a failure that looks like a CORS error (F3), and a response that may refuse the call (F5).
 *
 * @returns the promise for the page: if the page does not handle its rejection, the browser reports that as usual
 */
export function watchAnswer(
  calls: Calls,
  promise: Promise<Response>,
  { backend, carried, signal }: SentCall,
): Promise<Response> {
  let underWay = false;
  const watched = promise.then(
    (response) => {
      // Another script may have patched `fetch` earlier, and may return anything.
      const { status } = Object(response);
      if (mayBeRefused(status)) calls.answered(backend, carried, status, (name) => response.headers.get(name));
      return response;
    },
    (error) => {
      // A page may abort with a TypeError of its own.
      if (underWay && error instanceof TypeError && !(signal && signal.aborted)) calls.corsFailure(backend);
      throw calls.withoutIdIn(error);
    },
  );
  // Native rejects invalid arguments before this runs.
  void (async () => {
    await undefined;
    underWay = true;
  })();
  return watched;
}
