import type { ClerkInstance } from '../types.ts';
import { isRefused } from './sessionState.ts';

/** Where the user can sign in, or finish the task of a pending session (L2). */
export interface SignInPage {
  url: string;
  /** Whether ClerkJS takes the session for active, and Clerk's servers issue no token for it. */
  isDoubtful: boolean;
  /** Goes there; Clerk leads back to this page afterwards. */
  go(): Promise<unknown>;
}

/**
 * Finds the page for a user without an active session.
 *
 * @returns nothing while Clerk does not know its session, and while one is active: that would be a loop
 */
export function signInPage(clerk: Partial<ClerkInstance>): SignInPage | undefined {
  const { loaded, session } = clerk;
  const isDoubtful = !!session && isRefused(session);
  const isPending = !!session && session.status === 'pending';
  if (!loaded || session === undefined || (session && !isPending && !isDoubtful)) return;
  const { buildSignInUrl, redirectToSignIn, buildTasksUrl, redirectToTasks } = clerk;
  const [build, redirect] =
    isPending && !isDoubtful ? [buildTasksUrl, redirectToTasks] : [buildSignInUrl, redirectToSignIn];
  const url = build && build.call(clerk);
  return url && redirect ? { url, isDoubtful, go: async () => redirect.call(clerk) } : undefined;
}
