/** What tests read of a session token. */
export interface Claims {
  sid: string;
  /** In seconds since the epoch, like `iat`. */
  exp: number;
  iat: number;
}

/** A part of a JWT: JSON as base64url. It works in the browser and in Node. */
export function encode(part: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(part));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');
}

/** A token as Clerk makes them, but for the signature. */
export const tokenOf = (claims: object, header: object = { alg: 'RS256', typ: 'JWT' }, signature = 'c2ln'): string =>
  `${encode(header)}.${encode(claims)}.${signature}`;

/** A token of a session that is good for so many seconds from now. */
export function sessionToken(sid: string, seconds: number): string {
  const iat = Math.floor(Date.now() / 1000);
  return tokenOf({ sid, iat, exp: iat + seconds });
}

/** The claims of a token, or of the header that carries it. */
export function claimsOf(token: string): Claims {
  const [, payload = ''] = token.split('.');
  return JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
}

/** The session that a header `Authorization` is of, and when its token ends, in ms since the epoch. */
export function readBearer(header: string | null | undefined): { session: string | undefined; ends: number } {
  const token = /^Bearer (.+)/.exec(header ?? '')?.[1];
  if (!token) return { session: undefined, ends: 0 };
  // The stand-in of ClerkJS gives tokens that only name the session, unless a test wants others.
  if (!token.includes('.')) return { session: /sess_\w+/.exec(token)?.[0], ends: Number.POSITIVE_INFINITY };
  const { sid, exp } = claimsOf(token);
  return { session: sid, ends: exp * 1000 };
}
