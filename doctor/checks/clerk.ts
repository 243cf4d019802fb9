import { adviceOf } from '../advice/clerkReasons.ts';
import { describeSkew } from '../advice/clock.ts';
import { reachesCookie } from '../browser/cookie.ts';
import type { Exchange } from '../browser/exchange.ts';
import type { Exchanges } from '../browser/exchanges.ts';
import { signInRedirect } from '../browser/signIn.ts';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import { clerkSays } from '../http/clerkHeaders.ts';
import type { Answer } from '../http/client.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';

/** What the backend makes of the session: with it, without it, and with a broken one. */
export function checkClerk(subject: Subject, all: Exchanges[]): Found[] {
  const isCurrent = all.some(({ none, madeUp, real }) =>
    [none, madeUp, real].some((each) => each?.answer && clerkSays(each.answer)),
  );
  return all.flatMap((exchanges) => sessionFindings(subject, exchanges, isCurrent));
}

const isSuccess = (answer: Answer | undefined) => !!answer && answer.status >= 200 && answer.status < 300;

function sessionFindings(subject: Subject, exchanges: Exchanges, isCurrent: boolean): Found[] {
  const { mode, none, madeUp, real } = exchanges;
  const found = findings([mode.name]);
  if (real) addReal({ subject, exchanges, isCurrent, found }, real);
  else if (mode.token) addUntried(none, madeUp, found);
  if (!real && isSuccess(none.answer) && isSame(none, madeUp)) {
    const change = 'Check a URL that needs a session, to see whether it arrives';
    found.note('not-protected', `The backend answers ${none.answer?.status} without a session`, change);
  }
  if (!real && !subject.options.token) {
    const change = 'Pass a session token with --token-env, to see whether the backend accepts it';
    found.note('not-tried', 'No call had a real session', change);
  }
  const signIn = signInRedirect(none) ?? signInRedirect(madeUp);
  if (signIn) {
    const seen = `Without a session, the backend redirects to a page (${signIn.answer.status} to ${signIn.target})`;
    const change =
      'Let an API answer 401: a script can do nothing with a sign-in page. With @clerk/express, check getAuth(request).isAuthenticated instead of using requireAuth()';
    found.warning('sign-in-redirect', seen, change);
  }
  if (isCurrent && mode.id && !mode.token && reachesCookie(subject) && !isSuccess(real?.answer)) {
    const change = 'Use the attribute below; these SDKs read the cookie, but not the session ID';
    const paste = [`data-token-origins="${subject.url.origin}"`];
    found.warning('current-sdk', "The backend answers as Clerk's newer SDKs do (x-clerk-auth-…)", change, { paste });
  }
  return found.list;
}

/** What can be told without a session. */
function addUntried(none: Exchange, madeUp: Exchange, found: Findings): void {
  const reason = none.answer && clerkSays(none.answer)?.reason;
  if (!reason || !madeUp.answer || reason !== clerkSays(madeUp.answer)?.reason) return;
  const seen = `The backend says "${reason}" of a call without a token and of one with a made-up token alike`;
  const change = 'Does the header Authorization reach Clerk in the backend, through every proxy?';
  found.warning('token-not-read', seen, change);
}

/** A mode whose calls have carried the real session. */
interface Tried {
  subject: Subject;
  exchanges: Exchanges;
  isCurrent: boolean;
  found: Findings;
}

function addReal(tried: Tried, real: Exchange): void {
  const { exchanges, found } = tried;
  const { mode, none, madeUp } = exchanges;
  const signIn = signInRedirect(real);
  const answer = signIn?.answer ?? real.answer;
  if (!answer) return;
  const { status } = answer;
  const says = clerkSays(answer);
  const carried = carriedIn(mode);
  const isAlike = isSuccess(answer) && isSame(real, none) && isSame(real, madeUp);
  if (signIn) {
    addRefused(tried, answer, `redirects a call with ${carried} to a sign-in page (${status} to ${signIn.target})`);
  } else if (isAlike && !says && UNAUTHENTICATED.test(`${answer.body}`)) {
    const what = `gives the same answer with ${carried}, without and with a broken one (${status}), and it says that nobody is signed in`;
    addRefused(tried, answer, what);
  } else if (says?.isSignedOut || status === 401 || (status === 403 && none.answer?.status !== 401)) {
    addRefused(tried, answer, `answers ${status} to a call with ${carried}`);
  } else if (status === 403) {
    const seen = `The backend answers 403 to a call with ${carried}, and 401 to one without: it knows the user, and forbids the call`;
    found.fault('forbidden', seen, 'Check as a user who may make this call');
  } else if (status >= 500) {
    found.fault('server-error', `The backend answers ${status} to a call with ${carried}`, "Check the backend's log");
  } else if (status >= 400) {
    const seen = `The backend answers ${status} to GET, so that nothing shows whether it accepts ${carried}`;
    found.warning('unclear', seen, 'Check a URL that answers GET');
  } else if (isAlike) {
    const seen = `The backend gives the same answer with ${carried}, without and with a broken one (${status}): nothing shows that it reads the session`;
    found.note('not-protected', seen, 'Check a URL that needs a session');
  }
}

const carriedIn = ({ token }: Mode) => (token ? 'the token' : 'the session ID and the cookie');

function addRefused({ subject, exchanges, isCurrent, found }: Tried, answer: Answer, what: string): void {
  const says = clerkSays(answer);
  const { id, cause, change, more } = adviceOf(says?.reason, subject, exchanges.mode, isCurrent);
  const said = says?.text ? ` (${says.text})` : says?.status ? ` (x-clerk-auth-status: ${says.status})` : '';
  const clock = id === 'clock' ? `; ${describeSkew(answer, subject.options.token?.claims)}` : '';
  found.fault(id, `The backend ${what}${said}${clock}`, change, { ...more, cause });
}

const UNAUTHENTICATED =
  /\bunauth(?:enticated|ori[sz]ed)\b|\bnot[ _-]?(?:authenticated|authori[sz]ed|(?:signed|logged)[ _-]?in)\b|\bsigned[ _-]?out\b|\b(?:login|log in|sign in|authentication)[ _-](?:is )?required\b/i;

/** The body of an answer, without what is new each time: numbers, times, IDs of requests. */
const textOf = ({ body }: Answer) => `${body}`.replace(/[\da-f-]{8,}|\d+/gi, '');

const isSame = ({ answer: one }: Exchange, { answer: other }: Exchange) =>
  !!one && !!other && one.status === other.status && textOf(one) === textOf(other);
