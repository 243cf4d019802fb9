/// <reference lib="es2021.weakref" />
import type { Results } from '../protocol.ts';
import { SESSION_ID } from '../session.ts';
import type { counters as Counters, Counts } from './counters.ts';

// Runs in the page whose calls are counted; nothing is sent there (see `sendsNothing`).

const page = window as unknown as {
  counters?: typeof Counters;
  Clerk: { session: unknown; emit(): void };
  peerConfig: { backend: string };
};
const { backend } = page.peerConfig;
const ELSEWHERE = 'https://api.elsewhere.test';

const open = (url: string): XMLHttpRequest => {
  const xhr = new XMLHttpRequest();
  xhr.open('GET', url);
  return xhr;
};
const send = (url: string): XMLHttpRequest => {
  const xhr = open(url);
  xhr.send();
  return xhr;
};
const fetchIt = (input: RequestInfo, init?: RequestInit): void => void fetch(input, init).catch(() => {});

/** Every kind of call that is counted; gives back what must not be kept. */
const KINDS: Record<string, (i: number) => object | undefined> = {
  'open, not ours': (i) => open(`${ELSEWHERE}/${i}?a`),
  'open, not ours, relative': (i) => open(`/static/${i}?a`),
  'open and send, ours': (i) => send(`${backend}/${i}?a`),
  'open, send and abort, ours'(i) {
    const xhr = send(`${backend}/${i}?a`);
    xhr.abort();
    return xhr;
  },
  'fetch, not ours': (i) => void fetchIt(`${ELSEWHERE}/${i}?a`),
  'fetch, not ours, relative': (i) => void fetchIt(`/static/${i}?a`),
  'fetch, ours': (i) => void fetchIt(`${backend}/${i}?a`),
  'fetch, ours, with init'(i) {
    const init = { method: 'POST', body: 'x', headers: { 'X-A': '1' } };
    fetchIt(`${backend}/${i}?a`, init);
    return init;
  },
  'fetch, ours, a Request'(i) {
    const request = new Request(`${backend}/${i}?a`);
    fetchIt(request);
    return request;
  },
};

const WARM_UP = 20;
const CALLS = 100;

async function settle(): Promise<void> {
  for (let i = 0; i < 3; i++) await new Promise((resolve) => setTimeout(resolve));
}

export const counting = {
  /** What one call of each kind asks of the engine. */
  async count(): Promise<Results['count']> {
    const result: Record<string, Counts> = {};
    for (const [kind, call] of Object.entries(KINDS)) {
      // The counters see what the page itself does, too.
      const own: Counts = /^fetch/.test(kind) ? { Promise: 1 } : {};
      if (/a Request$/.test(kind)) own['new Request'] = 1;
      for (let i = 0; i < WARM_UP; i++) call(i);
      await settle();
      page.counters?.start();
      for (let i = 0; i < CALLS; i++) call(i);
      const sums = page.counters?.stop() ?? {};
      await settle();
      result[kind] = perCall(sums, CALLS, own);
    }
    return { counts: result };
  },

  /** What releasing each of so many held calls asks of the engine. */
  async release(calls: number): Promise<Counts> {
    for (let i = 0; i < calls; i++) {
      if (i % 2) fetchIt(`${backend}/${i}?a`);
      else send(`${backend}/${i}?a`);
    }
    await settle();
    page.Clerk.session = { id: SESSION_ID };
    page.counters?.start();
    page.Clerk.emit();
    return perCall(page.counters?.stop() ?? {}, calls);
  },

  /** How many of the objects of so many calls are not collected, and what the script's own maps hold then. */
  async retain(calls: number, gc: () => void): Promise<Results['retain']> {
    const made: WeakRef<object>[] = [];
    for (const call of Object.values(KINDS)) {
      for (let i = 0; i < calls; i++) {
        const object = call(i);
        if (object) made.push(new WeakRef(object));
      }
    }
    if (page.Clerk.session === undefined) {
      page.Clerk.session = { id: SESSION_ID };
      page.Clerk.emit();
    }
    // A page that makes up origins must not fill the memory.
    for (let i = 0; i < calls; i++) open(`https://host${i}.example.test/`);
    const left = () => made.filter((reference) => reference.deref()).length;
    let kept = made.length;
    for (let i = 0; i < 20 && kept; i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      gc();
      kept = left();
    }
    return { kept, entries: page.counters?.entries() ?? 0 };
  },
};

/** @param own what the page itself did in each call */
function perCall(sums: Counts, calls: number, own: Counts = {}): Counts {
  const result: Counts = {};
  for (const [name, sum] of Object.entries(sums)) {
    const each = +(sum / calls - (own[name] ?? 0)).toFixed(2);
    if (each) result[name] = each;
  }
  return result;
}

Object.assign(window, { counting });
export type Counting = typeof counting;
