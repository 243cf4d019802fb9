import type { ClerkInstance } from '../types.ts';

/** Where the user can sign in, or finish the task of a pending session (L2). */
export interface SignInPage {
  url: string;
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
  if (!loaded || session === undefined || (session && session.status !== 'pending')) return;
  const { buildSignInUrl, redirectToSignIn, buildTasksUrl, redirectToTasks } = clerk;
  const [build, redirect] = session ? [buildTasksUrl, redirectToTasks] : [buildSignInUrl, redirectToSignIn];
  const url = build && build.call(clerk);
  return url && redirect ? { url, go: async () => redirect.call(clerk) } : undefined;
}
