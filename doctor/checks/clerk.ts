import { hostOfKey } from '../../src/clerk/scriptUrl.ts';
import type { Answer } from '../asking/asker.ts';
import type { Finding } from '../finding.ts';
import { allWays, type Subject } from '../subject.ts';
import type { Way } from '../ways.ts';
import { adviceOf } from './clerkReasons.ts';
import { reachesCookie } from './cookie.ts';
import type { Visits } from './visits.ts';

/** What the backend makes of the session. */
export function checkClerk(subject: Subject, all: Visits[]): Finding[] {
  return [...all.flatMap((visits) => sessionFindings(subject, visits)), ...tokenFindings(subject)];
}

const reasonOf = (answer: Answer | undefined) => answer?.header('x-clerk-auth-reason');
const isSuccess = (answer: Answer | undefined) => !!answer && answer.status >= 200 && answer.status < 300;

function sessionFindings(subject: Subject, { way, none, madeUp, real }: Visits): Finding[] {
  const findings: Finding[] = [];
  const add = (id: string, severity: Finding['severity'], seen: string, change: string, more: Partial<Finding> = {}) =>
    findings.push({ id, severity, ways: [way.name], seen, change, ...more });

  if (real?.answer) addReal(subject, way, real.answer, add);
  else if (isSuccess(none.answer)) {
    const change = 'Check a URL that needs a session, to see whether it arrives';
    add('not-protected', 'note', `The backend answers ${none.answer?.status} without a session`, change);
  } else if (way.token && none.answer && madeUp.answer) {
    const reason = reasonOf(none.answer);
    if (reason && reason === reasonOf(madeUp.answer)) {
      const seen = `The backend says "${reason}" of a call without a token and of one with a made-up token alike`;
      add(
        'token-not-read',
        'warning',
        seen,
        'Does the header Authorization reach Clerk in the backend, through every proxy?',
      );
    }
  }
  if (!real && !subject.options.token) {
    const change = 'Give it a session token with --token-env to see the backend accept it';
    add('not-tried', 'note', 'No call had a real session', change);
  }
  const isCurrent = [none, madeUp].some(({ answer }) => reasonOf(answer) || answer?.header('x-clerk-auth-status'));
  if (isCurrent && way.id && !way.token && reachesCookie(subject) && !isSuccess(real?.answer)) {
    const change = 'Use the attribute below; these SDKs read the cookie, but not the session ID';
    const paste = [`data-token-origins="${subject.url.origin}"`];
    add('current-sdk', 'warning', "The backend answers as Clerk's newer SDKs do (x-clerk-auth-…)", change, { paste });
  }
  return findings;
}

type Add = (id: string, severity: Finding['severity'], seen: string, change: string, more?: Partial<Finding>) => void;

function addReal(subject: Subject, way: Way, answer: Answer, add: Add): void {
  const { status } = answer;
  const carried = way.token ? 'the token' : 'the session ID and the cookie';
  if (status === 401 || status === 403) {
    const said = ['reason', 'message']
      .map((name) => answer.header(`x-clerk-auth-${name}`))
      .filter(Boolean)
      .join(': ');
    const advice = adviceOf(reasonOf(answer), subject, way);
    const seen = `The backend answers ${status} to a call with ${carried}${said ? ` (${said})` : ''}`;
    add('refused', 'fault', seen, advice.change, advice.more);
  } else if (status >= 500) {
    add('server-error', 'fault', `The backend answers ${status} to a call with ${carried}`, 'Look into its log');
  } else if (status >= 400) {
    const seen = `The backend answers ${status} to GET, so that nothing shows whether it accepts ${carried}`;
    add('unclear', 'warning', seen, 'Check a URL that answers GET');
  }
}

/** Whether the token is one of this page and of this instance. */
function tokenFindings(subject: Subject): Finding[] {
  const { options, origin, page } = subject;
  const { token, key } = options;
  if (!token) return [];
  const { azp, iss } = token.claims;
  const findings: Finding[] = [];
  if (azp !== undefined && azp !== origin) {
    findings.push({
      id: 'token-of-other-page',
      severity: 'warning',
      ways: allWays(subject),
      seen: `The token was made for a page of ${azp} (azp), and --page is of ${origin}`,
      change: `Get a token in the console of ${page.href}`,
    });
  }
  const host = key && hostOfKey(key);
  if (host && iss !== undefined && URL.canParse(iss) && new URL(iss).host !== host) {
    findings.push({
      id: 'token-of-other-instance',
      severity: 'warning',
      ways: allWays(subject),
      seen: `The token comes from ${iss} (iss), and the publishable key is of ${host}`,
      change:
        'Use the token and the key of one Clerk instance; with a proxy for the Frontend API they differ, and that is right',
    });
  }
  return findings;
}
