/** In ms. No failing server is asked more often than that allows, whatever its `retry`: it doubles from here … */
const FIRST = 1000;
/** … to here. */
const LAST = 60_000;

/**
 * How long a stream waits before it connects again, in ms: so long as the server wants, and while connections fail, longer each
 * time. The HTML standard leaves that to the browser.
 *
 * @param retry what the server wants, at most what a timer can wait
 * @param failures how many connections have failed in a row before this one
 */
export function delayAfter(retry: number, failures: number): number {
  if (!failures) return retry;
  let delay = Math.max(retry, FIRST);
  while (--failures && delay < LAST) delay *= 2;
  return Math.min(delay, Math.max(retry, LAST));
}
