import type { Backend } from '../../calls/backends.ts';
import type { Calls } from '../../calls/calls.ts';

/**
 * Tells of a failure that may be CORS (F3), and gives the promise on, so that one which nobody handles is still reported as
 * unhandled.
 */
export function watchFailure(
  calls: Calls,
  promise: Promise<Response>,
  backend: Backend,
  signal: AbortSignal | null | undefined,
): Promise<Response> {
  let underWay = false;
  const watched = promise.then(undefined, (error) => {
    // A page may abort with an error of its own.
    if (underWay && error instanceof TypeError && !(signal && signal.aborted)) calls.corsFailure(backend);
    throw error;
  });
  // Native refuses bad arguments at once, so that their rejection comes before this.
  void (async () => {
    await undefined;
    underWay = true;
  })();
  return watched;
}
