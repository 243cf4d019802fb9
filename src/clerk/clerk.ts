import type { Clerk as ClerkJS, ClerkOptions } from '@clerk/shared/types';
import { descriptorOf } from '../platform/descriptor.ts';
import { Reflect } from '../platform/natives.ts';
import type { ClerkInstance, ClerkSession } from '../types.ts';

// Any tag that loads ClerkJS, by the attributes that ClerkJS itself reads or by the names of its builds. Clerk's
// components (`ui.browser.js`) and the shim's own tags have the same attributes, and are none.
const CLERK_SCRIPT =
  'script[data-clerk-publishable-key]:not([src*="ui.browser"]):not([data-backend-origins]),script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"]';

/** ClerkJS as the rest of the code sees it. Only this module knows `window.Clerk` and what its versions call things. */
export interface Clerk {
  /** The active session, `null` when signed out, `undefined` when Clerk does not know (yet, or while it switches). */
  session(): ClerkSession | null | undefined;
  /** Whether Clerk once knew a session, or says that it has loaded: an `undefined` session is then a switch (D4). */
  loaded(): boolean;
  /** Whether the instance is a production instance (C7). */
  production(): boolean;
  /** The token that Clerk has at hand, unless it has expired. */
  tokenNow(): string | undefined;
  stop(): void;
}

// `on` is there from ClerkJS 5 on.
type Versioned = ClerkInstance & Partial<Pick<ClerkJS, 'on' | 'off'> & Loadable>;

/** A Clerk that is to be started. */
export interface Loadable {
  load(options: ClerkOptions): Promise<void>;
}

const page = globalThis as unknown as { Clerk?: Versioned };

/** Whether a script, other than those given, loads ClerkJS into this page. */
export const hasClerkScript = (...others: Element[]): boolean =>
  [...document.querySelectorAll(CLERK_SCRIPT)].some((script) => !others.includes(script));

/** `window.Clerk`, once it is there. */
export function globalClerk(): Versioned | undefined {
  try {
    return page.Clerk;
  } catch {
    // A page may have anything there.
  }
  return;
}

/**
 * Watches Clerk: an instance, or `window.Clerk` whenever it appears.
 *
 * @param own an instance from a bundle
 * @param changed is called whenever the session may have changed, in Clerk's own emission (D1)
 * @param failed is called with the reason when Clerk cannot come (D3)
 * @param broke is told of what a Clerk throws that is none; it counts as signed out (E8)
 */
export function watchClerk(
  own: ClerkInstance | undefined,
  changed: () => void,
  failed: (reason: string) => void,
  broke: (error: unknown) => void,
): Clerk {
  const current = (): Versioned | undefined => own || globalClerk();
  let watched: unknown;
  let unsubscribe: (() => void) | undefined;
  let known = false;
  let stopped = false;

  /** Runs what reads something of a Clerk, which may be anything that a page calls so. */
  const safely = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      broke(error);
      return null;
    }
  };

  const watch = (clerk: Versioned | undefined) => {
    watched = clerk;
    if (unsubscribe) unsubscribe();
    unsubscribe = undefined;
    const onStatus = (status: string) => {
      if (status === 'error') failed('Clerk has status "error"');
    };
    if (!clerk) return;
    const remove = clerk.addListener && clerk.addListener(changed);
    if (clerk.on) clerk.on('status', onStatus, { notify: true });
    unsubscribe = () => {
      if (remove) remove();
      if (clerk.off) clerk.off('status', onStatus);
    };
  };

  const session = () =>
    safely(() => {
      const clerk = current();
      if (clerk !== watched && !stopped) watch(clerk);
      const now = clerk && clerk.session;
      if (now !== undefined) known = true;
      return now;
    });

  // Assignment to `window.Clerk` is the one event that every way of loading Clerk has. The accessor is a plain
  // property again as soon as Clerk is there.
  let value = globalClerk();
  const settle = (writable: object) => Object.defineProperty(page, 'Clerk', { configurable: true, ...writable });
  const isClerk = () => {
    const clerk = value;
    return !!clerk && safely(() => !!clerk.addListener || clerk.session !== undefined) !== false;
  };
  const get = () => value;
  const set = (next: Versioned) => {
    value = next;
    if (isClerk()) {
      settle({ value, writable: true, enumerable: true });
      changed();
    }
  };
  if (!own && !isClerk()) {
    try {
      settle({ get, set });
    } catch {
      // The page has declared `var Clerk`: the end of the script that assigns it tells as well.
    }
  }

  const onScript = ({ type, target }: Event) => {
    if (type === 'load') changed();
    else if (!current() && (target as Element).matches(CLERK_SCRIPT)) failed("Clerk's script failed to load");
  };
  document.addEventListener('load', onScript, true);
  document.addEventListener('error', onScript, true);

  return {
    session,
    loaded() {
      const clerk = current();
      return known || !!(clerk && safely(() => clerk.loaded));
    },
    production() {
      const clerk = current();
      const key = clerk && safely(() => clerk.publishableKey);
      return key ? /^pk_live_/.test(key) : !!document.querySelector('script[data-clerk-publishable-key^=pk_live_]');
    },
    tokenNow() {
      const now = session();
      const token = now && now.lastActiveToken;
      // `exp` counts seconds.
      return token && token.jwt && token.jwt.claims.exp * 1000 > Date.now() ? token.getRawString() : undefined;
    },
    stop() {
      stopped = true;
      safely(() => unsubscribe && unsubscribe());
      document.removeEventListener('load', onScript, true);
      document.removeEventListener('error', onScript, true);
      if (descriptorOf(page, 'Clerk').get === get) {
        if (value) settle({ value, writable: true, enumerable: true });
        else Reflect.deleteProperty(page, 'Clerk');
      }
    },
  };
}
