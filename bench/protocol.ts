/** What passes between the bench and its pages; imported by both sides, so without code of either. */

/** A page to measure in: what stands between it and its calls. */
export interface FrameSpec {
  /** Name of a peer, or nothing for a bare page. */
  peer?: string;
  /** Value of `data-backend-origins`. */
  sources?: string;
  /** Whether the stand-in of Clerk knows its session from the start. Default: it does. */
  clerkWaits?: boolean;
  /** Replaces the functions that send by ones that note the time, before anything else is loaded. */
  sendsNothing?: boolean;
  /** Counts what is asked of the engine, instead of timing it. */
  counted?: boolean;
}

/** What is timed: `open()` on a fresh object, the object's construction and `open()`, or `fetch()` with an aborted signal. */
export type Operation = 'open' | 'create' | 'fetch';

export interface Target {
  /** The URL, or what the URLs begin with where each call has another one. */
  url: string;
  varied: boolean;
}

export type Api = 'fetch' | 'xhr';

/** `id` tells the tasks of a sheet apart. */
export type Task = { id: string } /** The same calls in two pages, in turns. */ & (
  | { type: 'compare'; a: FrameSpec; b: FrameSpec; operation: Operation; target: Target; rounds: number }
  /** Parsing and running a script in a fresh page; without a peer, an empty script. `again`: the engine has compiled it before. */
  | { type: 'install'; peer?: string; sources?: string; again: boolean; rounds: number }
  /** Calls that wait for Clerk, half of them of each API. */
  | { type: 'held'; spec: FrameSpec; url: string; calls: number; rounds: number }
  /** Whole calls to a server, in two pages, in turns. */
  | { type: 'trips'; a: FrameSpec; b: FrameSpec; api: Api; url: string; rounds: number }
  /** Memory in use after each of `steps` times `calls` XHRs (sent and aborted) and as many fetches (aborted). */
  | { type: 'heap'; spec: FrameSpec; urls: string[]; calls: number; steps: number }
  /** What a call of each kind asks of the engine. */
  | { type: 'count'; spec: FrameSpec }
  /** What the release of one of so many held calls asks of the engine. */
  | { type: 'release'; spec: FrameSpec; calls: number }
  /** What is kept after so many calls of each kind. */
  | { type: 'retain'; spec: FrameSpec; calls: number }
);

export interface Results {
  /** Nanoseconds a call, round by round. */
  compare: { a: number[]; b: number[] };
  /** Milliseconds. */
  install: { times: number[] };
  /** Milliseconds from Clerk's emission to the last call that left. */
  held: { times: number[] };
  /** Milliseconds a call, round by round. */
  trips: { a: number[]; b: number[] };
  /** Bytes after each step, the first of which is before any call. */
  heap: { bytes: number[] };
  /** By the kind of call, and by what is asked. */
  count: { counts: Record<string, Record<string, number>> };
  release: { counts: Record<string, number> };
  /** Objects of the calls that were not collected, and entries of the script's own maps and sets. */
  retain: { kept: number; entries: number };
}

/** Tasks that one document does. */
export interface Sheet {
  title: string;
  tasks: Task[];
}

export type TaskOf<Type extends Task['type']> = Extract<Task, { type: Type }>;

/** What came of one task. */
export interface Result {
  id: string;
  outcome?: Results[Task['type']];
  /** In place of an outcome. */
  error?: string;
}

export interface Report {
  userAgent: string;
  /** Whether the clock is a fine one. */
  isolated: boolean;
  results: Result[];
}
