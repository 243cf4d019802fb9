import type { Totals } from './ledger.ts';
import type { Leftovers } from './leftovers.ts';
import type { TokenCounts } from './tokens.ts';

export interface SoakOptions {
  seed: number;
  /** In all pages together. */
  calls: number;
  /** Of the account, in each page. */
  switches: number;
}

/** When leftovers and memory are looked at. */
export type Point = 'start' | 'middle' | 'end';

/** What came of a soak. */
export interface SoakFigures extends Totals, TokenCounts {
  switches: number;
  /** How long it was for the pages, in ms. */
  time: number;
  leftovers: Record<Point, Leftovers>;
  /** What was wrong; there is nothing in it when all is well. */
  faults: string[];
}
