import { exec } from '../platform/natives.ts';
import { pageOrigin } from '../platform/pageOrigin.ts';
import type { ClerkSession, SessionClaims } from '../types.ts';
import { claimsOf, contextOf, contextOfClaims, isToken, organizationOf } from './context.ts';
import { type ClerkCookie, clerkCookies, cookieText } from './cookie.ts';
import { isIssuer } from './instance.ts';
import type { ReadClerk } from './scriptUrl.ts';

/** In seconds. A token that expires sooner may have expired when it reaches the backend. */
const ENOUGH = 10;

/** The session of Clerk's cookie. It answers until Clerk knows its session (D8). */
export class CookieSession implements ClerkSession {
  readonly id: string;
  readonly lastActiveOrganizationId: string | null;

  constructor(
    /** The cookie's token, which goes with the calls. */
    readonly cookieToken: string,
    readonly claims: SessionClaims,
  ) {
    this.id = claims.sid as string;
    this.lastActiveOrganizationId = organizationOf(claims) || null;
  }

  async getToken(): Promise<string> {
    return this.cookieToken;
  }
}

/**
 * Creates the function that reads from Clerk's cookies whose page this is: a session, `null` if the user is signed out,
 * `undefined` if they do not tell. Whether a cookie's text qualifies is found out once per value of `document.cookie`,
 * whether it is still valid with each call.
 *
 * @param instance describes the page's Clerk instance
 * @param organization the ID of the organization that tokens are for, if it is not the active one (C10)
 */
export function createWarmStart(
  instance: () => ReadClerk,
  organization?: string,
): () => CookieSession | null | undefined {
  const self = pageOrigin();
  let known: string | undefined;
  let sessions: CookieSession[] = [];
  let isOut = false;

  return () => {
    const read = instance();
    const text = cookieText();
    const now = `${read('publishable-key')} ${text}`;
    if (now !== known) {
      known = now;
      const cookies = clerkCookies(text);
      sessions = sessionsIn(cookies, read, self);
      isOut = isSignedOut(cookies, read);
    }
    let found: CookieSession | undefined;
    for (const session of sessions) {
      if (!isValidNow(session.claims)) continue;
      // Somebody may have planted one of them.
      if (found && contextOf(found) !== contextOf(session)) return;
      if (!found || (session.claims.exp as number) > (found.claims.exp as number)) found = session;
    }
    if (!found) return isOut ? null : undefined;
    return contextOf(found, organization) === contextOf(found) ? found : undefined;
  };
}

/** The values of the cookies with a name; those with the suffix, or else without one, as `@clerk/backend` does. */
function valuesOf(cookies: ClerkCookie[], name: ClerkCookie['name'], suffix = ''): string[] {
  const values: string[] = [];
  for (const each of cookies) if (each.name === name && each.suffix === suffix) values[values.length] = each.value;
  return values[0] === undefined && suffix ? valuesOf(cookies, name) : values;
}

/** The sessions whose cookies qualify, apart from the time. */
function sessionsIn(cookies: ClerkCookie[], read: ReadClerk, self: string): CookieSession[] {
  const sessions: CookieSession[] = [];
  const contexts = valuesOf(cookies, 'clerk_active_context');
  for (const { name, suffix, value } of cookies) {
    // What the instance's own cookie says counts more than what all instances write.
    const hasOwn = !suffix && cookies.some((other) => other.suffix && other.value === value);
    const claims = name === '__session' && !hasOwn && isToken(value) && claimsOf(value);
    if (!claims || !isToken(claims.sid) || claims.azp !== self || !isIssuer(read, claims.iss)) continue;
    if (claims.sts !== undefined && claims.sts !== 'active') continue;
    // Since then, the user has signed in or out.
    const isOld = valuesOf(cookies, '__client_uat', suffix).some(
      (uat) => !(+uat > 0 && +uat <= (claims.iat as number)),
    );
    const context = contextOfClaims(claims).replace(' ', ':');
    if (!isOld && contexts.every((other) => other === context)) sessions.push(new CookieSession(value, claims));
  }
  return sessions;
}

/** Whether a session token is valid by this machine's clock, and stays so for a while. */
function isValidNow({ iat, nbf, exp }: SessionClaims): boolean {
  const now = Date.now() / 1000;
  return (iat as number) <= now && !((nbf as number) > now) && (exp as number) >= now + ENOUGH;
}

/**
 * Whether the user is signed out. Only the servers of production instances write `__client_uat` themselves. Its suffix
 * cannot be computed synchronously: each of them must say so. On a satellite domain, ClerkJS asks the primary one first.
 */
function isSignedOut(cookies: ClerkCookie[], read: ReadClerk): boolean {
  if (!exec(/^pk_live_/, read('publishable-key') || '') || read('domain')) return false;
  const isOurs = ({ name, value }: ClerkCookie) =>
    name === '__session' && isIssuer(read, (claimsOf(value) || ({} as SessionClaims)).iss);
  const uats = cookies.filter(({ name }) => name === '__client_uat');
  return !!uats[0] && uats.every(({ value }) => value === '0') && !cookies.some(isOurs);
}
