import { origins } from '../../test/kit/page.ts';
import type { Figure } from '../stats.ts';
import { inTurns } from './inTurns.ts';
import { BARE, type Between, open } from './open.ts';

/** What is constructed. */
export const APIS = ['EventSource', 'WebSocket'] as const;
export type Api = (typeof APIS)[number];

/** So many in a turn: browsers have limits for connections, and nobody listens where these go to. */
const A_TURN = 40;
const ROUNDS = 60;

/** The shim with all channels. */
export const shimWithAll = (sources: string): Between => [
  { shim: { 'data-backend-origins': sources }, file: 'clerk-ajax.all.min.js' },
];

/**
 * Makes the function that gives the nanoseconds that it takes to construct one. It runs in the page that is measured, and sees
 * nothing of this file.
 */
function createTimer() {
  let count = 0;
  return (api: Api, url: string, calls: number): number => {
    const urls = Array.from({ length: calls }, () => `${url}/items/${++count}?page=${count % 7}&sort=name`);
    const made: (EventSource | WebSocket)[] = [];
    const start = performance.now();
    for (const each of urls) made.push(new window[api](each));
    const time = performance.now() - start;
    for (const each of made) each.close();
    return (time / calls) * 1e6;
  };
}

/** Compares the construction on native objects and through the shim, in nanoseconds each. */
export async function compareConstruction(api: Api, isOurs: boolean): Promise<Figure> {
  const sources = isOurs ? origins.closed : 'https://api.elsewhere.test';
  const pages = [await open(BARE), await open(shimWithAll(sources))] as const;
  const [native, shimmed] = pages.map((page) => page.run(createTimer)) as [
    ReturnType<typeof createTimer>,
    ReturnType<typeof createTimer>,
  ];
  const url = api === 'WebSocket' ? origins.closed.replace('http', 'ws') : origins.closed;
  const measure = async (side: 0 | 1) => (side ? shimmed : native)(api, url, A_TURN);
  await inTurns(5, measure);
  const comparison = await inTurns(ROUNDS, measure);
  for (const page of pages) page.close();
  return comparison;
}
