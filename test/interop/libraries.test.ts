import { config, expect } from 'chai';
import { engine, hasDebian } from '../support/page.ts';
import { isDebian, LIBRARIES } from './libraries.ts';
import { type Mode, type Observation, observe, worksNatively } from './observe.ts';
import { SCENARIOS } from './scenarios.ts';
import { LIBRARY_SUITE, testTitle, titleOf } from './titles.ts';

config.truncateThreshold = 0;

/** Where a library that does not run without the shim is not the library's limit but a mistake of its page script. */
const runsAll = engine === 'chromium' || engine === 'firefox';

describe(LIBRARY_SUITE, () => {
  for (const library of LIBRARIES.filter((each) => hasDebian || !isDebian(each))) {
    describe(titleOf(library), () => {
      let observed: Record<Mode, Observation>;

      before(async function () {
        this.timeout(40_000);
        const [native, known, held] = await Promise.all([
          observe(library, 'native'),
          observe(library, 'known'),
          observe(library, 'held'),
        ]);
        observed = { native, known, held };
      });

      for (const name of library.does) {
        it(testTitle(library, SCENARIOS[name].title), function () {
          const { native, known, held } = observed;
          const problem = worksNatively(library, name, native);
          if (problem && !runsAll) this.skip();
          expect(problem, 'without the shim').to.equal(undefined);

          for (const [mode, { traces, requests, carried, trouble }] of [
            ['session known', known],
            ['Clerk still loading', held],
          ] as const) {
            expect(traces[name], `${mode}: what the library's user sees`).to.deep.equal(native.traces[name]);
            const complaints = [...native.trouble, ...(library.says ? [library.says] : [])];
            expect(trouble, `${mode}: what the page complains of`).to.deep.equal(complaints);
            // A call that ends while it is held is never sent, and a timeout may strike before or after the request left.
            const sent = mode === 'session known' || name !== 'abort' ? native.requests[name] : [];
            if (name !== 'timeout') expect(requests[name], `${mode}: what is sent`).to.deep.equal(sent);
            const limited = library.limit?.engine === engine && library.limit.scenario === name;
            for (const each of carried[name]) {
              expect(each, `${mode}: what it carries`).to.deep.equal({
                sessions: limited ? [] : ['sess_A'],
                cookie: true,
              });
            }
          }
        });
      }
    });
  }
});
