import type { Answer } from '../asking/asker.ts';
import { isLocal } from '../browser/places.ts';
import type { Finding } from '../finding.ts';
import { allWays, type Subject } from '../subject.ts';
import { answersOf, type Visits } from './visits.ts';

/** ClerkJS and the SDKs forgive 5 s; a `Date` has whole seconds, and the answer was on its way. In ms. */
const CLOCK_SKEW = 5000;

/** What the headers of answers say to caches, to browsers that come later, and of the clock. */
export function checkHeaders(subject: Subject, all: Visits[]): Finding[] {
  const { url } = subject;
  const names = allWays(subject);
  const findings: Finding[] = [];
  const add: Add = (id, severity, ways, seen, change, ...paste) =>
    findings.push({ id, severity, ways, seen, change, ...(paste.length && { paste }) });

  const answers = answersOf(all);
  const [answer] = answers;
  if (!answer) return findings;

  const skew = clockSkew(answer);
  if (Math.abs(skew) > CLOCK_SKEW) {
    const seconds = Math.round(Math.abs(skew) / 1000);
    const seen = `The clock of the backend and the one of this machine differ by ${seconds} s (Date: ${answer.header('date')})`;
    add('clock', 'warning', names, seen, 'Set the clock that is wrong: tokens live for a minute');
  }
  const ids = all.filter(({ way }) => way.id).map(({ way }) => way.name);
  const shared = answers
    .map((each) => each.header('cache-control') ?? '')
    .find((each) => /\bpublic\b|\bs-maxage\b/i.test(each));
  if (ids.length && shared) {
    const seen = `An answer says Cache-Control: ${shared}, and the URL of the call has the session ID in it`;
    add('shared-cache', 'warning', ids, seen, 'Keep it out of shared caches', 'Cache-Control: private, no-store');
  }
  const isDocument = /html|css/i.test(answer.header('content-type') ?? '');
  if (ids.length && isDocument && !answer.header('referrer-policy')) {
    const seen = 'The answer is a document or a style sheet, whose URL other servers may be told';
    add('referrer', 'note', ids, seen, 'Keep the session ID out of Referer', 'Referrer-Policy: same-origin');
  }
  if (url.protocol === 'https:' && !isLocal(url) && !answer.header('strict-transport-security')) {
    const seen = 'The answer has no Strict-Transport-Security';
    add(
      'no-hsts',
      'note',
      names,
      seen,
      'Let browsers come by https only',
      'Strict-Transport-Security: max-age=31536000',
    );
  }
  addPreflightNotes(subject, answers, add);
  return findings;
}

type Add = (
  id: string,
  severity: Finding['severity'],
  ways: string[],
  seen: string,
  change: string,
  ...paste: string[]
) => void;

function addPreflightNotes({ permissions, ways, isCross }: Subject, answers: Answer[], add: Add): void {
  const tokens = ways.filter(({ token }) => token).map(({ name }) => name);
  const [preflight] = permissions.answers;
  if (preflight && !Number(preflight.header('access-control-max-age'))) {
    const seen = 'The answer to OPTIONS has no Access-Control-Max-Age, so that browsers ask again after 5 s';
    add('no-max-age', 'note', tokens, seen, 'Let them keep it for two hours', 'Access-Control-Max-Age: 7200');
  }
  const exposed = answers.map((each) => each.header('access-control-expose-headers') ?? '').join();
  const speaks = answers.some((each) => each.header('x-clerk-auth-reason'));
  if (isCross && speaks && !/x-clerk-auth-reason/i.test(exposed)) {
    const seen = 'The page cannot read x-clerk-auth-reason, with which clerk-ajax explains a 401';
    add(
      'not-exposed',
      'note',
      tokens,
      seen,
      'Expose it',
      'Access-Control-Expose-Headers: x-clerk-auth-reason, x-clerk-auth-message',
    );
  }
}

/** How far the clock of a server is ahead, in ms. */
function clockSkew(answer: Answer): number {
  const then = Date.parse(answer.header('date') ?? '');
  return Number.isNaN(then) ? 0 : then - answer.time;
}
