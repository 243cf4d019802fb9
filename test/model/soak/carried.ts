import { claimsOf } from '../../kit/jwt.ts';

/** What a call carries of the session, as it leaves the page or as it reaches a server. */
export interface SessionData {
  method: string;
  /** Session IDs in its URL; there should be one at most. */
  ids: string[];
  /** The session that its token is of. */
  token: string | undefined;
}

/** The same as one line, for what left to be compared with what arrived. */
export const lineOf = ({ method, ids, token = 'none' }: SessionData): string =>
  `${method}, ID ${ids.join(' and ') || 'none'}, token ${token}`;

/** The session that the token in an `Authorization` header is of. */
export const sessionOfToken = (authorization: string | null | undefined): string | undefined =>
  authorization ? claimsOf(authorization).sid : undefined;

/** The number of a call, which stands in its URL. */
export function numberOf(url: string): number | undefined {
  const [, digits] = /[?&]n=(\d+)/.exec(url) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** What the body of a call has in it, however it is encoded. */
export const markOf = (n: number): string => `call${n}end`;
