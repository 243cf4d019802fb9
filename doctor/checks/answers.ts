import { preflightFinding } from '../advice/preflight.ts';
import { readableFindings, softened } from '../advice/readable.ts';
import { corsCheck } from '../browser/cors.ts';
import type { Exchange } from '../browser/exchange.ts';
import type { Exchanges } from '../browser/exchanges.ts';
import { signInRedirect } from '../browser/signIn.ts';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';

/** Whether the page can read the answers, of success and of errors, and whether redirects lead the session away. */
export function checkAnswers(subject: Subject, all: Exchanges[]): Found[] {
  return all.flatMap((exchanges) => {
    const { mode, none, madeUp, real } = exchanges;
    const best = real ?? madeUp;
    const readable = readableFindings(subject, mode, best);
    // An error that cannot be read is no sign that a success cannot, if a preflight has let the page in.
    const isSign = real !== undefined || isSuccess(best) || !allowsElsewhere(subject, mode);
    const errors = [none, madeUp].filter((each) => each !== best && !isSuccess(each));
    return [
      ...pathFindings(subject, mode, best),
      ...(isSign ? readable : readable.map(softened)),
      ...errors.flatMap((each) => readableFindings(subject, mode, each)).map(softened),
    ];
  });
}

const isSuccess = ({ answer }: Exchange) => !!answer && answer.status >= 200 && answer.status < 300;

function allowsElsewhere({ preflights, origin }: Subject, { credentials }: Mode): boolean {
  return preflights.answers.some((answer) => !corsCheck(answer, origin, credentials));
}

/** Whether the session arrives where redirects lead. */
function pathFindings(subject: Subject, mode: Mode, exchange: Exchange): Found[] {
  const { url, param } = subject;
  const { preflightFaults, redirect, failure } = exchange;
  const found = findings([mode.name]);
  const isElsewhere = withoutQuery(exchange.url) !== withoutQuery(url);
  if (failure !== undefined) {
    const seen = `A call with ${mode.token ? 'a token' : 'a session ID'} gets no answer: ${failure}`;
    found.fault('no-answer', seen, 'Does a firewall or a proxy stop it?');
  } else if (signInRedirect(exchange)) {
    // The check of Clerk's answers says it.
  } else if (redirect !== undefined) {
    addRedirect(subject, mode, exchange, redirect, found);
  } else if (isElsewhere && preflightFaults) {
    // Those of the call's own URL are found by the check of preflights.
    return preflightFaults.map((each) => preflightFinding(each, subject, mode, exchange.url));
  } else if (isElsewhere && mode.id && !exchange.url.searchParams.has(param)) {
    const seen = `${withoutQuery(url)} redirects to ${withoutQuery(exchange.url)}, and the session ID stays behind`;
    found.fault('redirect-drops-id', seen, 'Call the URL that it leads to, or let the redirect keep the query');
  }
  return found.list;
}

function addRedirect({ url }: Subject, mode: Mode, { answer }: Exchange, target: string, found: Findings): void {
  const what = `An answer (${answer?.status}) redirects to ${target.split('?')[0]}`;
  const next = URL.canParse(target) ? new URL(target) : undefined;
  if (next?.origin === url.origin) {
    found.fault('redirect-loop', `${what}, and so on and on`, 'Fix the redirect loop');
    return;
  }
  const isUpgrade = next?.protocol === 'https:' && next.hostname === url.hostname;
  const seen = `${what}, which is another origin: ${mode.token ? 'the token' : 'the session'} does not go there`;
  const attribute = mode.token ? 'data-token-origins' : 'data-backend-origins';
  found.fault(
    isUpgrade ? 'redirect-to-https' : 'redirect-to-other-origin',
    seen,
    'Call that origin, and name it in the attribute',
    next ? { paste: [`${attribute}="${next.origin}"`] } : {},
  );
}

const withoutQuery = ({ origin, pathname }: URL) => `${origin}${pathname}`;
