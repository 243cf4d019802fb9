import { holdsWithin } from '../../kit/until.ts';
import type { BusyPage } from './busyPage.ts';
import { PATIENCE } from './ledger.ts';
import type { Segment } from './plan.ts';

/** Longest wait for timers that will soon fire, in ms. */
const TIMERS = 1000;

/** Someone with two accounts, at a busy page. */
export class User {
  readonly #accounts = ['A', 'B'].map((name) => ({ name, signIns: 0 }));

  constructor(readonly page: BusyPage) {
    this.#enter();
  }

  /** Makes the calls of a segment, and switches the account between them. */
  async play({ calls, switching, pauses }: Segment): Promise<void> {
    const { ledger, caller } = this.page;
    for (const [i, call] of calls.entries()) {
      if (i === switching.start) this.#leave(switching.way);
      if (i === switching.end) this.#enter();
      for (const { at, left } of pauses) if (i === at) await this.#pass(left);
      await ledger.room();
      caller.make(call);
    }
  }

  /** Waits until no call is open, and no timer set; what is left after a while is left for good. */
  async rest(): Promise<void> {
    const { ledger, leftovers } = this.page;
    await holdsWithin(PATIENCE, () => !ledger.open);
    await holdsWithin(TIMERS, () => !leftovers().timers);
  }

  #leave(way: Segment['switching']['way']): void {
    const [active] = this.#accounts;
    if (way === 'sign out') {
      // Whoever signs in again has another session.
      if (active) active.signIns++;
      this.page.tokens.become(null);
    } else {
      this.#accounts.reverse();
      if (way === 'navigate') this.page.tokens.become(undefined);
      else this.#enter();
    }
  }

  #enter(): void {
    const [{ name, signIns } = { name: '', signIns: 0 }] = this.#accounts;
    this.page.tokens.become(`sess_${name}_${signIns}`);
  }

  /** Time stands still while a token is made, and until it is on its way. */
  async #pass(left: number): Promise<void> {
    const { tokens, clock } = this.page;
    do await new Promise((resolve) => setTimeout(resolve));
    while (tokens.isBusy);
    clock.pass(Math.max(tokens.remains - left, 1000));
  }
}
