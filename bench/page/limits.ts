/// <reference lib="es2021.weakref" />
import { origins, type PageWindow } from '../../test/kit/page.ts';
import { scriptAt } from '../plan.ts';
import { SESSION_ID } from '../session.ts';
import type * as Counters from './counters.ts';
import { SENDS_NOTHING } from './growth.ts';
import { type ClerkState, open, shim } from './open.ts';
import { run, step } from './report.ts';

// What calls ask of the engine, and what is kept of them.

/** In Chromium with `--expose-gc`. */
declare const gc: () => void;

const WARM_UP = 20;
const CALLS = 100;
/** Calls of each kind after which it is looked what is kept. */
const KEPT_CALLS = 1000;

const { backend } = origins;
const ELSEWHERE = 'https://api.elsewhere.test';
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Counts = Counters.Counts;
type Call = (i: number) => object | undefined;

/** The kinds of calls that are counted, which give back what must not be kept. */
function kindsOf(window: PageWindow): Record<string, Call> {
  const open = (url: string, ...then: ('send' | 'abort')[]) => {
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', url);
    for (const method of then) xhr[method]();
    return xhr;
  };
  const get = (input: RequestInfo, init?: RequestInit) => void window.fetch(input, init).catch(() => {});
  return {
    'open, not ours': (i) => open(`${ELSEWHERE}/${i}?a`),
    'open, not ours, relative': (i) => open(`/static/${i}?a`),
    'open and send, ours': (i) => open(`${backend}/${i}?a`, 'send'),
    'open, send and abort, ours': (i) => open(`${backend}/${i}?a`, 'send', 'abort'),
    'fetch, not ours': (i) => get(`${ELSEWHERE}/${i}?a`),
    'fetch, not ours, relative': (i) => get(`/static/${i}?a`),
    'fetch, ours': (i) => get(`${backend}/${i}?a`),
    'fetch, ours, with init'(i) {
      const init = { method: 'POST', body: 'x', headers: { 'X-A': '1' } };
      get(`${backend}/${i}?a`, init);
      return init;
    },
    'fetch, ours, a Request'(i) {
      const request = new window.Request(`${backend}/${i}?a`);
      get(request);
      return request;
    },
  };
}

/** A page that counts, and sends nothing. */
async function openCounted(sources = backend, clerk?: ClerkState) {
  const { window } = await open([{ src: scriptAt('counters') }, SENDS_NOTHING, ...shim(sources)], clerk);
  const { counters } = window as unknown as { counters: typeof Counters };
  /** @param own what the page itself does in each call */
  const count = (calls: number, work: () => void, own: Counts = {}): Counts => {
    counters.start();
    work();
    const each = Object.entries(counters.stop()).map(([name, sum]) => [name, sum / calls - (own[name] ?? 0)] as const);
    return Object.fromEntries(each.map(([name, times]) => [name, +times.toFixed(2)]).filter(([, times]) => times));
  };
  return { window, counters, count, kinds: kindsOf(window), become: () => window.Clerk?.control.become(SESSION_ID) };
}

function repeat(times: number, call: (i: number) => void): void {
  for (let i = 0; i < times; i++) call(i);
}

/** What one call of each kind asks of the engine. */
async function countCalls(sources?: string): Promise<Record<string, Counts>> {
  const { count, kinds } = await openCounted(sources);
  const result: Record<string, Counts> = {};
  for (const [kind, call] of Object.entries(kinds)) {
    repeat(WARM_UP, call);
    await sleep(10);
    const own = { Promise: +kind.startsWith('fetch'), 'new Request': +kind.endsWith('Request') };
    result[kind] = count(CALLS, () => repeat(CALLS, call), own);
    await sleep(10);
  }
  return result;
}

/** What releasing each of so many held calls asks of the engine. */
async function countRelease(calls: number): Promise<Counts> {
  const { count, kinds, become } = await openCounted(backend, {});
  repeat(calls, (i) => kinds[i % 2 ? 'fetch, ours' : 'open and send, ours']?.(i));
  await sleep(10);
  return count(calls, become);
}

/** How many objects of the calls are not collected, and how much the script's own maps and sets hold then. */
async function findKept(clerk?: ClerkState) {
  const { window, counters, kinds, become } = await openCounted(backend, clerk);
  const made: WeakRef<object>[] = [];
  for (const call of Object.values(kinds)) {
    repeat(KEPT_CALLS, (i) => {
      const object = call(i);
      if (object) made.push(new WeakRef(object));
    });
  }
  if (clerk) become();
  // A page that makes up origins must not fill the memory.
  repeat(KEPT_CALLS, (i) => new window.XMLHttpRequest().open('GET', `https://host${i}.example.test/`));
  let objects = made.length;
  for (let i = 0; i < 20 && objects; i++) {
    await sleep(20);
    gc();
    objects = made.filter((reference) => reference.deref()).length;
  }
  return { objects, entries: counters.entries() };
}

const others = Array.from({ length: 99 }, (_, i) => `https://api${i}.example.test`);

/** What is counted, by its name. */
const measures = {
  one: () => countCalls(),
  many: () => countCalls([...others, backend].join(' ')),
  held: async () => ({ 100: await countRelease(100), 1000: await countRelease(1000) }),
  kept: async () => ({ 'session known': await findKept(), 'calls held': await findKept({}) }),
};

export type LimitFigures = { [Name in keyof typeof measures]: Awaited<ReturnType<(typeof measures)[Name]>> };

void run(Object.fromEntries(Object.entries(measures).map(([name, measure]) => [name, () => step(name, measure)])));
