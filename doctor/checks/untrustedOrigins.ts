import { corsCheck } from '../browser/cors.ts';
import { answersOf, type Exchanges } from '../browser/exchanges.ts';
import { untrustedOrigins } from '../browser/untrustedOrigins.ts';
import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import type { Answer } from '../http/client.ts';
import { RequestFailed } from '../http/failures.ts';
import { browserHeaders, type Subject } from '../subject.ts';

/** Whether pages of others can make calls with the cookies of their visitors, and whether caches tell them apart. */
export async function checkUntrustedOrigins(subject: Subject, all: Exchanges[]): Promise<Found[]> {
  const { client, url, page, origin } = subject;
  const admitted: string[] = [];
  const answers: Answer[] = [];
  for (const each of untrustedOrigins(page)) {
    const headers = [{ name: 'Origin', value: each }, ...browserHeaders({ page, distance: 'other site' })];
    const own = headers.filter(({ name }) => name !== 'Referer');
    const answer = await client.trySend({ method: 'GET', url, headers: own });
    // A server that does not answer them does no harm by it.
    if (answer instanceof RequestFailed) continue;
    answers.push(answer);
    if (!corsCheck(answer, each, true)) admitted.push(each);
  }
  const found = findings();
  if (admitted.length) {
    const seen = `The backend lets the pages of ${admitted.join(' and ')} in, with cookies`;
    const change = 'Compare the Origin of a call with a list of whole origins, and answer no other';
    found.danger('untrusted-origins', seen, change, { topic: 'cors' });
  }
  const namesPage = (answer: Answer) => answer.header('access-control-allow-origin') === origin;
  // What names the page in all answers is the same for all caches.
  if (!answers.some(namesPage) && answersOf(all).some((answer) => namesPage(answer) && !varies(answer))) {
    const seen =
      'An answer names the page in Access-Control-Allow-Origin and has no Vary: Origin, so that a cache may give it to other pages';
    found.warning('no-vary', seen, 'Add it', { paste: ['Vary: Origin'] });
  }
  return found.list;
}

const varies = (answer: Answer) => /(?:^|,)\s*(?:origin|\*)\s*(?:,|$)/i.test(answer.header('vary') ?? '');
