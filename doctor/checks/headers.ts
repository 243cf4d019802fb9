import { describeSkew, skewOf } from '../advice/clock.ts';
import { answersOf, type Exchanges } from '../browser/exchanges.ts';
import { isLocal } from '../browser/places.ts';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { Answer } from '../http/client.ts';
import type { Subject } from '../subject.ts';

/** ClerkJS and the SDKs forgive 5 s; a `Date` has whole seconds, and the answer was on its way. In ms. */
const CLOCK_SKEW = 5000;

/** Checks caching, HSTS and the clock. */
export function checkHeaders(subject: Subject, all: Exchanges[]): Found[] {
  const { url } = subject;
  const found = findings();
  const answers = answersOf(all);
  const [answer] = answers;
  if (!answer) return found.list;

  const skew = skewOf(answer) ?? 0;
  if (Math.abs(skew) > CLOCK_SKEW) {
    const seen = `The clocks of the backend and of this machine differ by ${Math.round(Math.abs(skew) / 1000)} s: ${describeSkew(answer)}`;
    found.warning('clock', seen, 'Set the clock that is wrong: tokens live for a minute');
  }
  const modes = all.filter(({ mode }) => mode.id).map(({ mode }) => mode.name);
  const shared = answers
    .map((each) => each.header('cache-control') ?? '')
    .find((each) => /\bpublic\b|\bs-maxage\b/i.test(each));
  if (shared) {
    const seen = `An answer says Cache-Control: ${shared}, and the URL of the call has the session ID in it`;
    const paste = ['Cache-Control: private, no-store'];
    found.warning('shared-cache', seen, 'Keep it out of shared caches', { modes, paste });
  }
  const isDocument = /html|css/i.test(answer.header('content-type') ?? '');
  if (isDocument && !answer.header('referrer-policy')) {
    const seen = 'The answer is a document or a style sheet, whose URL other servers may be told';
    const paste = ['Referrer-Policy: same-origin'];
    found.note('referrer', seen, 'Keep the session ID out of Referer', { modes, paste });
  }
  if (url.protocol === 'https:' && !isLocal(url) && !answer.header('strict-transport-security')) {
    const paste = ['Strict-Transport-Security: max-age=31536000'];
    found.note(
      'no-hsts',
      'The answer has no Strict-Transport-Security',
      'Enable HSTS, so that browsers use https only',
      { paste },
    );
  }
  addPreflightNotes(subject, answers, found);
  return found.list;
}

function addPreflightNotes({ preflights, modes: all, isCross }: Subject, answers: Answer[], found: Findings): void {
  const modes = all.filter(({ token }) => token).map(({ name }) => name);
  const [preflight] = preflights.answers;
  if (preflight && !Number(preflight.header('access-control-max-age'))) {
    const seen = 'The answer to OPTIONS has no Access-Control-Max-Age, so that browsers ask again after 5 s';
    const paste = ['Access-Control-Max-Age: 7200'];
    found.note('no-max-age', seen, 'Let them keep it for two hours', { modes, paste });
  }
  const exposed = answers.map((each) => each.header('access-control-expose-headers') ?? '').join();
  const speaks = answers.some((each) => each.header('x-clerk-auth-reason'));
  if (isCross && speaks && !/x-clerk-auth-reason/i.test(exposed)) {
    const seen = 'The page cannot read x-clerk-auth-reason, with which clerk-ajax explains a 401';
    const paste = ['Access-Control-Expose-Headers: x-clerk-auth-reason, x-clerk-auth-message'];
    found.note('not-exposed', seen, 'Expose it', { modes, paste });
  }
}
