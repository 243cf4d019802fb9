import type { Clerk } from '../clerk/clerk.ts';
import { describeSession } from '../clerk/sessionState.ts';
import { CookieSession } from '../clerk/warmStart.ts';
import { BY_COOKIE, NOT_KNOWN, noSsl, noTokenWithoutSsl, SIGNED_OUT } from '../messages.ts';
import type { Send } from '../types.ts';
import type { Backend } from './backends.ts';

/** What one of our calls would carry right now (rule C). */
export interface Grant {
  /** The session ID to add. */
  id: string | undefined;
  credentials: boolean;
  /** Whether it gets a session token. */
  token: boolean;
  /** The token, if Clerk's cookie answers for Clerk (D8). */
  cookieToken: string | undefined;
  /** Why, in one sentence. */
  reason: string;
  /** What the page's owner must change. */
  fault: string | undefined;
}

export function createGrants(clerk: Clerk): (backend: Backend) => Grant {
  return ({ origin, source, crossOrigin, insecure }) => {
    const { sendsId, sendsCredentials, sendsToken, template } = source;
    const isBlocked = insecure && clerk.production();
    const session = isBlocked ? undefined : clerk.session(template);
    const cookieToken = session instanceof CookieSession ? session.cookieToken : undefined;
    const isOfCookie = cookieToken || (session === null && !clerk.knows());
    const reason = session ? describeSession(session) : session === null ? SIGNED_OUT : NOT_KNOWN;
    const noToken = insecure ? noTokenWithoutSsl(origin) : session ? clerk.cannotGive(template) : undefined;
    const fault = isBlocked ? noSsl(origin) : sendsToken ? noToken : undefined;
    return {
      id: session && sendsId ? session.id : undefined,
      // Same-origin calls send cookies anyway. With `include`, a redirect to an origin that allows `*` would fail (C5).
      credentials: sendsCredentials && crossOrigin && !isBlocked,
      token: !!session && sendsToken && !fault,
      cookieToken,
      reason: fault || reason + (isOfCookie ? BY_COOKIE : ''),
      fault,
    };
  };
}

type Gets = Pick<Grant, 'id' | 'credentials'> & { token: unknown };

/** The names of what a call carries. */
export const sendsOf = ({ id, credentials, token }: Gets): Send[] =>
  [id !== undefined && 'session-id', credentials && 'credentials', token && 'session-token'].filter(Boolean) as Send[];
