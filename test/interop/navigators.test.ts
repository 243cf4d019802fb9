import { config, expect } from 'chai';
import { engine } from '../support/page.ts';
import { awaitRoomInHistory } from './historySpy.ts';
import { NAVIGATORS, type Navigator, STEPS, type StepName } from './navigators.ts';
import type { Mode } from './observe.ts';
import { NAVIGATOR_SUITE, testTitle, titleOf, titleOfNext } from './titles.ts';
import { isThere, type Navigation, watchNavigation } from './watchNavigation.ts';

config.truncateThreshold = 0;

const runsAll = engine === 'chromium' || engine === 'firefox';

/** The session IDs in the URL of each request of a step. A redirect has none that the server has not put there. */
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
      let observed: Record<Mode, Navigation>;

      before(async function () {
        this.timeout(60_000);
        localStorage.clear();
        sessionStorage.clear();
        await awaitRoomInHistory();
        const [native, known, held] = await Promise.all([
          watchNavigation(navigator, 'native'),
          watchNavigation(navigator, 'known'),
          watchNavigation(navigator, 'held'),
        ]);
        observed = { native, known, held };
      });

      const withShim = () => Object.entries({ 'session known': observed.known, 'Clerk loading': observed.held });

      for (const name of navigator.does) {
        it(testTitle(navigator, STEPS[name].title), function () {
          const { native } = observed;
          const problem = problemOf(navigator, name, native);
          if (problem && !runsAll) this.skip();
          expect(problem, 'without the shim').to.equal(undefined);
          for (const [mode, { steps }] of withShim()) {
            const step = steps[name];
            if (mode === 'Clerk loading' && name !== navigator.does[0]) continue;
            expect(step?.leaks, `${mode}: where the session ID is`).to.deep.equal([]);
            expect(step?.arrival, `${mode}: where it leads`).to.deep.equal(native.steps[name]?.arrival);
            expect(step?.requests, `${mode}: what is sent`).to.deep.equal(native.steps[name]?.requests);
            const carried = SESSIONS[name].map((sessions) => ({ sessions, cookie: true }));
            expect(step?.carried, `${mode}: what it carries`).to.deep.equal(carried);
          }
        });
      }

      it(testTitle(navigator, titleOfNext()), function () {
        const { native } = observed;
        if (!native.referrer && !runsAll) this.skip();
        for (const [mode, { address, referrer, switched, trouble }] of withShim()) {
          expect(referrer, `${mode}: the referrer`).to.equal(`${address} ${address}`);
          expect(switched, `${mode}: a call after the switch`).to.deep.equal([{ sessions: ['sess_B'], cookie: true }]);
          expect(trouble, `${mode}: what the page complains of`).to.deep.equal(native.trouble);
        }
      });
    });
  }
});
