import type { Answer, Asker } from '../asking/asker.ts';
import { NotAsked } from '../asking/failures.ts';
import { type CorsFault, corsCheck } from './cors.ts';
import type { Header } from './headers.ts';
import type { Permissions } from './permissions.ts';
import { isForbidding, needsPreflight, type PreflightFault } from './preflight.ts';

/** A call of the page with what the shim adds to it. */
export interface Errand {
  url: URL;
  method: string;
  headers: Header[];
  /** Those that the browser adds itself, without a preflight: cookies, and what tells a call from a click. */
  browser: Header[];
  origin: string;
  credentials: boolean;
}

/** How a call ends in the page. */
export interface Visit {
  /** The URL that was asked last, after redirects. */
  url: URL;
  preflightFaults?: PreflightFault[];
  corsFault?: CorsFault;
  /** The last answer; absent where a preflight forbids the call, or where there is none. */
  answer?: Answer;
  /** Why there is no answer. */
  failure?: string;
  /** A redirect that is not followed: to another origin, to nowhere, or one too many. */
  redirect?: string;
}

/** Browsers follow 20; one that is not at its end by then goes in a circle. */
const MOST_REDIRECTS = 3;

/** Makes a call as a browser does, with preflights and redirects, but never to another origin than that of the URL. @throws AskedEnough */
export async function visit(asker: Asker, errand: Errand, permissions: Permissions): Promise<Visit> {
  let { url } = errand;
  for (let redirects = 0; ; redirects++) {
    const isCross = url.origin !== errand.origin;
    const here = { ...errand, url };
    if (isCross && needsPreflight(here)) {
      const faults = (await permissions.faultsOf(here)).filter(isForbidding);
      if (faults.length) return { url, preflightFaults: faults };
    }
    const own = isCross ? [{ name: 'Origin', value: errand.origin }] : [];
    const answer = await asker.attempt({
      method: errand.method,
      url,
      headers: [...own, ...errand.headers, ...errand.browser],
    });
    if (answer instanceof NotAsked) return { url, failure: answer.message };
    const corsFault = isCross ? corsCheck(answer, errand.origin, errand.credentials) : undefined;
    const found = { url, answer, ...(corsFault && { corsFault }) };
    const location = answer.header('location');
    if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return found;
    const next = urlOf(location, url);
    // No redirect to another origin brings the session along, whether the page may follow it or not.
    if (next?.origin !== url.origin) return { url, answer, redirect: next?.href ?? location };
    if (corsFault) return found;
    if (redirects === MOST_REDIRECTS) return { ...found, redirect: next.href };
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
