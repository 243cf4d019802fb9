import type { Results, TaskOf } from '../protocol.ts';
import { frameFor } from './frames.ts';

declare const gc: (() => void) | undefined;

/** Bytes in use once garbage is collected; needs a Chromium with `--expose-gc` and precise memory figures. */
async function used(): Promise<number> {
  if (typeof gc !== 'function') throw new Error('this browser does not let its garbage be collected');
  for (let i = 0; i < 5; i++) {
    gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize;
}

/** Reads the memory in use between batches of calls. */
export async function heap({ spec, urls, calls, steps }: TaskOf<'heap'>): Promise<Results['heap']> {
  const frame = await frameFor(spec, 'a');
  // The engine compiles, and fills its caches, once.
  await frame.bench.churn(urls, 2000);
  const bytes = [await used()];
  for (let step = 0; step < steps; step++) {
    await frame.bench.churn(urls, calls);
    bytes.push(await used());
  }
  return { bytes };
}
