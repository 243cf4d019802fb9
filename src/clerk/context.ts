import { exec, slice } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkSession, SessionClaims } from '../types.ts';

/**
 * The context of a call: its session and its organization. `Clerk.setActive({ organization })` keeps the session's ID
 * and changes this. Read it before any wait: ClerkJS changes the session object in place.
 *
 * @param organization its ID, if it is not the active one (C10)
 */
export const contextOf = (
  { id, lastActiveOrganizationId }: ClerkSession,
  organization: string | null | undefined = lastActiveOrganizationId,
): string => `${id} ${organization || ''}`;

/** The ID of a session token's organization; empty if there is none. */
export const organizationOf = ({ o, org_id }: SessionClaims) => (o && o.id) || org_id || '';

/** The context of a session token. */
export const contextOfClaims = (claims: SessionClaims): string => `${claims.sid} ${organizationOf(claims)}`;

/**
 * Whether a token cannot be that of a JWT template in this context. Only session tokens name a session. A template may
 * name the organization, but few do; a claim of that name may also be something else.
 */
export const isNotOfTemplate = (claims: SessionClaims, context: string): boolean => {
  const organization = `${organizationOf(claims)}`;
  return !!claims.sid || (!!exec(/^org_/, organization) && slice(context, -organization.length) !== organization);
};

/** The claims of a token; nothing if it is not a JWT. */
export const claimsOf = (token: string): SessionClaims | undefined =>
  quietly(() => {
    const [, payload] = token.split('.') as [string, string];
    // A `replace()` of all would never end with an `exec()` of the page's that always finds something.
    return JSON.parse(atob(payload.split('-').join('+').split('_').join('/')));
  });

/** Whether a token can be put into a header and into a URL. ClerkJS may be a mock that returns anything. */
export const isToken = (token: unknown): token is string => typeof token === 'string' && !!exec(/^[!-~]+$/, token);
