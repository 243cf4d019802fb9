import type { Results, TaskOf } from '../protocol.ts';
import { type FrameWindow, frameFor } from './frames.ts';

type Compare = TaskOf<'compare'>;

/**
 * How long one turn of one side takes, in ms: far above what the clock can tell, and so short that most pairs of turns
 * see the same machine.
 */
const TURN = window.crossOriginIsolated ? 1 : 60;
/** Most calls of one turn. */
const MOST_CALLS = 20_000;
/** How long one comparison may take, in ms; the least rounds are done in any case. */
const BUDGET = 5000;
const LEAST_ROUNDS = 21;
/** Rounds that do not count: the engines are still compiling. */
const WARM_UP = 30;

/** How many calls fill a turn. */
async function calibrate(frame: FrameWindow, { operation, target }: Compare): Promise<number> {
  let calls = 10;
  for (;;) {
    const time = await frame.bench.time(operation, target, calls);
    if (time >= TURN || calls === MOST_CALLS) return calls;
    calls = Math.min(MOST_CALLS, Math.ceil(calls * Math.min(8, (1.2 * TURN) / Math.max(time, 0.1))));
  }
}

/** Lets the page's other work be done, and does not wait as a timer does. */
function yieldToPage(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

/** Does the same calls in both pages, in turns, so that what slows the machine down slows both. */
export async function compare(task: Compare): Promise<Results['compare']> {
  const { operation, target, rounds } = task;
  const sides = [await frameFor(task.a, 'a'), await frameFor(task.b, 'b')] as const;
  let calls = [1, 1];
  const times: [number[], number[]] = [[], []];
  const start = performance.now();
  for (let round = -WARM_UP; round < rounds; round++) {
    if (round >= LEAST_ROUNDS && performance.now() - start > BUDGET) break;
    // Again after the warm-up, since compiled code makes more calls in the same time.
    if (round === -WARM_UP || round === 0) calls = [await calibrate(sides[0], task), await calibrate(sides[1], task)];
    for (const turn of [0, 1]) {
      const side = ((turn + round) & 1) as 0 | 1;
      const count = calls[side] as number;
      const time = await sides[side].bench.time(operation, target, count);
      if (round >= 0) times[side].push((time / count) * 1e6);
    }
    await yieldToPage();
  }
  return { a: times[0], b: times[1] };
}
