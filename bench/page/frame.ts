import type { Api, Operation, Target } from '../protocol.ts';
import { SESSION_ID } from '../session.ts';

// Runs in each page that is measured, so that its calls are those of the page's own realm.

/** What `sendsNothing` leaves behind. */
const note = window as unknown as { lastSent: number; sent: number };
const clerk = () => (window as unknown as { Clerk: { session: unknown; emit(): void } }).Clerk;

const aborted = new AbortController();
aborted.abort();
const { signal } = aborted;

let count = 0;

// Made anew for each round: a real page's URLs are strings that the engine has not seen before.
const urlsOf = ({ url, varied }: Target, calls: number): string[] =>
  Array.from({ length: calls }, () => {
    count++;
    return varied ? `${url}/items/${count}?page=${count % 7}&sort=name` : url;
  });

/** Calls `fetch` for each URL; resolves when all have settled. */
const fetchAborted = (urls: string[]): Promise<void> =>
  new Promise((resolve) => {
    let left = urls.length;
    const settled = () => {
      left--;
      if (!left) resolve();
    };
    for (const url of urls) fetch(url, { signal }).then(settled, settled);
  });

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
  fetch: (urls) => () => fetchAborted(urls),
};

export const bench = {
  /** Milliseconds that so many calls take. */
  async time(operation: Operation, target: Target, calls: number): Promise<number> {
    const run = operations[operation](urlsOf(target, calls));
    const start = performance.now();
    const finished = run();
    if (finished) await finished;
    return performance.now() - start;
  },

  /** Milliseconds from Clerk's emission until the last of so many held calls has left. */
  async hold(url: string, calls: number): Promise<number> {
    urlsOf({ url, varied: true }, calls).forEach((each, i) => {
      if (i % 2) {
        void fetch(each);
      } else {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', each);
        xhr.send();
      }
    });
    if (note.sent) throw new Error(`${note.sent} calls were not held`);
    clerk().session = { id: SESSION_ID };
    const start = performance.now();
    clerk().emit();
    while (note.sent < calls) await new Promise((resolve) => setTimeout(resolve));
    return note.lastSent - start;
  },

  /** Milliseconds that one call to a server takes. */
  async trip(api: Api, url: string): Promise<number> {
    const start = performance.now();
    if (api === 'fetch') {
      const response = await fetch(url);
      await response.text();
    } else {
      await new Promise<void>((resolve, reject) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', url);
        xhr.onload = () => resolve();
        xhr.onerror = () => reject(new Error(`no answer from ${url}`));
        xhr.send();
      });
    }
    return performance.now() - start;
  },

  /** Makes so many XHRs, sent and aborted, and as many aborted fetches, to these URLs in turns. */
  async churn(urls: string[], calls: number): Promise<void> {
    const portion = 100;
    for (let done = 0; done < calls; done += portion) {
      const some = urls.flatMap((url) => urlsOf({ url, varied: true }, portion / urls.length));
      for (const url of some) {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', url);
        xhr.send();
        xhr.abort();
      }
      await fetchAborted(some);
      await new Promise((resolve) => setTimeout(resolve));
    }
  },
};

export type Bench = typeof bench;
Object.assign(window, { bench });
