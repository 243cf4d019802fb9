/** A token as Clerk makes them, but for the signature; good for so many seconds from now. */
export function jwt(session: string, seconds: number): string {
  const part = (data: object) => btoa(JSON.stringify(data)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  const now = Math.floor(Date.now() / 1000);
  return [part({ alg: 'RS256', typ: 'JWT' }), part({ sid: session, iat: now, exp: now + seconds }), 'c2ln'].join('.');
}

/** The session that a header `Authorization` is of, and when its token ends, in ms since the epoch. */
export function readBearer(header: string | null | undefined): { session: string | undefined; ends: number } {
  const token = /^Bearer (.+)/.exec(header ?? '')?.[1];
  if (!token) return { session: undefined, ends: 0 };
  const [, payload] = token.split('.');
  if (!payload) return { session: /sess_\w+/.exec(token)?.[0], ends: Number.POSITIVE_INFINITY };
  const { sid, exp } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
  return { session: sid, ends: exp * 1000 };
}
