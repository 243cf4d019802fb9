/**
 * What is timed: `open()` on a fresh object, the object's construction and `open()`, or `fetch()` with a signal that is
 * aborted already.
 */
export type Operation = 'open' | 'create' | 'fetch';

/**
 * Makes the function that gives the milliseconds that so many calls take. It runs in the page that is measured, so that its
 * calls are those of the page's own realm, and sees nothing of this file.
 */
export function createTimer() {
  const controller = new AbortController();
  controller.abort();
  const { signal } = controller;
  let count = 0;

  /** What is not timed, which gives back what is. */
  const operations: Record<Operation, (urls: string[]) => () => Promise<void> | undefined> = {
    open(urls) {
      const pairs = urls.map((url): [XMLHttpRequest, string] => [new XMLHttpRequest(), url]);
      return () => {
        for (const [xhr, url] of pairs) xhr.open('GET', url);
        return undefined;
      };
    },
    create: (urls) => () => {
      for (const url of urls) new XMLHttpRequest().open('GET', url);
      return undefined;
    },
    fetch: (urls) => () =>
      new Promise((resolve) => {
        let left = urls.length;
        const settled = () => {
          left--;
          if (!left) resolve();
        };
        for (const url of urls) fetch(url, { signal }).then(settled, settled);
      }),
  };

  return async (operation: Operation, base: string, calls: number): Promise<number> => {
    // Made anew for each round: a real page's URLs are strings that the engine has not seen before.
    const urls = Array.from({ length: calls }, () => {
      count++;
      return `${base}/items/${count}?page=${count % 7}&sort=name`;
    });
    const run = operations[operation](urls);
    const start = performance.now();
    const finished = run();
    if (finished) await finished;
    return performance.now() - start;
  };
}
