import { config, expect } from 'chai';
import { engine } from '../kit/page.ts';
import { expectedOf } from './carried.ts';
import { awaitRoomInHistory } from './historySpy.ts';
import { type Mode, modes } from './modes.ts';
import { NAVIGATORS, type Navigator, STEPS, type StepName } from './navigators.ts';
import type { Phase } from './observe.ts';
import { NAVIGATOR_SUITE, testTitle, titleOf, titleOfNext } from './titles.ts';
import { isThere, type Navigation, watchNavigation } from './watchNavigation.ts';

config.truncateThreshold = 0;

const runsAll = engine === 'chromium' || engine === 'firefox';

/** The session IDs in the URL of each request of a step. A redirect has none that the server has not put there; but the token. */
const SESSIONS: Record<StepName, string[][]> = {
  link: [['sess_A']],
  moved: [['sess_A'], []],
  kept: [['sess_A'], ['sess_A']],
  search: [['sess_A']],
  save: [['sess_A'], []],
};

/** What is missing in a step without the shim, which then proves nothing. */
function problemOf(navigator: Navigator, name: StepName, { steps }: Navigation): string | undefined {
  const arrival = steps[name]?.arrival;
  const redirects = SESSIONS[name].length > 1;
  const end = redirects && !navigator.reads ? /\/(?:redirect|moved)\/30\d\/[^?]*$/ : RegExp(`/${name}(\\?q=[^?]*)?$`);
  const works = arrival && isThere(navigator, name, arrival) && end.test(arrival.href);
  return works ? undefined : `it saw ${JSON.stringify(arrival)}`;
}

describe(NAVIGATOR_SUITE, () => {
  for (const navigator of NAVIGATORS) {
    describe(titleOf(navigator), () => {
      let native: Navigation;
      let shimmed: { mode: Mode; phase: Phase; navigation: Navigation }[];

      before(async function () {
        this.timeout(60_000);
        localStorage.clear();
        sessionStorage.clear();
        await awaitRoomInHistory();
        const all = modes.flatMap((mode) => [{ mode, phase: 'known' } as const, { mode, phase: 'held' } as const]);
        // A call with a token waits for that anyway, and WebKit lets pages write little into the history.
        const plan = all.filter(({ mode, phase }) => engine !== 'webkit' || mode !== 'token' || phase !== 'known');
        [native, ...shimmed] = await Promise.all([
          watchNavigation(navigator, 'native', 'session ID'),
          ...plan.map(async ({ mode, phase }) => ({
            mode,
            phase,
            navigation: await watchNavigation(navigator, phase, mode),
          })),
        ]);
      });

      for (const name of navigator.does) {
        it(testTitle(navigator, STEPS[name].title), function () {
          const problem = problemOf(navigator, name, native);
          if (problem && !runsAll) this.skip();
          expect(problem, 'without the shim').to.equal(undefined);
          for (const { mode, phase, navigation } of shimmed) {
            const step = navigation.steps[name];
            const what = `${mode}, ${phase}`;
            expect(step?.leaks, `${what}: where the session is`).to.deep.equal([]);
            expect(step?.arrival, `${what}: where it leads`).to.deep.equal(native.steps[name]?.arrival);
            expect(step?.requests, `${what}: what is sent`).to.deep.equal(native.steps[name]?.requests);
            const carried = SESSIONS[name].map((sessions) =>
              mode === 'token' ? expectedOf(mode, { cookie: true }) : { sessions, cookie: true },
            );
            expect(step?.carried, `${what}: what it carries`).to.deep.equal(carried);
          }
        });
      }

      it(testTitle(navigator, titleOfNext()), function () {
        if (!native.referrer && !runsAll) this.skip();
        for (const { mode, phase, navigation } of shimmed) {
          const { address, referrer, switched, trouble } = navigation;
          const what = `${mode}, ${phase}`;
          expect(referrer, `${what}: the referrer`).to.equal(`${address} ${address}`);
          const expected = [expectedOf(mode, { cookie: true }, 'sess_B')];
          expect(switched, `${what}: a call after the switch`).to.deep.equal(expected);
          expect(trouble, `${what}: what the page complains of`).to.deep.equal(native.trouble);
        }
      });
    });
  }
});
