import type { Finding } from '../finding.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';
import { joined, LAST_EVENT_ID, NO_LAST_EVENT_ID, namesIn, spell, wantedOf } from './cors.ts';
import type { Needs } from './stacks/guide.ts';

/** What a page usually sends, where nothing says what this one does. */
const USUAL = { methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'], headers: ['Content-Type'] };

/** What a backend's code must allow: what it allows the page already, what the page was said to send, and otherwise what is usual. */
export function needsOf(subject: Subject, mode: Mode, findings: Finding[]): Needs {
  const { origin, options, preflights } = subject;
  const { credentials, methods = [], names = [] } = wantedOf(subject, mode);
  const allowed = (name: string) =>
    preflights.answers.flatMap(({ header }) => namesIn(header(`access-control-allow-${name}`)));
  const ofStreams = findings.some(({ id }) => id === NO_LAST_EVENT_ID) ? [LAST_EVENT_ID] : [];
  const wanted = [...names, ...ofStreams].map(spell);
  return {
    origin,
    // What others get by cookies stays.
    credentials:
      credentials || preflights.answers.some(({ header }) => header('access-control-allow-credentials') === 'true'),
    methods: joined(
      [...new Set(allowed('methods'))].filter((each) => each !== 'OPTIONS'),
      options.hasMethods ? joined(methods, ['GET']) : USUAL.methods,
    ),
    headers: joined([...new Set(allowed('headers'))], options.headers.length ? wanted : [...wanted, ...USUAL.headers]),
  };
}
