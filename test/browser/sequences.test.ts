import { config, expect } from 'chai';
import { putCookie } from '../kit/clerkCookies.ts';
import { shimmedPage, withoutShim } from '../kit/differential.ts';
import type { TestPage } from '../kit/page.ts';
import { recordSent } from '../kit/recordSent.ts';
import { BOTH, type Mode, SESSION_ID } from '../model/contract.ts';
import { seeds, tryAll } from '../model/random.ts';
import { expectSession, ownPart, playIn } from '../model/sequences/outcome.ts';
import { COOKIE_SESSION } from '../model/sequences/play.ts';
import { type Sequence, sequences } from '../model/sequences/steps.ts';

// What differs stands in the report in full.
config.truncateThreshold = 0;

/** Sequences for each seed. */
const RUNS = 25;
/** In ms. */
const SHRINKING = 40_000;

/** Plays a sequence natively and through the shim: the page must see the same, and the servers what the contract says. */
async function compare(sequence: Sequence, mode: Mode): Promise<void> {
  const urls: string[] = [];
  const definition: TestPage = {
    head: [
      { clerk: {} },
      { run: (window) => recordSent(window, ({ url }) => urls.push(url)) },
      { run: (window) => sequence.isWarm && putCookie(window, COOKIE_SESSION) },
      ...(shimmedPage({ 'data-wait': '60000', 'data-send': mode.send }).head ?? []).slice(1),
    ],
  };
  const native = await playIn(withoutShim(definition), sequence, mode);
  urls.splice(0);
  const shim = await playIn(definition, sequence, mode);
  expect(shim.seen).to.equal(native.seen);
  for (const [i, call] of shim.calls.entries()) {
    expectSession(call);
    const natively = native.calls[i];
    if (natively && call.expected.arrives === 'once') expect(ownPart(call, mode)).to.equal(ownPart(natively, mode));
  }
  const order = urls.map((url) => /key\d{6}/.exec(url)?.[0]);
  for (const keys of shim.orders)
    expect(
      order.filter((key) => key && keys.includes(key)),
      'order',
    ).to.deep.equal(keys);
}

describe('random sequences of several calls', () => {
  for (const seed of seeds)
    for (const [title, mode] of [
      ['with the session ID', SESSION_ID],
      ['with tokens', BOTH],
    ] as const) {
      it(`E1 D1 D4 D8 C3: the calls of a sequence are as natively, ${title}, seed ${seed}`, async function () {
        this.timeout(85_000);
        await tryAll(sequences(mode.token), (sequence) => compare(sequence, mode), {
          seed,
          runs: RUNS,
          shrinking: SHRINKING,
          grep: `sequences of several calls.*${title}`,
        });
      });
    }
});
