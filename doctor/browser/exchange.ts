import type { Answer, HttpClient } from '../http/client.ts';
import { RequestFailed } from '../http/failures.ts';
import { type CorsFault, corsCheck } from './cors.ts';
import { isForbidding, needsPreflight, type PreflightFault } from './preflight.ts';
import type { PreflightCache } from './preflightCache.ts';
import type { BrowserRequest } from './request.ts';

/** How a call ends in the page. */
export interface Exchange {
  /** The URL that was asked last, after redirects. */
  url: URL;
  preflightFaults?: PreflightFault[];
  corsFault?: CorsFault;
  /** The last answer; absent where a preflight forbids the call, or where there is none. */
  answer?: Answer;
  /** The answers that redirected to it, in their order. */
  redirects?: Answer[];
  /** Why there is no answer. */
  failure?: string;
  /** A redirect that is not followed: to another origin, to nowhere, or one too many. */
  redirect?: string;
}

/** Browsers follow 20; a longer chain is treated as a loop. */
const MOST_REDIRECTS = 3;

/** Makes a call as a browser does, with preflights and redirects, but never to another origin than that of the URL. @throws RequestBudgetSpent */
export async function exchange(
  client: HttpClient,
  request: BrowserRequest,
  preflights: PreflightCache,
): Promise<Exchange> {
  let { url } = request;
  const redirects: Answer[] = [];
  for (;;) {
    const isCross = url.origin !== request.origin;
    const here = { ...request, url };
    if (isCross && needsPreflight(here)) {
      const faults = (await preflights.faultsOf(here)).filter(isForbidding);
      if (faults.length) return { url, redirects, preflightFaults: faults };
    }
    const own = isCross ? [{ name: 'Origin', value: request.origin }] : [];
    const answer = await client.trySend({
      method: request.method,
      url,
      headers: [...own, ...request.headers, ...request.browser],
      body: 'excerpt',
    });
    if (answer instanceof RequestFailed) return { url, redirects, failure: answer.message };
    const corsFault = isCross ? corsCheck(answer, request.origin, request.credentials) : undefined;
    const found = { url, answer, redirects, ...(corsFault && { corsFault }) };
    const location = answer.header('location');
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return found;
    const next = urlOf(location, url);
    // No redirect to another origin brings the session along, whether the page may follow it or not.
    if (next?.origin !== url.origin) return { url, answer, redirects, redirect: next?.href ?? location };
    if (corsFault) return found;
    if (redirects.length === MOST_REDIRECTS) return { ...found, redirect: next.href };
    redirects.push(answer);
    url = next;
  }
}

function urlOf(location: string, base: URL): URL | undefined {
  try {
    return new URL(location, base);
  } catch {
    return undefined;
  }
}
