import { adviceOf } from '../advice/clerkReasons.ts';
import { reachesCookie } from '../browser/cookie.ts';
import type { Exchanges } from '../browser/exchanges.ts';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { Answer } from '../http/client.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';

/** What the backend makes of the session. */
export function checkClerk(subject: Subject, all: Exchanges[]): Found[] {
  return all.flatMap((exchanges) => sessionFindings(subject, exchanges));
}

const reasonOf = (answer: Answer | undefined) => answer?.header('x-clerk-auth-reason');
const isSuccess = (answer: Answer | undefined) => !!answer && answer.status >= 200 && answer.status < 300;

function sessionFindings(subject: Subject, { mode, none, madeUp, real }: Exchanges): Found[] {
  const found = findings([mode.name]);
  if (real?.answer) addReal(subject, mode, real.answer, found);
  else if (isSuccess(none.answer)) {
    const change = 'Check a URL that needs a session, to see whether it arrives';
    found.note('not-protected', `The backend answers ${none.answer?.status} without a session`, change);
  } else if (mode.token && none.answer && madeUp.answer) {
    const reason = reasonOf(none.answer);
    if (reason && reason === reasonOf(madeUp.answer)) {
      const seen = `The backend says "${reason}" of a call without a token and of one with a made-up token alike`;
      const change = 'Does the header Authorization reach Clerk in the backend, through every proxy?';
      found.warning('token-not-read', seen, change);
    }
  }
  if (!real && !subject.options.token) {
    const change = 'Give it a session token with --token-env to see the backend accept it';
    found.note('not-tried', 'No call had a real session', change);
  }
  const isCurrent = [none, madeUp].some(({ answer }) => reasonOf(answer) || answer?.header('x-clerk-auth-status'));
  if (isCurrent && mode.id && !mode.token && reachesCookie(subject) && !isSuccess(real?.answer)) {
    const change = 'Use the attribute below; these SDKs read the cookie, but not the session ID';
    const paste = [`data-token-origins="${subject.url.origin}"`];
    found.warning('current-sdk', "The backend answers as Clerk's newer SDKs do (x-clerk-auth-…)", change, { paste });
  }
  return found.list;
}

function addReal(subject: Subject, mode: Mode, answer: Answer, found: Findings): void {
  const { status } = answer;
  const carried = mode.token ? 'the token' : 'the session ID and the cookie';
  if (status === 401 || status === 403) {
    const said = ['reason', 'message']
      .map((name) => answer.header(`x-clerk-auth-${name}`))
      .filter(Boolean)
      .join(': ');
    const { change, more } = adviceOf(reasonOf(answer), subject, mode);
    const seen = `The backend answers ${status} to a call with ${carried}${said ? ` (${said})` : ''}`;
    found.fault('refused', seen, change, more);
  } else if (status >= 500) {
    found.fault('server-error', `The backend answers ${status} to a call with ${carried}`, 'Look into its log');
  } else if (status >= 400) {
    const seen = `The backend answers ${status} to GET, so that nothing shows whether it accepts ${carried}`;
    found.warning('unclear', seen, 'Check a URL that answers GET');
  }
}
