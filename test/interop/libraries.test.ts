import { config, expect } from 'chai';
import type { Comparable } from '../kit/differential.ts';
import { engine, hasDebian } from '../kit/page.ts';
import { expectedOf } from './carried.ts';
import { isDebian, LIBRARIES, type Library } from './libraries.ts';
import { type Mode, modes } from './modes.ts';
import { type Observation, observe, type Phase, worksNatively } from './observe.ts';
import { SCENARIOS, type ScenarioName } from './scenarios.ts';
import { inMode, LIBRARY_SUITE, testTitle, titleOf } from './titles.ts';

config.truncateThreshold = 0;

/** Where a library that does not run without the shim is not the library's limit but a mistake of its page script. */
const runsAll = engine === 'chromium' || engine === 'firefox';

describe(LIBRARY_SUITE, () => {
  for (const library of LIBRARIES.filter((each) => hasDebian || !isDebian(each))) {
    describe(titleOf(library), () => {
      let observed: Record<Phase, Observation>;

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
        for (const mode of modes) {
          it(testTitle(library, inMode(SCENARIOS[name].title, mode)), function () {
            const native = observed.native[mode];
            const problem = worksNatively(library, name, native);
            if (problem && !runsAll) this.skip();
            expect(problem, 'without the shim').to.equal(undefined);
            for (const phase of ['known', 'held'] as const) judge(library, name, mode, phase, observed);
          });
        }
      }
    });
  }
});

/** What the library's user sees, and what is sent, is as without the shim; and each request has the session. */
function judge(
  library: Library,
  name: ScenarioName,
  mode: Mode,
  phase: 'known' | 'held',
  { native, [phase]: shimmed }: Record<Phase, Observation>,
): void {
  const { traces, requests, carried } = shimmed[mode];
  const natively = native[mode];
  expect(traces[name], `${phase}: what the library's user sees`).to.deep.equal(natively.traces[name]);
  const complaints = [...native.trouble, ...(library.says ? [library.says] : [])];
  expect(shimmed.trouble, `${phase}: what the page complains of`).to.deep.equal(complaints);
  // A call that ends while it is held is never sent, and a timeout may strike before or after the request left.
  const sent = phase === 'known' || name !== 'abort' ? natively.requests[name] : [];
  if (name !== 'timeout') {
    // With a token alone, a `Request` keeps its names as they are spelled.
    const isMadeAnew = library.request && mode === 'session ID';
    const expected = isMadeAnew ? asCopied(sent, requests[name]) : sent;
    expect(requests[name], `${phase}: what is sent`).to.deep.equal(expected);
    // A difference that all engines have; where it is gone, it is to be taken out. ky copies the Request itself.
    if (isMadeAnew && name === 'header' && JSON.stringify(sent).includes('X-Custom')) {
      expect(isLowered(sent, expected), `${phase}: header names of a Request in lower case`).to.equal(true);
    }
  }
  const limited = mode === 'session ID' && library.limit?.engine === engine && library.limit.scenario === name;
  carried[name].forEach((each, i) => {
    const expected = expectedOf(mode, natively.carried[name][i] ?? { cookie: false });
    if (limited) expected.sessions = [];
    expect(each, `${phase}: what it carries`).to.deep.equal(expected);
  });
}

/** What is sent natively, with the header names that the copy of a `Request` has in lower case. */
function asCopied(natively: Comparable[], requests: Comparable[]): Comparable[] {
  return natively.map((request, i) => {
    const copied = requests[i]?.headers.map(([name]) => name) ?? [];
    const headers = request.headers.map(([name, value]): [string, string] => {
      const lower = name.toLowerCase();
      return [copied.includes(lower) ? lower : name, value];
    });
    return { ...request, headers: headers.sort() };
  });
}

const isLowered = (natively: Comparable[], copied: Comparable[]): boolean =>
  JSON.stringify(natively) !== JSON.stringify(copied);
