/** What `--quick` leaves out whole: they make hundreds of random calls. */
export const LONG = ['sequences', 'soak', 'xhr-sequences'].map((name) => `test/browser/${name}.test.ts`);

/** What is needed of mocha's. */
interface Suite {
  tests: { title: string }[];
  suites: Suite[];
}

/** Leaves one test of each rule in each group: most of the others do the same with other values, or in another mode. */
export function keepOneOfEach(suite: Suite): void {
  const seen = new Set<string>();
  suite.tests = suite.tests.filter(({ title }) => {
    const [rules = ''] = /^[A-K]\d[^:]*(?=:)/.exec(title) ?? [];
    const isNew = !seen.has(rules);
    seen.add(rules);
    return isNew;
  });
  suite.suites.forEach(keepOneOfEach);
}
