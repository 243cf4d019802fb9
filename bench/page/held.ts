import type { Results, TaskOf } from '../protocol.ts';
import { openFrame } from './frames.ts';

/** Times how long held calls take to leave, each time in a fresh page. */
export async function held({ spec, url, calls, rounds }: TaskOf<'held'>): Promise<Results['held']> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const { window, close } = await openFrame(spec);
    times.push(await window.bench.hold(url, calls));
    close();
  }
  return { times };
}
