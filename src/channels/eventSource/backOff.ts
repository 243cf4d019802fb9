/** In ms. Limits how often a failing server is contacted, whatever its `retry`: the delay doubles from here … */
const FIRST = 1000;
/** … to here. */
const LAST = 60_000;

/**
 * How long a stream waits before it reconnects, in ms: as long as the server wants and, while connections fail, longer
 * each time. The HTML standard leaves the back-off to the browser.
 *
 * @param retry the delay that the server wants, at most the longest timeout of a timer
 * @param failures how many connections have failed in a row before this one
 */
export function delayAfter(retry: number, failures: number): number {
  if (!failures) return retry;
  let delay = Math.max(retry, FIRST);
  while (--failures && delay < LAST) delay *= 2;
  return Math.min(delay, Math.max(retry, LAST));
}
