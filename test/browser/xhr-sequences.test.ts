import { config, expect } from 'chai';
import { plain, shimmedPage, withoutShim } from '../kit/differential.ts';
import { at, engine, newKey, openPage, type PageWindow, release, type TestPage } from '../kit/page.ts';
import { seeds, tryAll } from '../model/random.ts';
import { abortsSynchronous, play, type Step, sequences, type Target } from '../model/xhrSteps.ts';

// What differs stands in the report in full.
config.truncateThreshold = 0;

const RUNS = 80;

function urlsOf(key: string): Record<Target, string> {
  return {
    ours: at('backend', key, 'body', 'json'),
    own: at('page', key, 'body', 'xml'),
    other: at('foreign', key, 'body', 'text'),
    // Chromium waits for more of the body to find out the type, unless it is told not to.
    stalled: at('backend', key, 'header', 'X-Content-Type-Options', 'nosniff', 'stall'),
    broken: at('backend', key, 'cors', 'none', 'body', 'json'),
    bad: 'http://[',
  };
}

const steps = engine === 'firefox' ? sequences.filter((list) => !abortsSynchronous(list)) : sequences;

describe('any sequence of calls on an XHR', () => {
  for (const seed of seeds)
    for (const [title, held, upload] of [
      ['with the session known', false, false],
      ['with the session known and upload listeners', false, true],
      ['while Clerk is loading', true, false],
    ] as const) {
      it(`E1 D6: an XHR leaves the same trace as natively, ${title}, seed ${seed}`, async function () {
        this.timeout(90_000);
        const definition: TestPage = {
          head: [
            { clerk: held ? {} : { session: 'sess_A' } },
            ...(shimmedPage({ 'data-wait': '60000' }).head ?? []).slice(1),
          ],
        };
        const native = await openPage(withoutShim(definition));
        const shim = await openPage(definition);
        const run = async (window: PageWindow, list: Step[]) => {
          const key = newKey();
          const urls = urlsOf(key);
          const trace = await play(list, { window, urlOf: (target) => urls[target], held, upload });
          // Chromium holds on to the connection of some aborted calls for five seconds, natively too, and has six.
          if (list.some((step) => step.do === 'open' && step.target === 'stalled')) await release(key);
          return plain(trace, key);
        };
        const compare = async (list: Step[]) => {
          const [expected, seen] = await Promise.all([run(native.window, list), run(shim.window, list)]);
          // Mocha does not show what fast-check reports but as text.
          expect(JSON.stringify(seen, null, 1)).to.equal(JSON.stringify(expected, null, 1));
        };
        await tryAll(steps, compare, { seed, runs: RUNS, grep: `calls on an XHR.*${title},` });
        expect(shim.said('error')).to.deep.equal(native.said('error'));
      });
    }
});
