import { makeExchanges, probe } from './browser/exchanges.ts';
import { checkPage, type PageReport } from './checkPage.ts';
import { checkAnswers } from './checks/answers.ts';
import { checkClerk } from './checks/clerk.ts';
import { checkCookie } from './checks/cookie.ts';
import { checkHeaders } from './checks/headers.ts';
import { checkNotFound } from './checks/notFound.ts';
import { checkPreflights } from './checks/preflights.ts';
import { checkStreams } from './checks/streams.ts';
import { checkToken } from './checks/token.ts';
import { checkTransport } from './checks/transport.ts';
import { checkUntrustedOrigins } from './checks/untrustedOrigins.ts';
import { type Finding, type Found, merged, type Verdict, verdictOf, withoutEchoes } from './finding.ts';
import { findings } from './findings.ts';
import { HttpClient, RequestBudgetSpent, type SentRequest } from './http/client.ts';
import { RequestFailed } from './http/failures.ts';
import { type Mode, modeOf, modesOf, TOKEN } from './modes.ts';
import type { Options } from './options.ts';
import { type Subject, subjectOf } from './subject.ts';

/** What the doctor has found out. */
export interface Report {
  url: string;
  page: string;
  /** What becomes of each mode. */
  verdicts: { mode: Mode; verdict: Verdict }[];
  /** The mode that decides. */
  decisive: Mode;
  findings: Finding[];
  requests: SentRequest[];
}

/** Some ten requests are usual; five methods that all need preflights make it many more. */
const REQUEST_BUDGET = 25;

/** Checks one call of one page. @throws RequestFailed if the backend, or the page, gives no answer */
export async function check(options: Options): Promise<Report> {
  const client = new HttpClient(options.timeout, REQUEST_BUDGET);
  const page: PageReport = options.tag ? await checkPage(options, client) : { findings: [] };
  const send = options.send ?? page.send ?? TOKEN;
  const isProduction = /^pk_live_/.test(options.key ?? page.key ?? '');
  const modes = modesOf(send);
  const subject = subjectOf(options, client, modes, { isProduction, ...(page.param && { param: page.param }) });
  const found = [
    ...page.findings,
    ...checkTransport(subject),
    ...checkCookie(subject),
    ...(await checkBackend(subject)),
  ];
  const all = modes.map(({ name }) => name);
  const list = merged(withoutEchoes(found.map((each) => ({ ...each, modes: each.modes ?? all }))));
  return {
    url: options.url.href,
    page: options.page.href,
    verdicts: modes.map((mode) => ({ mode, verdict: verdictOf(mode, list) })),
    decisive: modeOf(send),
    findings: list,
    requests: client.sent,
  };
}

/** All that takes requests to the backend, the most important first. */
async function checkBackend(subject: Subject): Promise<Found[]> {
  const found: Found[] = [];
  const stopped = findings();
  try {
    const first = await probe(subject);
    found.push(...(await checkPreflights(subject)));
    const exchanges = await makeExchanges(subject, first);
    found.push(...checkAnswers(subject, exchanges), ...checkClerk(subject, exchanges), ...checkToken(subject));
    found.push(...checkHeaders(subject, exchanges));
    found.push(...(await checkStreams(subject, exchanges)));
    found.push(...(await checkUntrustedOrigins(subject, exchanges)));
    found.push(...(await checkNotFound(subject)));
  } catch (error) {
    if (error instanceof RequestBudgetSpent) {
      const seen = `After ${REQUEST_BUDGET} requests some checks were left out`;
      stopped.note('request-budget', seen, 'Name fewer methods at a time');
    } else if (error instanceof RequestFailed && error.isCertificate) {
      const change =
        'Get a certificate that browsers trust; if theirs trust it and Node does not, name its authority in NODE_EXTRA_CA_CERTS';
      stopped.fault('certificate', upperFirst(error.message), change);
    } else throw error;
  }
  return [...found, ...stopped.list];
}

const upperFirst = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;
