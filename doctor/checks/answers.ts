import { corsCheck } from '../browser/cors.ts';
import type { Visit } from '../browser/visit.ts';
import type { Finding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import type { Way } from '../ways.ts';
import { describeCors, originLines } from './corsFinding.ts';
import { preflightFinding } from './preflightFinding.ts';
import type { Visits } from './visits.ts';

/** Whether the page can read the answers, of success and of errors, and whether redirects lead the session away. */
export function checkAnswers(subject: Subject, all: Visits[]): Finding[] {
  return all.flatMap((visits) => {
    const { way, none, madeUp, real } = visits;
    const best = real ?? madeUp;
    const readable = readableFindings(subject, way, best);
    // An error that cannot be read is no sign that a success cannot, if a preflight has let the page in.
    const isSign = real !== undefined || isSuccess(best) || !allowsElsewhere(subject, way);
    const errors = [none, madeUp].filter((each) => each !== best && !isSuccess(each));
    return [
      ...pathFindings(subject, way, best),
      ...(isSign ? readable : readable.map(softened)),
      ...errors.flatMap((each) => readableFindings(subject, way, each)).map(softened),
    ];
  });
}

const isSuccess = ({ answer }: Visit) => !!answer && answer.status >= 200 && answer.status < 300;

function allowsElsewhere({ permissions, origin }: Subject, { credentials }: Way): boolean {
  return permissions.answers.some((answer) => !corsCheck(answer, origin, credentials));
}

/** What is not worse than a status that the page cannot read. */
export function softened(finding: Finding): Finding {
  const change = 'Send these headers with errors, too: the page sees a network error in place of the status';
  return { ...finding, severity: 'warning', id: 'error-without-cors', change };
}

/** Whether the page can read an answer. */
export function readableFindings({ origin, isCross }: Subject, way: Way, { corsFault, answer }: Visit): Finding[] {
  if (!corsFault) return [];
  const wanted = { origin, credentials: way.credentials && isCross };
  return [
    {
      id: `answer-${corsFault.kind}`,
      severity: 'fault',
      ways: [way.name],
      ...describeCors(corsFault, `An answer with status ${answer?.status}`, wanted),
      paste: originLines(wanted),
      topic: 'cors',
    },
  ];
}

/** Whether the session arrives where redirects lead. */
function pathFindings(subject: Subject, way: Way, found: Visit): Finding[] {
  const { url, param } = subject;
  const { preflightFaults, redirect, failure } = found;
  const isElsewhere = withoutQuery(found.url) !== withoutQuery(url);
  if (failure !== undefined) {
    const seen = `A call with ${way.token ? 'a token' : 'a session ID'} gets no answer: ${failure}`;
    const change = 'Does a firewall or a proxy stop it?';
    return [{ id: 'no-answer', severity: 'fault', ways: [way.name], seen, change }];
  }
  if (redirect !== undefined) return [redirectFinding(subject, way, found, redirect)];
  if (!isElsewhere) return [];
  // Those of the call's own URL are found by the check of preflights.
  if (preflightFaults) return preflightFaults.map((each) => preflightFinding(each, subject, way, found.url));
  if (!way.id || found.url.searchParams.has(param)) return [];
  return [
    {
      id: 'redirect-drops-id',
      severity: 'fault',
      ways: [way.name],
      seen: `${withoutQuery(url)} redirects to ${withoutQuery(found.url)}, and the session ID stays behind`,
      change: 'Call the URL that it leads to, or let the redirect keep the query',
    },
  ];
}

function redirectFinding({ url }: Subject, way: Way, { answer }: Visit, target: string): Finding {
  const fault: Pick<Finding, 'severity' | 'ways'> = { severity: 'fault', ways: [way.name] };
  const what = `An answer (${answer?.status}) redirects to ${target.split('?')[0]}`;
  const next = URL.canParse(target) ? new URL(target) : undefined;
  if (next?.origin === url.origin) {
    return { ...fault, id: 'redirect-loop', seen: `${what}, and so on and on`, change: 'End the circle' };
  }
  const isUpgrade = next?.protocol === 'https:' && next.hostname === url.hostname;
  return {
    ...fault,
    id: isUpgrade ? 'redirect-to-https' : 'redirect-to-other-origin',
    seen: `${what}, which is another origin: ${way.token ? 'the token' : 'the session'} does not go there`,
    change: 'Call that origin, and name it in the attribute',
    ...(next && { paste: [`${way.token ? 'data-token-origins' : 'data-backend-origins'}="${next.origin}"`] }),
  };
}

const withoutQuery = ({ origin, pathname }: URL) => `${origin}${pathname}`;
