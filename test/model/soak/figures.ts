import type { Point } from '../../kit/soakOptions.ts';
import type { Totals } from './ledger.ts';
import type { Leftovers } from './leftovers.ts';
import type { TokenCounts } from './tokens.ts';

/** What came of a soak. */
export interface SoakFigures extends Totals, TokenCounts {
  switches: number;
  /** How long it was for the pages, in ms. */
  time: number;
  leftovers: Record<Point, Leftovers>;
  /** What was wrong; there is nothing in it when all is well. */
  faults: string[];
}
