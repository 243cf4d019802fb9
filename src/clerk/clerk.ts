import { SCRIPT_FAILED, STATUS_ERROR } from '../messages.ts';
import type { ClerkInstance, ClerkSession } from '../types.ts';
import { hasClerkScript, hasProductionScript, watchScripts } from './clerkScripts.ts';
import { awaitGlobalClerk, globalClerk, type Versioned } from './globalClerk.ts';
import { createTokens } from './tokens.ts';

/** ClerkJS as the rest of the code sees it. Nothing of it throws, whatever a page calls Clerk (E8). */
export interface Clerk {
  /** The active session, `null` when signed out, `undefined` when Clerk does not know (yet, or while it switches). */
  session(): ClerkSession | null | undefined;
  /** Whether Clerk says that it has loaded: an `undefined` session is then a switch (D4). */
  loaded(): boolean;
  /** Whether the instance is a production instance (C7). */
  production(): boolean;
  /** The token that Clerk has at hand, unless it has expired. */
  tokenNow(): string | undefined;
  /** A session's token, from ClerkJS's own cache or from Clerk. Never rejects (C6). */
  token(session: ClerkSession): Promise<string | undefined>;
  /** Whether there is a Clerk, or a script that loads one (D3). */
  inSight(): boolean;
  /** Listens to the Clerk of this moment, should it be another one than before. */
  follow(): void;
  stop(): void;
}

/**
 * Watches Clerk: an instance, or `window.Clerk` whenever it appears.
 *
 * @param own an instance from a bundle
 * @param changed is called whenever the session may have changed, in Clerk's own emission (D1)
 * @param failed is called with the reason when Clerk cannot come (D3)
 * @param broke is called with what something that only looks like Clerk throws; it counts as signed out (E8)
 */
export function watchClerk(
  own: ClerkInstance | undefined,
  changed: () => void,
  failed: (reason: string) => void,
  broke: (error: unknown) => void,
): Clerk {
  const current = (): Versioned | undefined => own || globalClerk();

  const safely = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      broke(error);
      return null;
    }
  };
  const session = () => safely(() => (current() || NOTHING).session);

  let followed: Versioned | undefined;
  const unfollow: (() => void)[] = [];
  const stopFollowing = () => {
    for (const each of unfollow.splice(0)) safely(each);
  };
  const unwatch = [
    watchScripts(changed, () => current() || failed(SCRIPT_FAILED)),
    own ? () => {} : awaitGlobalClerk(changed),
  ];

  return {
    session,
    loaded: () => !!safely(() => (current() || NOTHING).loaded),
    production() {
      const key = safely(() => (current() || NOTHING).publishableKey);
      return key ? /^pk_live_/.test(key) : hasProductionScript();
    },
    tokenNow: () => safely(() => tokenAtHand(session())) || undefined,
    token: createTokens(),
    inSight: () => !!current() || hasClerkScript(),
    follow() {
      const clerk = current();
      if (clerk === followed) return;
      followed = clerk;
      stopFollowing();
      if (clerk) safely(() => listen(clerk, changed, failed, unfollow));
    },
    stop() {
      stopFollowing();
      for (const each of unwatch) each();
    },
  };
}

const NOTHING: Partial<Versioned> = Object.create(null);

/** Subscribes to Clerk's resources, and to its status where it has one; adds to `undo` what ends that. */
function listen(clerk: Versioned, changed: () => void, failed: (reason: string) => void, undo: (() => void)[]): void {
  const onStatus = (status: string) => {
    if (status === 'error') failed(STATUS_ERROR);
    // A listener of the page's that throws keeps later ones from being called; the status is told in another loop (D2a).
    else changed();
  };
  const remove = clerk.addListener && clerk.addListener(changed);
  if (remove) undo.push(remove);
  if (!clerk.on) return;
  clerk.on('status', onStatus, { notify: true });
  undo.push(() => clerk.off && clerk.off('status', onStatus));
}

function tokenAtHand(session: ClerkSession | null | undefined): string | undefined {
  const token = session && session.lastActiveToken;
  // `exp` counts seconds.
  return token && token.jwt && token.jwt.claims.exp * 1000 > Date.now() ? token.getRawString() : undefined;
}
