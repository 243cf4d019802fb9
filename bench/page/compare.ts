import type { Results, TaskOf } from '../protocol.ts';
import { type FrameWindow, frameFor } from './frames.ts';

type Compare = TaskOf<'compare'>;

/** How long one round of one side takes, in ms: far above what the coarsest clock can tell. */
const ROUND = isolated() ? 4 : 60;
/** Most calls of one round: each needs an object, and those should not set off the garbage collector by their number. */
const MOST_CALLS = 20_000;
/** How long one comparison may take, in ms; the least rounds are done in any case. */
const BUDGET = 4000;
const LEAST_ROUNDS = 11;
const WARM_UP = 3;

function isolated(): boolean {
  return window.crossOriginIsolated;
}

/** How many calls fill a round. */
async function calibrate(frame: FrameWindow, { operation, target }: Compare): Promise<number> {
  let calls = 20;
  for (;;) {
    const time = await frame.bench.time(operation, target, calls);
    if (time >= ROUND || calls === MOST_CALLS) return calls;
    calls = Math.min(MOST_CALLS, Math.ceil(calls * Math.min(8, (1.2 * ROUND) / Math.max(time, 0.1))));
  }
}

/** Does the same calls in both pages, in turns, so that what slows the machine down slows both. */
export async function compare(task: Compare): Promise<Results['compare']> {
  const { operation, target, rounds } = task;
  const sides = [await frameFor(task.a, 'a'), await frameFor(task.b, 'b')] as const;
  // Twice, since the first calls run before the engine has compiled anything.
  for (const side of sides) await calibrate(side, task);
  const calls = [await calibrate(sides[0], task), await calibrate(sides[1], task)] as const;

  const times: [number[], number[]] = [[], []];
  const start = performance.now();
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round >= LEAST_ROUNDS && performance.now() - start > BUDGET) break;
    for (const turn of [0, 1]) {
      const side = ((turn + round) & 1) as 0 | 1;
      const time = await sides[side].bench.time(operation, target, calls[side]);
      if (round >= 0) times[side].push((time / calls[side]) * 1e6);
      // The timer lets go of what the round has left behind, and of the call stack.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return { a: times[0], b: times[1] };
}
