// Clerk's cookies, as ClerkJS has left them on the page before.
import { tokenOf } from './jwt.ts';

/** The claims that matter of a session token. */
export interface CookieClaims {
  sid?: unknown;
  iss?: unknown;
  azp?: unknown;
  sts?: unknown;
  iat?: number | undefined;
  nbf?: number | undefined;
  exp?: number | undefined;
  o?: { id: string } | undefined;
  org_id?: string | undefined;
}

/** The Frontend API of the key that the stand-in of ClerkJS has. */
export const ISSUER = 'https://fake.clerk.local';

/** In seconds since 1970. */
export const seconds = (): number => Math.floor(Date.now() / 1000);

/** A session token that a cookie of the page holds: issued 5 s ago, valid for 60 s. */
export function cookieToken(azp: string, claims: CookieClaims = {}): string {
  const iat = seconds() - 5;
  return tokenOf({ sid: 'sess_cookie', iss: ISSUER, azp, iat, nbf: iat - 10, exp: iat + 60, ...claims } as never);
}
