import type { Results, TaskOf } from '../protocol.ts';
import { openFrame } from './frames.ts';
import type { Counting } from './limitsFrame.ts';

declare const gc: () => void;

const countingOf = (window: Window) => (window as unknown as { counting: Counting }).counting;

/** Counts what calls ask of the engine. */
export async function count({ spec }: TaskOf<'count'>): Promise<Results['count']> {
  const { window } = await openFrame(spec);
  return countingOf(window).count();
}

/** Counts what the release of held calls asks of the engine. */
export async function release({ spec, calls }: TaskOf<'release'>): Promise<Results['release']> {
  const { window } = await openFrame(spec);
  return { counts: await countingOf(window).release(calls) };
}

/** Looks for what is kept after the calls; needs a Chromium with `--expose-gc`. */
export async function retain({ spec, calls }: TaskOf<'retain'>): Promise<Results['retain']> {
  const { window } = await openFrame(spec);
  return countingOf(window).retain(calls, gc);
}
