import type { Send } from '../src/types.ts';
import { causeOf } from './advice/causes.ts';
import { needsOf } from './advice/needs.ts';
import type { Needs } from './advice/stacks/guide.ts';
import { answersOf, makeExchanges, probe } from './browser/exchanges.ts';
import { checkPage, type PageReport } from './checkPage.ts';
import { checkAnswers } from './checks/answers.ts';
import { checkClerk } from './checks/clerk.ts';
import { checkCookie } from './checks/cookie.ts';
import { checkHeaders } from './checks/headers.ts';
import { checkNotFound } from './checks/notFound.ts';
import { checkPreflights } from './checks/preflights.ts';
import { checkStreams } from './checks/streams.ts';
import { checkTemplate } from './checks/template.ts';
import { checkToken } from './checks/token.ts';
import { checkTransport } from './checks/transport.ts';
import { checkUntrustedOrigins } from './checks/untrustedOrigins.ts';
import { bySeverity, type Finding, type Found, merged, type Verdict, verdictOf, withoutEchoes } from './finding.ts';
import { findings } from './findings.ts';
import { clerkSays } from './http/clerkHeaders.ts';
import { HttpClient, RequestBudgetSpent, type SentRequest } from './http/client.ts';
import { RequestFailed } from './http/failures.ts';
import { type Mode, modeOf, modesOf, TOKEN } from './modes.ts';
import type { Options } from './options.ts';
import type { WarmStart } from './page/warmStart.ts';
import { type Quote, quoting } from './quote.ts';
import { type Subject, subjectOf } from './subject.ts';

/** What the doctor has found out. */
export interface Report {
  url: string;
  page: string;
  /** What becomes of each mode. */
  verdicts: { mode: Mode; verdict: Verdict }[];
  /** The mode that decides. */
  decisive: Mode;
  /** Why it will fail. */
  cause: Finding | undefined;
  /** The most severe first, after the cause. */
  findings: Finding[];
  /** What the backend's code must allow. */
  needs: Needs;
  /** Whether the backend answers as Clerk's SDKs from 2022 or later do. */
  isCurrent: boolean;
  /** What the page's tag tells of it. */
  warmStart: WarmStart | undefined;
  requests: SentRequest[];
}

/** Some ten requests are usual; five methods that all need preflights make it many more. */
const REQUEST_BUDGET = 25;

/** Checks one call of one page. @throws RequestFailed if the backend, or the page, gives no answer */
export async function check(options: Options): Promise<Report> {
  const client = new HttpClient(options.timeout, REQUEST_BUDGET);
  const page: PageReport = options.tag ? await checkPage(options, client) : { findings: [] };
  const send = options.send ?? (page.source?.sends as Send[] | undefined) ?? TOKEN;
  const isProduction = /^pk_live_/.test(options.key ?? page.key ?? '');
  const modes = modesOf(send);
  const { param, tokenHeader } = page.settings ?? {};
  const subject = subjectOf(options, client, modes, {
    isProduction,
    template: options.template ?? page.source?.template,
    ...(param && { param }),
    tokenHeader: options.tokenHeader ?? tokenHeader ?? 'Authorization',
  });
  const { isCurrent, ...backend } = await checkBackend(subject);
  const found = worst([...page.findings, ...checkTransport(subject), ...checkCookie(subject), ...backend.found]);
  const quote = quoting(options);
  const all = modes.map(({ name }) => name);
  const decisive = modeOf(send);
  const list = ranked(
    merged(withoutEchoes(found.map((each) => quoted({ ...each, modes: each.modes ?? all }, quote)))),
    decisive,
  );
  return {
    url: options.url.href,
    page: options.page.href,
    verdicts: modes.map((mode) => ({ mode, verdict: verdictOf(mode, list) })),
    decisive,
    cause: causeOf(list, decisive.name),
    findings: list,
    needs: needsOf(subject, decisive, list),
    isCurrent,
    warmStart: page.warmStart,
    requests: client.sent,
  };
}

/** A page can have thousands of faults, by mistake or not; nobody reads them. */
const MOST_FINDINGS = 60;

function worst(found: Found[]): Found[] {
  if (found.length <= MOST_FINDINGS) return found;
  const more = findings();
  const seen = `There are ${found.length - MOST_FINDINGS} further findings, which are left out`;
  more.note('more-findings', seen, 'Mend these first');
  return [...bySeverity(found).slice(0, MOST_FINDINGS), ...more.list];
}

/** A finding with what comes from outside as it can be printed. */
const quoted = (finding: Finding, quote: Quote): Finding => ({
  ...finding,
  seen: quote(finding.seen),
  change: quote(finding.change),
  ...(finding.cause !== undefined && { cause: quote(finding.cause) }),
  ...(finding.paste && { paste: finding.paste.map((line) => quote(line, MOST_PASTED)) }),
});

/** A policy, or a list of headers, is long; in characters. */
const MOST_PASTED = 4000;

/** Puts the most probable cause first. A list whose name is misspelt is the cause of whatever fails. */
function ranked(list: Finding[], { name }: Mode): Finding[] {
  const fails = verdictOf({ name }, list) === 'will fail';
  const all = list.map(
    (each): Finding => (fails && each.id === 'list-misspelt' ? { ...each, severity: 'fault' } : each),
  );
  const cause = causeOf(all, name);
  return cause ? [withAllLines(cause, all, name), ...all.filter((each) => each !== cause)] : all;
}

/** What CORS lacks is pasted at once. */
function withAllLines(cause: Finding, all: Finding[], mode: string): Finding {
  const others = all.filter((each) => each.severity === 'fault' && each.topic === 'cors' && each.modes.includes(mode));
  if (cause.topic !== 'cors' || others.length < 2) return cause;
  const paste = [...new Set([cause, ...others].flatMap((each) => each.paste ?? []))];
  const change = 'Allow the page in the CORS of the backend, before anything looks for a session';
  return { ...cause, change, ...(paste.length && { paste }) };
}

/** All that takes requests to the backend, the most important first. */
async function checkBackend(subject: Subject): Promise<{ found: Found[]; isCurrent: boolean }> {
  let isCurrent = false;
  const found: Found[] = [];
  const stopped = findings();
  try {
    const first = await probe(subject);
    found.push(...(await checkPreflights(subject)));
    const exchanges = await makeExchanges(subject, first);
    isCurrent = answersOf(exchanges).some((answer) => clerkSays(answer));
    found.push(...checkAnswers(subject, exchanges), ...checkClerk(subject, exchanges), ...checkToken(subject));
    found.push(...checkTemplate(subject, exchanges), ...checkHeaders(subject, exchanges));
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
  return { found: [...found, ...stopped.list], isCurrent };
}

const upperFirst = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;
