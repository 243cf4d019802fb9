import type { Clerk } from '../clerk/clerk.ts';
import { stateOf } from '../clerk/sessionState.ts';
import { fireCancelable } from '../platform/events.ts';
import { setTimeout } from '../platform/natives.ts';
import type { UnauthorizedDetail } from '../types.ts';
import { sendsOf } from './grant.ts';
import type { Refused } from './unauthorized.ts';

/**
 * Tells the page about refused calls (L1).
 *
 * @param read returns a call's URL as the page may read it
 * @param go is called unless the page cancels the event, if signing in may help
 */
export const createAnnounce =
  (clerk: Clerk, read: (url: string) => string, go: () => void): Refused =>
  (carried, { status, reason, maySignIn }) => {
    const detail: UnauthorizedDetail = {
      url: read(carried.url),
      status,
      session: stateOf(clerk.session()),
      organization: clerk.organization(),
      carried: sendsOf(carried),
      reason: reason || null,
    };
    // In a task of its own, the page's own handlers of the response run first.
    setTimeout(() => {
      if (fireCancelable('clerk-ajax:unauthorized', detail) && maySignIn) go();
    }, 0);
  };
