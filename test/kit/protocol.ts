/** What passes between the test servers, the pages and the runner; imported by both sides, so without code of either. */

import type { Point, SoakOptions } from './soakOptions.ts';

/**
 * The servers: the page's own origin, a backend (another port, the same site), a foreign one, and a second backend, whose
 * connections carry one request each: browsers send a request anew, by themselves, if a connection that they use again is
 * cut. `foreignIp` is the foreign server by its address, which makes it another site too. At `closed` nobody listens.
 */
export type OriginName = 'page' | 'backend' | 'foreign' | 'fragile';
export type Origins = Record<OriginName | 'foreignIp' | 'closed', string>;

/** One request as a server got it. */
export interface Received {
  origin: OriginName;
  method: string;
  /** Path and query, byte for byte as on the wire. */
  url: string;
  /** Names and values in turns, in the order and the case of the wire. */
  rawHeaders: string[];
  /** The bytes of the body in base64. */
  body: string;
  /** Whether the whole request arrived. */
  complete: boolean;
  /** Whether the client went away before it had the whole answer. */
  aborted: boolean;
  /** Milliseconds on the server's clock. */
  time: number;
}

export type Attributes = Record<string, string | true>;

/** One piece of a page under test. Functions of {@link PageDefinition} arrive at the server as their number. */
export type Part<Run = number> =
  | { html: string }
  /** An inline script. */
  | { script: string; attributes?: Attributes }
  /** A script by its URL; a relative one is resolved by the page. */
  | { src: string; attributes?: Attributes }
  /** The shim's tag with its attributes; `file` is one of `dist/`. */
  | { shim: Attributes; file?: string; src?: string }
  /** The stand-in of ClerkJS; `session` is known at once unless it is left out. */
  | { clerk: { session?: string | null }; attributes?: Attributes; src?: string }
  /** A function of the test that is called, while the page is parsed, at this place. */
  | { run: Run };

/** A page under test. */
export interface PageDefinition<Run = number> {
  /** Of the document, in its `Content-Type`; default utf-8. */
  charset?: string;
  /** `href` of a `<base>`. */
  base?: string;
  /** More response headers, such as `Content-Security-Policy`. */
  headers?: Record<string, string>;
  /** Nonce of the scripts of this infrastructure, for a Content Security Policy that asks for one. */
  nonce?: string;
  head?: Part<Run>[];
  body?: Part<Run>[];
  /** Path, query and fragment below the page's own address. */
  path?: string;
}

/** What a run of the doctor has written, and how it ended. */
export interface DoctorAnswer {
  code: number;
  out: string;
  err: string;
}

/** What a run says, test by test. */
export type RunEvent =
  | { type: 'start'; total: number }
  | { type: 'begin'; title: string }
  | { type: 'pass'; title: string; duration: number }
  | { type: 'skip'; title: string }
  | { type: 'fail'; title: string; message: string; stack: string; duration: number }
  /** The page failed before mocha was there. */
  | { type: 'broken'; message: string; stack: string }
  /** A soak has come to a point where memory is measured, and goes on when `measured` is released. */
  | { type: 'measure'; point: Point; measured: string; bytes: number | undefined }
  /** A benchmark has measured something, or could not. */
  | { type: 'figure'; name: string; value?: unknown; error?: string }
  /** `result`: what a run has found that is not of tests. */
  | { type: 'end'; result?: unknown };

/** What the runner page is told. */
export interface RunnerConfig {
  origins: Origins;
  engine: EngineName;
  /** Whether the libraries of Debian's packages are here. */
  hasDebian?: boolean;
  /** Path of the bundle of tests. */
  script: string;
  grep?: string;
  /** Whether one test is run and left open, in a browser with a window, or in one that the user opens. */
  look?: 'show' | 'serve';
  /** Whether one test of each rule in each group is enough. */
  quick?: boolean;
  random?: RandomOptions;
  soak?: SoakOptions;
}

/** What random tests are told: where to start, and how often. */
export interface RandomOptions {
  seed?: number;
  /** Of fast-check: the way to what it has shrunk a failure to. */
  path?: string;
  /** How many seeds, one after the other. */
  times?: number;
}

export const ENGINES = ['chromium', 'firefox', 'webkit', 'chromium75'] as const;
export type EngineName = (typeof ENGINES)[number];
