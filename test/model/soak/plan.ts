import fc from 'fast-check';
import { sample, sometimes, weighted } from '../random.ts';

/** One call that a busy page makes. */
export interface PlannedCall {
  api: 'fetch' | 'xhr' | 'reused xhr' | 'synchronous xhr';
  /** How the URL is given to `fetch()`. */
  input: 'string' | 'URL' | 'Request';
  /** Whether `init` has getters, so that native alone reads it. */
  getters: boolean;
  body: 'none' | 'text' | 'form' | 'params' | 'blob' | 'bytes';
  origin: 'page' | 'backend' | 'foreign';
  /** How the URL is written; the last is that of an earlier answer, or of a link in one. */
  url: 'absolute' | 'relative' | 'fragment' | 'read back';
  abort: 'never' | 'at once' | 'later';
  /** Whether it has a signal, or a timeout, that never ends it. */
  limit: boolean;
  /** Whether it has a header that asks for a preflight where it goes to another origin. */
  header: boolean;
}

/** A stretch of calls with one switch of the account. */
export interface Segment {
  calls: PlannedCall[];
  switching: {
    /** `navigate` leaves the session unknown for a while, `sign out` leaves none. */
    way: 'at once' | 'navigate' | 'sign out';
    /** The calls before which it begins and ends. */
    start: number;
    end: number;
  };
  pauses: Pause[];
}

/** The clock goes on before this call, until the token at hand is good for so many ms. */
export interface Pause {
  at: number;
  left: number;
}

const call: fc.Arbitrary<PlannedCall> = fc.record({
  api: weighted({ fetch: 50, xhr: 28, 'reused xhr': 20, 'synchronous xhr': 2 }),
  input: weighted({ string: 60, URL: 15, Request: 25 }),
  getters: sometimes(8),
  body: weighted({ none: 60, text: 16, form: 6, params: 6, blob: 6, bytes: 6 }),
  origin: weighted({ page: 45, backend: 40, foreign: 15 }),
  url: weighted({ absolute: 45, relative: 30, fragment: 5, 'read back': 20 }),
  abort: weighted({ never: 90, 'at once': 5, later: 5 }),
  limit: sometimes(15),
  header: sometimes(10),
});

/** In ms: ClerkJS hands a token out while it is good for more than 5 s, and below 10 s the shim asks for another one (C6). */
const LEFT = [40_000, 20_000, 9000, 7000, 6000, 4000, -1000];

const segment = (calls: number): fc.Arbitrary<Segment> => {
  const place = fc.constantFrom(...Array.from({ length: calls }, (_, i) => i));
  return fc.record({
    calls: fc.array(call, { minLength: calls, maxLength: calls }),
    switching: fc
      .record({
        way: weighted({ 'at once': 1, navigate: 1, 'sign out': 1 }),
        start: place,
        gap: fc.constantFrom(1, 2, 4, 8, 12),
      })
      .map(({ way, start, gap }) => ({ way, start, end: Math.min(start + gap, calls - 1) })),
    pauses: fc.array(fc.record({ at: place, left: fc.constantFrom(...LEFT) }), { minLength: 3, maxLength: 3 }),
  });
};

/** The segment of this index of the plan that a seed stands for: no plan of 100,000 calls is kept in memory. */
export function segmentOf(seed: number, index: number, calls: number): Segment {
  return sample(segment(calls), seed * 10_007 + index);
}
