import { origins, type PageWindow } from '../../test/kit/page.ts';
import { HEAP_CALLS, HEAP_STEPS, HELD_KINDS } from '../plan.ts';
import { SENDS_NOTHING } from './growth.ts';
import { BARE, open, patientShim, shim } from './open.ts';
import { few, options } from './options.ts';
import { run, step } from './report.ts';
import { used } from './used.ts';

// Memory in Chromium: what is in use between batches of calls, or what held calls take.

const HELD = 1000;

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

/** Bytes in use after each batch. */
async function measureBatches(): Promise<number[]> {
  const { window } = await open(options.has('clerk-ajax') ? shim() : BARE);
  // The engine compiles, and fills its caches, once.
  await churn(window, 2000);
  const bytes = [await used()];
  for (let batch = 0; batch < few(HEAP_STEPS); batch++) {
    await churn(window, HEAP_CALLS);
    bytes.push(await used());
  }
  return bytes;
}

/** Makes one of a kind, and gives back what takes it away. */
type Make = (url: string) => () => void;

function makersOf(window: PageWindow): Record<(typeof HELD_KINDS)[number], Make> {
  const live = (name: 'EventSource' | 'WebSocket') => (url: string) => {
    const made = new window[name](name === 'WebSocket' ? url.replace('http', 'ws') : url);
    return () => made.close();
  };
  return {
    XMLHttpRequest(url) {
      const xhr = new window.XMLHttpRequest();
      xhr.open('GET', url);
      xhr.send();
      return () => xhr.abort();
    },
    fetch(url) {
      const controller = new window.AbortController();
      window.fetch(url, { signal: controller.signal }).catch(() => {});
      return () => controller.abort();
    },
    EventSource: live('EventSource'),
    WebSocket: live('WebSocket'),
  };
}

/** Bytes that each object takes in a page: while it is there, and when it is gone. */
async function weigh(window: PageWindow, kind: (typeof HELD_KINDS)[number]) {
  // Nobody listens there: nothing comes of what is not held for long enough.
  const make = () =>
    Array.from({ length: HELD }, (_, i) => makersOf(window)[kind](`${origins.closed}/items/${i}?page=${i % 7}`));
  // The engine compiles, and fills its caches, once.
  for (const end of make()) end();
  const before = await used();
  const made = make();
  const there = await used();
  for (const end of made.splice(0)) end();
  return { held: (there - before) / HELD, left: ((await used()) - before) / HELD };
}

/** Native takes something, too, of what it does not hold: it is asked where it sends nothing. */
async function measureHeld(): Promise<void> {
  const held = await open(patientShim('clerk-ajax.all.min.js'), {});
  const native = await open([SENDS_NOTHING]);
  for (const kind of HELD_KINDS) await step(kind, () => weigh(held.window, kind));
  for (const kind of ['XMLHttpRequest', 'fetch'] as const)
    await step(`native ${kind}`, () => weigh(native.window, kind));
}

void run(options.has('held') ? { measureHeld } : { batches: () => step('batches', measureBatches) });
