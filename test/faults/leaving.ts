// What becomes of the last calls of a page: `leaving.test.ts` asserts it, `docs/compatibility.md` tells it.

/** When calls are made: a moment before the user leaves the page, or in a listener for an event. */
export type Moment = 'before' | 'beforeunload' | 'pagehide' | 'visibilitychange' | 'unload';
export const MOMENTS: readonly Moment[] = ['before', 'beforeunload', 'pagehide', 'visibilitychange', 'unload'];

export type Situation = 'Clerk is loading' | 'the token is awaited' | 'session and token are known';
export const SITUATIONS: readonly Situation[] = [
  'Clerk is loading',
  'the token is awaited',
  'session and token are known',
];

/**
 * The session that a call leaves with, in `pagehide` at the latest, and whether its ID is along.
 *
 * @param isRead whether its body has to be read: there is no time for that from `pagehide` on
 */
export function fateOnLeaving(moment: Moment, situation: Situation, isRead: boolean) {
  const isEarly = moment === 'before' || moment === 'beforeunload';
  return { session: situation === 'Clerk is loading' ? null : 'sess_A', hasId: isEarly || !isRead };
}
