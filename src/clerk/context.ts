import { exec } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkInstance, ClerkSession, SessionClaims } from '../types.ts';

/**
 * The context of a call: its session and its active organization. `Clerk.setActive({ organization })` keeps the session's ID
 * and changes this. Read it before any wait: ClerkJS changes the session object in place.
 */
export const contextOf = (session: ClerkSession): string => `${session.id} ${organizationOf(session)}`;

/** The active organization; `''` if there is none. */
export const organizationOf = ({ lastActiveOrganizationId }: ClerkSession): string => lastActiveOrganizationId || '';

/** The context of Clerk's cookie. `Clerk.organization` changes when the cookie has changed, the session before. */
export const cookieContextOf = ({ id }: ClerkSession, { organization }: Partial<ClerkInstance>): string =>
  `${id} ${organization ? organization.id : ''}`;

/** The context of a session token. */
export const contextOfClaims = ({ sid, o, org_id }: SessionClaims): string => `${sid} ${(o && o.id) || org_id || ''}`;

/** The claims of a token; nothing if it is not a JWT. */
export const claimsOf = (token: string): SessionClaims | undefined =>
  quietly(() => {
    const [, payload] = token.split('.') as [string, string];
    return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
  });

/** Whether a token can be put into a header and into a URL. ClerkJS may be a mock that returns anything. */
export const isToken = (token: unknown): token is string => typeof token === 'string' && !!exec(/^[!-~]+$/, token);
