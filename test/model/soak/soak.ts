import { tally } from '../../kit/page.ts';
import type { Point, SoakOptions } from '../../kit/soakOptions.ts';
import { BOTH, SESSION_ID } from '../contract.ts';
import { openBusyPage } from './busyPage.ts';
import type { SoakFigures } from './figures.ts';
import type { Leftovers } from './leftovers.ts';
import { segmentOf } from './plan.ts';
import { User } from './user.ts';

/**
 * When leftovers and memory are looked at: after so much of the calls. At the start engines have compiled what they run,
 * and filled their caches.
 */
const SHARES: Record<Point, number> = { start: 0.2, middle: 0.6, end: 1 };

/** What the pages get: in one of them calls leave at once, in the other they wait for their tokens. */
const MODES = [SESSION_ID, BOTH];

/**
 * Runs busy pages, and follows each of their calls.
 *
 * @param at is called at each point, when no call is open
 */
export async function soak(
  { seed, calls, switches }: SoakOptions,
  at: (point: Point) => Promise<void> = async () => {},
): Promise<SoakFigures> {
  const perSegment = Math.round(calls / MODES.length / switches);
  const users: User[] = [];
  for (const mode of MODES) users.push(new User(await openBusyPage(mode, perSegment * switches)));
  const pages = users.map(({ page }) => page);
  const time = () => Math.max(...pages.map(({ clock }) => clock.now()));
  const begun = time();
  const leftovers = {} as Record<Point, Leftovers>;
  let index = 0;
  for (const [point, share] of Object.entries(SHARES) as [Point, number][]) {
    const end = Math.round(switches * share);
    const segments = Array.from({ length: end - index }, (_, i) => index + i);
    await Promise.all(
      users.map(async (user, place) => {
        for (const i of segments) await user.play(segmentOf(seed, i * MODES.length + place, perSegment));
        await user.rest();
      }),
    );
    index = end;
    leftovers[point] = sum(pages.map((page) => page.leftovers()));
    await at(point);
  }
  for (const { ledger, run } of pages) ledger.compare(await tally(run));
  return {
    ...sum(pages.map(({ ledger }) => ledger.totals)),
    ...sum(pages.map(({ tokens }) => tokens.counts)),
    switches,
    time: time() - begun,
    leftovers,
    faults: pages.flatMap(({ ledger, complaints }, place) =>
      [...ledger.faults, ...complaints()].map((fault) => `data-send="${MODES[place]?.send}": ${fault}`),
    ),
  };
}

/** The sum of each figure. */
function sum<Figures extends { [Name in keyof Figures]: number }>(list: Figures[]): Figures {
  const total = { ...(list[0] as Figures) };
  for (const each of list.slice(1))
    for (const name of Object.keys(each) as (keyof Figures)[])
      total[name] = (total[name] + each[name]) as Figures[keyof Figures];
  return total;
}
