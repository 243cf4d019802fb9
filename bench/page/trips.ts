import { at, headerOf, isPreflight, newKey, type Origins, received, sessionOf } from '../../test/kit/page.ts';
import { sendXhr } from '../../test/kit/session.ts';
import type { Peer } from '../peers.ts';
import type { Figure } from '../stats.ts';
import type { Sides } from './compare.ts';
import { inTurns } from './inTurns.ts';

type Api = Peer['patches'][number];
const WARM_UP = 10;
/** What peers add in place of the session ID. */
const MARKS = ['x-clerk-session-id', 'authorization', 'traceparent', 'sentry-trace', 'x-datadog-trace-id'];

/** Compares whole calls to one origin, in ms, and looks at what of the second page's has arrived there. */
async function compareAt(origin: keyof Origins, sides: Sides, api: Api, rounds: number) {
  const keys = [newKey(), newKey()] as const;
  const time = async (side: 0 | 1, round: number) => {
    const { window } = sides[side].page;
    const url = at(origin, keys[side], 'echo', round);
    const start = performance.now();
    if (api === 'fetch') await (await window.fetch(url)).text();
    else await sendXhr(window, url);
    return performance.now() - start;
  };
  await inTurns(WARM_UP, time);
  const comparison = await inTurns(rounds, time);
  const arrived = await received(keys[1]);
  const requests = arrived.filter((request) => !isPreflight(request));
  const isMarked = requests.map((request) => !!sessionOf(request) || MARKS.some((name) => headerOf(request, name)));
  return { comparison, isMarked, preflights: (arrived.length - requests.length) / requests.length };
}

/**
 * Compares whole calls of ours to a server, in ms; `preflights` is how many each of them takes.
 *
 * @throws Error when the second page's calls do not carry what they should: its figures say nothing then
 */
export async function compareTrips(sides: Sides, api: Api): Promise<Figure> {
  const { comparison, isMarked, preflights } = await compareAt('backend', sides, api, 40);
  if (isMarked.includes(false)) throw new Error('calls do not arrive as they should');
  // Of another host, too: not every peer looks at the port.
  const elsewhere = await compareAt('foreignIp', sides, api, 5);
  if (elsewhere.isMarked.includes(true)) throw new Error('the session goes elsewhere');
  return { ...comparison, preflights };
}
