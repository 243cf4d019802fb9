import { claimsOf, tokenOf } from '../kit/jwt.ts';

/** A token of a session that is good for so many seconds from now. */
export function jwt(session: string, seconds: number): string {
  const now = Math.floor(Date.now() / 1000);
  return tokenOf({ sid: session, iat: now, exp: now + seconds });
}

/** The session that a header `Authorization` is of, and when its token ends, in ms since the epoch. */
export function readBearer(header: string | null | undefined): { session: string | undefined; ends: number } {
  const token = /^Bearer (.+)/.exec(header ?? '')?.[1];
  if (!token) return { session: undefined, ends: 0 };
  if (!token.includes('.')) return { session: /sess_\w+/.exec(token)?.[0], ends: Number.POSITIVE_INFINITY };
  const { sid, exp } = claimsOf(token);
  return { session: sid, ends: exp * 1000 };
}
