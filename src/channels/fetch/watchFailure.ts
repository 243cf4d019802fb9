import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';

/**
 * Reports a failure that may be due to CORS (F3).
 *
 * @returns the promise for the page: if the page does not handle its rejection, the browser reports that as usual
 */
export function watchFailure(
  calls: Calls,
  promise: Promise<Response>,
  backend: Backend,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  let underWay = false;
  const watched = promise.then(undefined, (error) => {
    // A page may abort with a TypeError of its own.
    if (underWay && error instanceof TypeError && !(signal && signal.aborted)) calls.corsFailure(backend);
    throw error;
  });
  // Native rejects bad arguments before this.
  void (async () => {
    await undefined;
    underWay = true;
  })();
  return watched;
}
