import type { Page } from '../../test/kit/page.ts';
import type { Figure } from '../stats.ts';
import { inTurns } from './inTurns.ts';
import { type Between, open } from './open.ts';
import { createTimer, type Operation } from './timer.ts';

/**
 * How long one turn of one side takes, in ms: far above what the clock can tell, and so short that most pairs of turns
 * see the same machine.
 */
const TURN = window.crossOriginIsolated ? 1 : 60;
const MOST_CALLS_OF_A_TURN = 20_000;
/** How long one comparison may take, in ms; the least rounds are done in any case. */
const BUDGET = 3000;
const LEAST_ROUNDS = 21;
/** Rounds that do not count: the engines are still compiling. */
const WARM_UP = 30;
/** Some peers go on setting up after their script, for so many ms. */
const SETTLE = 300;

/** A page whose calls are timed. */
export interface Side {
  page: Page;
  time: ReturnType<typeof createTimer>;
}

export type Sides = readonly [Side, Side];

export async function openSide(between: Between): Promise<Side> {
  const page = await open(between);
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  return { page, time: page.run(createTimer) };
}

/** How many calls fill a turn. */
async function calibrate({ time }: Side, operation: Operation, url: string): Promise<number> {
  let calls = 10;
  for (;;) {
    const taken = await time(operation, url, calls);
    if (taken >= TURN || calls === MOST_CALLS_OF_A_TURN) return calls;
    calls = Math.min(MOST_CALLS_OF_A_TURN, Math.ceil(calls * Math.min(8, (1.2 * TURN) / Math.max(taken, 0.1))));
  }
}

/** Compares the same calls in two pages, in nanoseconds a call. */
export async function compare(sides: Sides, operation: Operation, url: string, rounds = 200): Promise<Figure> {
  const run = async (rounds: number) => {
    const calls = [await calibrate(sides[0], operation, url), await calibrate(sides[1], operation, url)] as const;
    const start = performance.now();
    return inTurns(
      rounds,
      async (side) => ((await sides[side].time(operation, url, calls[side])) / calls[side]) * 1e6,
      (round) => round < LEAST_ROUNDS || performance.now() - start < BUDGET,
    );
  };
  // Calibrated again after the warm-up, since compiled code makes more calls in the same time.
  await run(WARM_UP);
  return run(rounds);
}
