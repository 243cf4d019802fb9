import type { Clerk } from '../clerk/clerk.ts';
import type { Settings } from '../config/options.ts';
import type { Send } from '../types.ts';
import type { Backend } from './backends.ts';

/** What a call of ours gets at one moment (rule C). */
export interface Grant {
  /** The session ID to add. */
  id?: string | undefined;
  credentials?: boolean;
  /** Whether it gets a session token; the gate fetches it. */
  token?: boolean;
  /** One sentence on why. */
  reason: string;
  /** What the page's owner must put right. */
  fault?: string;
}

export function createGrants(clerk: Clerk, { send }: Settings): (backend: Backend) => Grant {
  const sendsId = send.includes('session-id');
  const sendsCredentials = send.includes('credentials');
  const sendsToken = send.includes('session-token');

  return ({ origin, crossOrigin, insecure }) => {
    if (insecure && clerk.production()) {
      const fault = `${origin} gets nothing of the session: a production instance requires SSL`;
      return { reason: fault, fault };
    }
    const session = clerk.session();
    const grant: Grant = {
      id: session && sendsId ? session.id : undefined,
      // Same-origin calls have their cookies anyway, and `include` would break their redirects to `*` origins (C5).
      credentials: sendsCredentials && crossOrigin,
      token: !!session && sendsToken && !insecure,
      reason: session ? 'signed in' : session === null ? 'signed out' : 'Clerk does not know its session yet',
    };
    if (insecure && sendsToken) grant.fault = `${origin} gets no session token: it requires SSL`;
    return grant;
  };
}

/** The names of what a grant holds. */
export const sendsOf = ({ id, credentials, token }: Grant): Send[] => {
  const sends: Send[] = [];
  if (id !== undefined) sends.push('session-id');
  if (credentials) sends.push('credentials');
  if (token) sends.push('session-token');
  return sends;
};
