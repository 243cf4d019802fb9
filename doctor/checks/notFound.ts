import { readableFindings, softened } from '../advice/readable.ts';
import { corsCheck } from '../browser/cors.ts';
import type { Found } from '../finding.ts';
import { RequestFailed } from '../http/failures.ts';
import { browserHeaders, type Subject } from '../subject.ts';

/** Whether the page can read that something is not there. */
export async function checkNotFound(subject: Subject): Promise<Found[]> {
  const { client, url, modes, isCross, origin } = subject;
  if (!isCross) return [];
  const missing = new URL(url);
  missing.pathname = `${url.pathname.replace(/\/$/, '')}/clerk-ajax-check`;
  missing.search = '';
  const headers = [{ name: 'Origin', value: origin }, ...browserHeaders(subject)];
  const answer = await client.trySend({ method: 'GET', url: missing, headers });
  if (answer instanceof RequestFailed || answer.status < 400) return [];
  return modes.flatMap((mode) => {
    const corsFault = corsCheck(answer, origin, mode.credentials);
    return corsFault ? readableFindings(subject, mode, { url: missing, answer, corsFault }).map(softened) : [];
  });
}
