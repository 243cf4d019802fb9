// Node's part: the section of docs/compatibility.md on what becomes of calls when something fails.

import { type Section, table } from '../harness/compatibilityDocument.ts';
import { MODES } from '../model/contract.ts';
import { type Fate, type Fault, fateOf } from './fault.ts';
import { backendFaults } from './faults/backend.ts';
import { clerkFaults } from './faults/clerk.ts';
import { pageFaults } from './faults/page.ts';
import { tokenFaults } from './faults/tokens.ts';
import { type Column, KINDS } from './kinds.ts';
import { fateOnLeaving, MOMENTS, type Moment, SITUATIONS, type Situation } from './leaving.ts';

const COLUMNS = ['fetch, XHR', 'XHR with a `timeout`', 'synchronous XHR', 'made later', 'made when it is over'];

/** With what a call leaves, and when, if that is not at once. */
function textOf(fate: Fate | undefined, { event = '' }: Fault): string {
  if (!fate) return '–';
  const { session, token } = fate;
  const whose = session === 'sess_B' ? 'new session' : 'session';
  const what = !session ? 'no session' : token ? whose : `${whose}, no token`;
  if (fate.when === 'after its own timeout') return '**nothing is sent**: its `timeout` ends it';
  const when = {
    'at once': '',
    'at the event': event,
    'after data-wait': 'after `data-wait`',
    'after 5 s': 'after 5 s',
    'after 1 s': '1 s after `load`',
  }[fate.when];
  return `**${what}**${when && ` ${when}`}`;
}

function rowOf(fault: Fault): string[] {
  const fates = [
    fateOf(fault, 'first', 'usual', true),
    fateOf(fault, 'first', 'impatient', true),
    fateOf(fault, 'first', 'sync', true),
    fateOf(fault, 'later', 'usual', true),
    fateOf(fault, 'healed', 'usual', true),
  ];
  const note = fault.hasNoTime ? ' (1)' : '';
  return [fault.name, ...fates.map((fate, i) => textOf(fate, fault) + (i === 3 ? note : ''))];
}

const tableOf = (faults: readonly Fault[]) => table(['When …', ...COLUMNS], faults.map(rowOf));

/** What the page sees of calls to a backend, natively and with the shim. */
function rowOfBackend({ name, sees }: Fault): string[] {
  const words = {
    failure: 'they fail',
    'broken answer': 'their answers break off',
    answer: 'they are answered',
  };
  const sights = MODES.map((mode) => sees?.(mode) ?? 'answer');
  const [sight] = new Set(sights).size === 1 ? sights : [];
  if (sight) return [name, words[sight]];
  const fails = MODES.filter((_, i) => sights[i] === 'failure');
  const cause = fails.every(({ token }) => token) ? 'a token' : 'credentials';
  return [name, `with ${cause} they fail, else they are answered`];
}

function rowOfMoment(moment: Moment): string[] {
  const textOf = (situation: Situation) => {
    const { session } = fateOnLeaving(moment, situation, false);
    const { hasId } = fateOnLeaving(moment, situation, true);
    return `**${session ? 'session' : 'no session'}**${session && !hasId ? ' (1)' : ''}`;
  };
  return [moment === 'before' ? 'before that' : `in \`${moment}\``, ...SITUATIONS.map(textOf)];
}

const namesOf = (...columns: Column[]) =>
  KINDS.filter(({ column }) => columns.includes(column))
    .map(({ name }) => name)
    .join('; ');

/** Every cell is asserted by `faults.test.ts`, in every mode of sending the session. */
export const faultsSection: Section = {
  name: 'faults',
  suite: 'faults',
  title: 'When something fails',
  make: () => `
The tests of \`test/faults/\` make ${KINDS.length} kinds of calls in a page while Clerk, its tokens, the page or the backend fails, with
${MODES.map(({ send }) => `\`data-send="${send}"\``).join(', ')}, in all four engines. Each call is compared with the same call of a page
without the shim. Whatever fails, this holds for every one of them:

- It is not lost: the page sees of it what it sees natively, and nothing else is thrown into the page.
- It is not sent twice: it leaves once, and the servers receive what they receive natively.
- It is not kept longer than the tables say.
- What it carries is of one session, the one that is active as it leaves. The session ID never gets to a foreign origin, and the token
  does in a redirect only where the browser itself keeps the header.
- If it is aborted while it waits, it is not sent.

The cells say with what a call leaves, and when, if that is not at once. "fetch, XHR" are all kinds but those of the next two columns;
an XHR waits no longer than its own \`timeout\`, and a synchronous one cannot wait.

### Clerk fails

${tableOf(clerkFaults)}

### Tokens fail

This is of calls that carry a token; the others leave at once, with the session.

${tableOf(tokenFaults)}

### Something happens to the page

${tableOf(pageFaults)}

### The user leaves the page

With what the last calls of a page leave, in \`pagehide\` at the latest. All of them leave, and once. When the page is gone, the browser goes
on with those that have \`keepalive\`, and cuts off others that it has not sent yet. Chromium before 81 refuses calls that have both
\`keepalive\` and \`Authorization\`.

${table(['Made …', ...SITUATIONS.map((situation) => `while ${situation}`)], MOMENTS.map(rowOfMoment))}

1. A \`Request\` with a body leaves without the session ID, with the rest: there is no time to read its body.

### The backend fails

Whether Clerk knows its session as the call is made or only later, the call leaves with the session, and the page sees what it sees
natively.

${table(['When …', 'calls'], backendFaults.map(rowOfBackend))}

### The kinds of calls

- fetch, XHR: ${namesOf('usual')}.
- XHR with a \`timeout\`: ${namesOf('impatient')}.
- synchronous XHR: ${namesOf('sync')}.
- aborted: ${namesOf('aborted')}.
`,
};
