import { parse } from 'tldts';
import { corsCheck } from '../browser/cors.ts';
import type { Finding } from '../finding.ts';
import { allWays, browserHeaders, type Subject } from '../subject.ts';
import { readableFindings, softened } from './answers.ts';

const STRANGER = 'clerk-ajax-check.example';

/** Origins of other people's pages: any, one without a name, and those that a careless comparison takes for the page's. */
export function strangers({ protocol, hostname, port }: URL): string[] {
  const { domain, isIp } = parse(hostname);
  const suffix = domain && !isIp ? [`${protocol}//clerk-ajax-check${domain}${port && `:${port}`}`] : [];
  return [`https://${STRANGER}`, 'null', `${protocol}//${hostname}.${STRANGER}`, ...suffix];
}

/** Whether pages of others can make calls with the cookies of their visitors. */
export async function checkStrangers(subject: Subject): Promise<Finding[]> {
  const { asker, url, page } = subject;
  const admitted: string[] = [];
  for (const origin of strangers(page)) {
    const headers = [{ name: 'Origin', value: origin }, ...browserHeaders({ page, distance: 'other site' })];
    const answer = await asker.ask({ method: 'GET', url, headers: headers.filter(({ name }) => name !== 'Referer') });
    if (!corsCheck(answer, origin, true)) admitted.push(origin);
  }
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

/** Whether the page can read that something is not there. */
export async function checkNotFound(subject: Subject): Promise<Finding[]> {
  const { asker, url, ways, isCross, origin } = subject;
  if (!isCross) return [];
  const missing = new URL(`${url.pathname.replace(/\/$/, '')}/clerk-ajax-check`, url);
  const headers = [{ name: 'Origin', value: origin }, ...browserHeaders(subject)];
  const answer = await asker.ask({ method: 'GET', url: missing, headers });
  if (answer.status < 400) return [];
  return ways.flatMap((way) => {
    const corsFault = corsCheck(answer, origin, way.credentials);
    return corsFault ? readableFindings(subject, way, { url: missing, answer, corsFault }).map(softened) : [];
  });
}
