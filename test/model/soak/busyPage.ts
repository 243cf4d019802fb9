import { type Clock, clockOf } from '../../kit/clock.ts';
import { newKey, openPage, origins, type PageWindow } from '../../kit/page.ts';
import { recordSent } from '../../kit/recordSent.ts';
import type { Mode } from '../contract.ts';
import { Caller } from './caller.ts';
import { Ledger } from './ledger.ts';
import { countLeftovers, type Leftovers } from './leftovers.ts';
import { Tokens } from './tokens.ts';

/** Said of synchronous calls, which cannot wait for a token; the ledger knows of each call whether it must have one. */
const NO_TOKEN_AT_HAND = /Clerk gave no session token/;

/** A page that calls its backends all the time, through the shim, and all that is known of it. */
export interface BusyPage {
  /** The name of its calls at the servers. */
  run: string;
  clock: Clock;
  tokens: Tokens;
  ledger: Ledger;
  caller: Caller;
  leftovers(): Leftovers;
  /** What the shim has said, and what nobody has caught. */
  complaints(): string[];
}

/**
 * Opens a busy page.
 *
 * @param size how many calls it makes at the most
 */
export async function openBusyPage(mode: Mode, size: number): Promise<BusyPage> {
  const run = newKey();
  let busy: Omit<BusyPage, 'complaints'> | undefined;
  const setUp = (window: PageWindow) => {
    const clock = clockOf(window);
    const ledger = new Ledger(size, window, clock, mode);
    const leftovers = countLeftovers(window);
    recordSent(window, (call) => ledger.send(call));
    busy = {
      run,
      clock,
      ledger,
      leftovers,
      tokens: new Tokens(window, clock),
      caller: new Caller(window, run, ledger),
    };
  };
  const page = await openPage({
    head: [
      { clerk: {} },
      { run: setUp },
      { shim: { 'data-backend-origins': `'self' ${origins.backend}`, 'data-send': mode.send, 'data-wait': '600000' } },
    ],
  });
  return {
    ...(busy as Omit<BusyPage, 'complaints'>),
    complaints: () => [
      ...page.said('error').filter((text) => !NO_TOKEN_AT_HAND.test(text)),
      ...page.errors,
      ...page.rejections.map(String),
    ],
  };
}
