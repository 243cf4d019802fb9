// Node's part: the section of docs/compatibility.md on what cannot be helped.

import { knownDifferences } from '../support/knownDifferences.ts';
import { ENGINES } from '../support/protocol.ts';
import { ENGINE_TITLES, type Section, table } from '../support/runner/compatibilityDocument.ts';

const rows = knownDifferences.map(({ what, why, engines }) => [
  what,
  why,
  engines.length === ENGINES.length ? 'all' : engines.map((name) => ENGINE_TITLES[name]).join(', '),
]);

/** Each difference is shown by tests, which fail as soon as it is gone. */
export const differencesSection: Section = {
  name: 'differences',
  suite: 'browser',
  title: 'What a page can tell',
  make: () => `
The tests of \`test/browser/\` run each call twice in one page, on native functions and through the shim, and compare what the page
can observe and what the servers receive: in Chromium (Debian's), Firefox ESR, WebKitGTK, and Chromium 75 of 2019. These differences
are left, and cannot be helped. A test shows each of them, and fails as soon as it is gone.

${table(['A page can tell', 'Why', 'Engines'], rows)}
`,
};
