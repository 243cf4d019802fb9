import type { Leftovers } from '../model/soak/leftovers.ts';
import type { EngineFigures } from './run.ts';

/** In bytes: what engines keep of their own from the start to the end. A tenth of it would be an object for every 50 calls or so. */
const MOST_GROWTH = 1_000_000;

/** What a soak found to be wrong. */
export function faultsOf({ faults, leftovers: { start, end }, heap }: EngineFigures): string[] {
  const all = [...faults];
  for (const name of Object.keys(end) as (keyof Leftovers)[])
    if (end[name] > start[name]) all.push(`${name} grew from ${start[name]} to ${end[name]}`);
  const growth = heap.end - heap.start;
  // It may not be known.
  if (!(growth <= MOST_GROWTH)) all.push(`the memory in use grew by ${growth} bytes`);
  return all;
}
