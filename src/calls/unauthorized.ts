import { broken, checkSdk, checkToken, ownHeader, type Say, unauthorized } from '../messages.ts';
import { indexOf } from '../platform/natives.ts';
import { isPageHost, pageOrigin } from '../platform/pageOrigin.ts';
import type { Backend } from './backends.ts';
import type { Carried } from './carried.ts';
import { type Grant, sendsOf } from './grant.ts';

/**
 * Explains why a backend may have answered 401: once per origin, and once more if the first call carried nothing (F5).
 * Never throws.
 *
 * @param header returns a response header, if the page may read it
 * @param grant returns what such a call would carry now
 */
export function explainUnauthorized(
  backend: Backend,
  carried: Carried,
  header: (name: string) => string | null | undefined,
  { grant, say, tokenHeader }: { grant: (backend: Backend) => Grant; say: Say; tokenHeader: string },
): void {
  const { origin } = backend;
  const { id, token, hasOwnHeader } = carried;
  try {
    const sends: string[] = sendsOf(carried);
    if (hasOwnHeader) sends.push(ownHeader(tokenHeader));
    // Clerk's backend SDKs set these headers.
    const said = ['reason', 'message']
      .map((name) => header(`x-clerk-auth-${name}`))
      .filter(Boolean)
      .join(': ');
    // The backend may echo what it was sent (F4).
    const isSecret = [id, token].some((secret) => secret && indexOf(said, secret) >= 0);
    const others = sends[0] ? checkSdk(origin, isPageHost(origin)) : `: ${grant(backend).reason}`;
    const hint = token ? checkToken(pageOrigin()) : others;
    say('warn', unauthorized(origin, sends.join(' '), isSecret ? '' : said, hint), `401 ${origin} ${!sends[0]}`);
  } catch (error) {
    say('error', broken(error));
  }
}
