import type { Clerk } from '../clerk/clerk.ts';
import { describeSession } from '../clerk/sessionState.ts';
import { NOT_KNOWN, noSsl, noTokenWithoutSsl, SIGNED_OUT } from '../messages.ts';
import type { Send } from '../types.ts';
import type { Backend } from './backends.ts';

/** What a call of ours gets at this moment (rule C). */
export interface Grant {
  /** The session ID to add. */
  id: string | undefined;
  credentials: boolean;
  /** Whether it gets a session token. */
  token: boolean;
  /** Why, in one sentence. */
  reason: string;
  /** What the page's owner has to change. */
  fault: string | undefined;
}

export function createGrants(clerk: Clerk): (backend: Backend) => Grant {
  return ({ origin, source, crossOrigin, insecure }) => {
    const { sendsId, sendsCredentials, sendsToken } = source;
    if (insecure && clerk.production()) {
      const fault = noSsl(origin);
      return { id: undefined, credentials: false, token: false, reason: fault, fault };
    }
    const session = clerk.session();
    return {
      id: session && sendsId ? session.id : undefined,
      // Same-origin calls have their cookies anyway. With `include`, a redirect to an origin that answers `*` would fail (C5).
      credentials: sendsCredentials && crossOrigin,
      token: !!session && sendsToken && !insecure,
      reason: session ? describeSession(session) : session === null ? SIGNED_OUT : NOT_KNOWN,
      fault: insecure && sendsToken ? noTokenWithoutSsl(origin) : undefined,
    };
  };
}

type Gets = Pick<Grant, 'id' | 'credentials'> & { token: unknown };

/** The names of what a call gets. */
export const sendsOf = ({ id, credentials, token }: Gets): Send[] =>
  [id !== undefined && 'session-id', credentials && 'credentials', token && 'session-token'].filter(Boolean) as Send[];
