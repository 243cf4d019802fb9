import { config, expect } from 'chai';
import { shimmedPage, withoutShim } from '../kit/differential.ts';
import type { TestPage } from '../kit/page.ts';
import { type NativeCall, watchNatives } from '../kit/watchNatives.ts';
import { seeds, tryAll } from '../model/random.ts';
import { leaving } from '../model/sequences/leaving.ts';
import { expectSession, ownPart, playIn } from '../model/sequences/outcome.ts';
import { type Sequence, sequences } from '../model/sequences/steps.ts';

// What differs stands in the report in full.
config.truncateThreshold = 0;

/** Sequences for each seed. */
const RUNS = 25;
/** In ms. */
const SHRINKING = 40_000;

/** Plays a sequence natively and through the shim: the page must see the same, and the servers what the contract says. */
async function compare(sequence: Sequence, sendsTokens: boolean): Promise<void> {
  const send = sendsTokens ? 'session-id credentials session-token' : 'session-id credentials';
  const left: NativeCall[] = [];
  const definition: TestPage = {
    head: [
      { clerk: {} },
      { run: (window) => watchNatives(window, left) },
      ...(shimmedPage({ 'data-wait': '60000', 'data-send': send }).head ?? []).slice(1),
    ],
  };
  const native = await playIn(withoutShim(definition), sequence, sendsTokens);
  left.splice(0);
  const shim = await playIn(definition, sequence, sendsTokens);
  expect(shim.seen).to.equal(native.seen);
  for (const [i, call] of shim.calls.entries()) {
    expectSession(call);
    const natively = native.calls[i];
    if (natively && call.expected.arrives === 'once')
      expect(ownPart(call, sendsTokens)).to.equal(ownPart(natively, sendsTokens));
  }
  const order = [...leaving(left)];
  for (const keys of shim.orders)
    expect(
      order.filter((key) => keys.includes(key)),
      'order',
    ).to.deep.equal(keys);
}

describe('random sequences of several calls', () => {
  for (const seed of seeds)
    for (const [title, sendsTokens] of [
      ['with the session ID', false],
      ['with tokens', true],
    ] as const) {
      it(`E1 D1 D4 C3: are as natively, ${title}, seed ${seed}`, async function () {
        this.timeout(85_000);
        await tryAll(sequences(sendsTokens), (sequence) => compare(sequence, sendsTokens), {
          seed,
          runs: RUNS,
          shrinking: SHRINKING,
          grep: `sequences of several calls.*${title}`,
        });
      });
    }
});
