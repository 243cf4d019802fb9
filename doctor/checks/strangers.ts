import { parse } from 'tldts';
import type { Answer } from '../asking/asker.ts';
import { NotAsked } from '../asking/failures.ts';
import { corsCheck } from '../browser/cors.ts';
import type { Finding } from '../finding.ts';
import { allWays, browserHeaders, type Subject } from '../subject.ts';
import { answersOf, type Visits } from './visits.ts';

const STRANGER = 'clerk-ajax-check.example';

/** Origins of other people's pages: any, one without a name, and those that a careless comparison takes for the page's. */
export function strangers({ protocol, hostname, port }: URL): string[] {
  const { domain, isIp } = parse(hostname);
  const suffix = domain && !isIp ? [`${protocol}//clerk-ajax-check${domain}${port && `:${port}`}`] : [];
  return [`https://${STRANGER}`, 'null', `${protocol}//${hostname}.${STRANGER}`, ...suffix];
}

/** Whether pages of others can make calls with the cookies of their visitors, and whether caches tell them apart. */
export async function checkStrangers(subject: Subject, all: Visits[]): Promise<Finding[]> {
  const { asker, url, page, origin } = subject;
  const admitted: string[] = [];
  const answers: Answer[] = [];
  for (const stranger of strangers(page)) {
    const headers = [{ name: 'Origin', value: stranger }, ...browserHeaders({ page, distance: 'other site' })];
    const own = headers.filter(({ name }) => name !== 'Referer');
    const answer = await asker.attempt({ method: 'GET', url, headers: own });
    // A server that does not answer strangers does no harm by it.
    if (answer instanceof NotAsked) continue;
    answers.push(answer);
    if (!corsCheck(answer, stranger, true)) admitted.push(stranger);
  }
  // What names the page in all answers is the same for all caches.
  const isConstant = answers.some((answer) => answer.header('access-control-allow-origin') === origin);
  return [...admittedFindings(subject, admitted), ...(isConstant ? [] : varyFindings(subject, answersOf(all)))];
}

function admittedFindings(subject: Subject, admitted: string[]): Finding[] {
  if (!admitted.length) return [];
  return [
    {
      id: 'strangers',
      severity: 'danger',
      ways: allWays(subject),
      seen: `The backend lets the pages of ${admitted.join(' and ')} in, with cookies`,
      change: 'Compare the Origin of a call with a list of whole origins, and answer no other',
      topic: 'cors',
    },
  ];
}

const varies = (answer: Answer) => /(?:^|,)\s*(?:origin|\*)\s*(?:,|$)/i.test(answer.header('vary') ?? '');

function varyFindings(subject: Subject, answers: Answer[]): Finding[] {
  if (!answers.some((each) => each.header('access-control-allow-origin') === subject.origin && !varies(each)))
    return [];
  return [
    {
      id: 'no-vary',
      severity: 'warning',
      ways: allWays(subject),
      seen: 'An answer names the page in Access-Control-Allow-Origin and has no Vary: Origin, so that a cache may give it to other pages',
      change: 'Add it',
      paste: ['Vary: Origin'],
    },
  ];
}
