import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINE_TITLES, table } from '../harness/compatibilityDocument.ts';
import type { EngineName } from '../kit/protocol.ts';
import { ROOT } from '../servers/files.ts';
import type { EngineFigures } from './run.ts';

type All = Partial<Record<EngineName, EngineFigures>>;

const count = (value: number) => value.toLocaleString('en');
const kilobytes = (bytes: number) => count(Math.round(bytes / 1000));

/** A line of the table for each figure. */
const LINES: Record<string, (figures: EngineFigures) => string> = {
  calls: ({ made }) => count(made),
  '… that left with a session': ({ signedIn }) => count(signedIn),
  '… that were answered': ({ answered }) => count(answered),
  '… that the page aborted, or whose XHR it opened anew': ({ cut }) => count(cut),
  '… of those, before they had left': ({ neverLeft }) => count(neverLeft),
  '… lost, sent twice, with another session, or otherwise wrong': ({ faults }) => count(faults.length),
  'switches of the account, in each of two pages': ({ switches }) => count(switches),
  'tokens that Clerk made': ({ tokens }) => count(tokens),
  '… because the shim renewed one that was about to end': ({ renewals }) => count(renewals),
  'minutes, for the pages': ({ time }) => count(Math.round(time / 60_000)),
  'seconds, on the wall': ({ duration }) => count(Math.round(duration / 1000)),
  'kB in use: start, middle, end': ({ heap }) => [heap.start, heap.middle, heap.end].map(kilobytes).join(' · '),
  'listeners: start, middle, end': ({ leftovers }) => overTime(leftovers, (it) => it.listeners + it.clerkListeners),
  'timers: start, middle, end': ({ leftovers }) => overTime(leftovers, (it) => it.timers),
};

const overTime = (
  { start, middle, end }: EngineFigures['leftovers'],
  read: (leftovers: EngineFigures['leftovers']['start']) => number,
) => [start, middle, end].map(read).join(' · ');

/** The figures of all engines, side by side. */
export function soakTable(all: All): string {
  const entries = Object.entries(all) as [EngineName, EngineFigures][];
  return table(
    ['', ...entries.map(([name]) => ENGINE_TITLES[name])],
    Object.entries(LINES).map(([title, cell]) => [title, ...entries.map(([, figures]) => cell(figures))]),
  );
}

/** Writes `docs/soak.md`. */
export function writeDocument(all: All, seed: number): void {
  writeFileSync(join(ROOT, 'docs/soak.md'), documentOf(all, seed));
}

const documentOf = (all: All, seed: number) => `# Soak

<!-- Written by \`npm run soak\`: change test/soak/ instead. -->

Two busy pages in each engine, at the same time, with the shim and a stand-in of ClerkJS: one whose calls get the session
ID and cookies, one whose calls get a token as well. The calls are of all kinds: \`fetch()\` with strings, \`URL\` and
\`Request\` objects, with and without bodies; XHRs, new, used again, opened anew while they are under way, synchronous; to
the page's own origin, to a backend and to an origin that gets nothing; aborted at once or later; with URLs that were read
back from answers. Meanwhile the account is switched, at once or by way of an unknown session, or signed out and in again,
and tokens run out, or are about to, on a clock that is fast.

Of each call it is noted what it carries as it leaves the page (right beneath the shim) and as it arrives: it must leave
once, with the session of that moment and no other, ID and token of one session, arrive once as it left, and end once.
Memory, listeners and timers are counted when no call is open: at the start (after a fifth of the calls, when engines have
compiled what they run), in the middle and at the end.

\`npm run soak\` does this anew, in minutes; seed ${seed} in this run. A short form of it is among the tests.

${soakTable(all)}

Memory is what the objects of the page take once garbage is collected, in each engine's own way of counting. It holds the
books of the test as well.
`;
