import { CLERK_REFUSES, SIGNED_IN, sessionIs } from '../messages.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkSession, SessionState } from '../types.ts';

/** The ID of the last session that Clerk's servers issued no token for. */
let refused: string | undefined;

/** Whether Clerk's servers have refused to issue a token. */
export const isRefusal = (error: unknown): boolean => {
  // Without a connection there is no status. 429 only means that Clerk's servers limit the rate.
  const { status } = Object(error);
  return status >= 400 && status < 500 && status !== 429;
};

/**
 * Records the outcome of a token request. If a session has ended elsewhere, and Clerk's servers answer 404, nothing
 * else reveals it: ClerkJS 4 to 6 keep such a session, with the status "active". After a 401 they reload the client.
 *
 * @param error the error that ClerkJS threw; nothing if there is a token
 */
export const noteAnswer = (session: ClerkSession, error?: unknown): void =>
  quietly(() => {
    const { id } = session;
    if (isRefusal(error)) refused = id;
    else if (refused === id && !error) refused = undefined;
  });

/** Whether Clerk's servers have issued no token for a session: it has probably ended elsewhere. */
export const isRefused = ({ id }: ClerkSession): boolean => refused === id;

/** What the page is told about Clerk's session (L1). Never throws. */
export const stateOf = (session: ClerkSession | null | undefined): SessionState =>
  quietly(() => {
    if (!session) return session === null ? 'signed-out' : 'unknown';
    const { status = 'active' } = session;
    if (isRefused(session)) return 'signed-out';
    return status === 'active' ? 'signed-in' : status === 'pending' ? status : 'signed-out';
  }, 'unknown');

/** Describes Clerk's active session: whether it still is active, as far as the page can know (F2). Never throws. */
export const describeSession = (session: ClerkSession): string =>
  quietly(() => {
    const { status, expireAt, currentTask } = session;
    // `session.end()` and the like change the object in place. Instances other than ClerkJS's have no status.
    if (status && status !== 'active') return sessionIs(status, currentTask ? currentTask.key : '');
    if (expireAt && +expireAt <= Date.now()) return sessionIs('expired', '');
    return isRefused(session) ? CLERK_REFUSES : SIGNED_IN;
  }, SIGNED_IN);
