import { origins, type PageWindow } from '../../test/kit/page.ts';
import { HEAP_CALLS, HEAP_STEPS } from '../plan.ts';
import { few, options } from './inTurns.ts';
import { BARE, open, shim } from './open.ts';
import { next, report } from './report.ts';
import { used } from './used.ts';

/** Makes XHRs, sent and aborted, and as many aborted fetches, half of them ours. */
async function churn(window: PageWindow, calls: number): Promise<void> {
  const controller = new window.AbortController();
  controller.abort();
  const { signal } = controller;
  const targets = [origins.backend, origins.foreignIp];
  for (let i = 0; i < calls; i += 100) {
    const urls = Array.from({ length: 100 }, (_, j) => `${targets[j % 2]}/items/${i + j}?page=${j % 7}&sort=name`);
    for (const url of urls) {
      const xhr = new window.XMLHttpRequest();
      xhr.open('GET', url);
      xhr.send();
      xhr.abort();
    }
    await Promise.all(urls.map((url) => window.fetch(url, { signal }).catch(() => {})));
    // The browser must get rid of these before it gets more, or it runs out of resources.
    await fetch('/favicon.ico');
  }
}

// The memory in use between batches of calls.
report(async () => {
  const { window } = await open(options.has('clerk-ajax') ? shim() : BARE);
  // The engine compiles, and fills its caches, once.
  await churn(window, 2000);
  const bytes = [await used()];
  for (let step = 0; step < few(HEAP_STEPS); step++) {
    next(`memory after ${HEAP_CALLS * step} calls`);
    await churn(window, HEAP_CALLS);
    bytes.push(await used());
  }
  return bytes;
});
