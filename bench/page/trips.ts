import type { Results, TaskOf } from '../protocol.ts';
import { frameFor } from './frames.ts';

const WARM_UP = 10;

/** Times whole calls to a server. */
export async function trips({ a, b, api, url, rounds }: TaskOf<'trips'>): Promise<Results['trips']> {
  const sides = [await frameFor(a, 'a'), await frameFor(b, 'b')] as const;
  const times: [number[], number[]] = [[], []];
  for (let round = -WARM_UP; round < rounds; round++) {
    for (const turn of [0, 1]) {
      const side = ((turn + round) & 1) as 0 | 1;
      const time = await sides[side].bench.trip(api, `${url}/${'ab'[side]}/${round + WARM_UP}`);
      if (round >= 0) times[side].push(time);
    }
  }
  return { a: times[0], b: times[1] };
}
