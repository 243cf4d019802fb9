import { CLERK_REFUSES, SIGNED_IN, sessionIs } from '../messages.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkSession } from '../types.ts';

/** The ID of the session that Clerk's servers have last refused a token for. */
let refused: string | undefined;

/**
 * Notes how it went when ClerkJS was asked for a token. If a session has ended elsewhere, and Clerk's servers answer 404, that
 * alone tells: ClerkJS 4 to 6 keep such a session, with the status "active". After a 401 they ask who is signed in.
 *
 * @param error what ClerkJS has thrown; nothing if there is a token
 */
export const noteAnswer = (session: ClerkSession, error?: unknown): void =>
  quietly(() => {
    const { id } = session;
    // Without a connection there is no status. With 429, Clerk's servers have had too many requests.
    const { status } = Object(error);
    if (status >= 400 && status < 500 && status !== 429) refused = id;
    else if (refused === id && !error) refused = undefined;
  });

/** What there is to say of Clerk's active session: whether it is one still, as far as the page can know (F2). Never throws. */
export const describeSession = (session: ClerkSession): string =>
  quietly(() => {
    const { id, status, expireAt } = session;
    // `session.end()` and the like change the object that the page has. Other instances than those of ClerkJS have no status.
    if (status && status !== 'active') return sessionIs(status);
    if (expireAt && +expireAt <= Date.now()) return sessionIs('expired');
    return refused === id ? CLERK_REFUSES : SIGNED_IN;
  }, SIGNED_IN);
