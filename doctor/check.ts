import type { Options } from './arguments.ts';
import { type Asked, AskedEnough, Asker } from './asking/asker.ts';
import { NotAsked } from './asking/failures.ts';
import { checkAnswers } from './checks/answers.ts';
import { checkClerk } from './checks/clerk.ts';
import { checkCookie } from './checks/cookie.ts';
import { checkHeaders } from './checks/headers.ts';
import { checkNotFound } from './checks/notFound.ts';
import { checkPage, type PageFound } from './checks/page.ts';
import { checkPreflights } from './checks/preflights.ts';
import { checkStrangers } from './checks/strangers.ts';
import { checkStreams } from './checks/streams.ts';
import { checkTransport } from './checks/transport.ts';
import { knock, makeVisits } from './checks/visits.ts';
import { type Finding, merged, type Verdict, verdictOf, withoutEchoes } from './finding.ts';
import { allWays, type Subject, subjectOf } from './subject.ts';
import { TOKEN, type Way, wayOf, waysOf } from './ways.ts';

/** What the doctor has found out. */
export interface Report {
  url: string;
  page: string;
  /** Each way, with what becomes of it. */
  verdicts: { way: Way; verdict: Verdict }[];
  /** The way that decides. */
  decisive: Way;
  findings: Finding[];
  asked: Asked[];
}

/** Some ten requests are usual; five methods that all need preflights make it many more. */
const MOST_REQUESTS = 25;

/** Checks one call of one page. @throws NotAsked if the backend, or the page, gives no answer */
export async function check(options: Options): Promise<Report> {
  const asker = new Asker(options.timeout, MOST_REQUESTS);
  const onPage: PageFound = options.tag ? await checkPage(options, asker) : { findings: [] };
  const send = options.send ?? onPage.send ?? TOKEN;
  const isProduction = /^pk_live_/.test(options.key ?? onPage.key ?? '');
  const ways = waysOf(send);
  const subject = subjectOf(options, asker, ways, { isProduction, ...(onPage.param && { param: onPage.param }) });
  const ofPage = onPage.findings.map((finding) => ({ ...finding, ways: allWays(subject) }));
  const all = [...ofPage, ...checkTransport(subject), ...checkCookie(subject), ...(await askBackend(subject))];
  const findings = merged(withoutEchoes(all));
  return {
    url: options.url.href,
    page: options.page.href,
    verdicts: ways.map((way) => ({ way, verdict: verdictOf(way, findings) })),
    decisive: wayOf(send),
    findings,
    asked: asker.asked,
  };
}

/** All that takes requests to the backend, the most important first. */
async function askBackend(subject: Subject): Promise<Finding[]> {
  const findings: Finding[] = [];
  try {
    const first = await knock(subject);
    findings.push(...(await checkPreflights(subject)));
    const visits = await makeVisits(subject, first);
    findings.push(...checkAnswers(subject, visits), ...checkClerk(subject, visits), ...checkHeaders(subject, visits));
    findings.push(...(await checkStreams(subject, visits)));
    findings.push(...(await checkStrangers(subject, visits)));
    findings.push(...(await checkNotFound(subject)));
  } catch (error) {
    const ways = allWays(subject);
    if (error instanceof AskedEnough) {
      const seen = `After ${MOST_REQUESTS} requests some checks were left out`;
      findings.push({ id: 'asked-enough', severity: 'note', ways, seen, change: 'Name fewer methods at a time' });
    } else if (error instanceof NotAsked && error.isCertificate) {
      const change =
        'Get a certificate that browsers trust; if theirs trust it and Node does not, name its authority in NODE_EXTRA_CA_CERTS';
      findings.push({ id: 'certificate', severity: 'fault', ways, seen: upperFirst(error.message), change });
    } else throw error;
  }
  return findings;
}

const upperFirst = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;
