import { NotAsked } from '../asking/failures.ts';
import { corsCheck } from '../browser/cors.ts';
import type { Finding } from '../finding.ts';
import { browserHeaders, type Subject } from '../subject.ts';
import { readableFindings, softened } from './answers.ts';

/** Whether the page can read that something is not there. */
export async function checkNotFound(subject: Subject): Promise<Finding[]> {
  const { asker, url, ways, isCross, origin } = subject;
  if (!isCross) return [];
  const missing = new URL(url);
  missing.pathname = `${url.pathname.replace(/\/$/, '')}/clerk-ajax-check`;
  missing.search = '';
  const headers = [{ name: 'Origin', value: origin }, ...browserHeaders(subject)];
  const answer = await asker.attempt({ method: 'GET', url: missing, headers });
  if (answer instanceof NotAsked || answer.status < 400) return [];
  return ways.flatMap((way) => {
    const corsFault = corsCheck(answer, origin, way.credentials);
    return corsFault ? readableFindings(subject, way, { url: missing, answer, corsFault }).map(softened) : [];
  });
}
