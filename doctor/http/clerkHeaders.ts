import type { Answer } from './client.ts';

/** What Clerk's SDKs say of a call, with whatever status the backend answers. */
export interface ClerkSays {
  status: string | undefined;
  reason: string | undefined;
  /** Reason and message, to be quoted. */
  text: string;
  /** Whether they take the caller for signed out. */
  isSignedOut: boolean;
}

/** Reads `x-clerk-auth-…`; nothing if the answer has none of them. */
export function clerkSays({ header }: Answer): ClerkSays | undefined {
  const [status, reason, message] = ['status', 'reason', 'message'].map((name) => header(`x-clerk-auth-${name}`));
  if (!status && !reason) return undefined;
  // Some backends set the reason alone.
  const isSignedOut = status ? status !== 'signed-in' : true;
  return {
    status,
    reason,
    text: [reason, message?.replace(/\s*\(reason=[^)]*\)/, '')].filter(Boolean).join(': '),
    isSignedOut,
  };
}
