import { SCRIPT_FAILED, STATUS_ERROR } from '../messages.ts';
import { clearTimeout, exec, setTimeout } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkInstance, ClerkSession, ClerkStatus, SessionClaims } from '../types.ts';
import { type Page, pagesOfOrigin } from './ancestors.ts';
import { awaitsClerkScript, hasClerkScript, hasFailed, hasProductionScript, watchScripts } from './clerkScripts.ts';
import { claimsOf, contextOf, contextOfClaims, cookieContextOf, isToken } from './context.ts';
import { tokensOfCookies } from './cookie.ts';
import { awaitGlobalClerk, globalClerk, type Versioned } from './globalClerk.ts';
import { createTokens } from './tokens.ts';

/** ClerkJS as the rest of the code sees it. No method throws, whatever a page has at `window.Clerk` (E8). */
export interface Clerk {
  /** The active session; `null` if signed out; `undefined` while Clerk is loading, or while it switches the account. */
  session(): ClerkSession | null | undefined;
  /** The session and the organization that tokens are for; `null` if signed out, `undefined` if not known. */
  context(): string | null | undefined;
  /** The session and the organization that Clerk's cookie is for, likewise. */
  cookieContext(): string | null | undefined;
  /** Whether an organization is being switched: the session knows already, and Clerk has not told yet. */
  isSwitching(): boolean;
  /** Whether Clerk has loaded; if so, an `undefined` session means that the account is being switched (D4). */
  loaded(): boolean;
  /** How far it has come (F2). */
  status(): ClerkStatus;
  /** Whether it is a production instance (C7). */
  production(): boolean;
  /** The token in ClerkJS's cache, if it has not expired. */
  tokenNow(): string | undefined;
  /** How long that is valid, in seconds; `null` if there is none. */
  tokenExpiresIn(): number | null;
  /** Asks ClerkJS for a token of the session (C6). Never rejects. */
  token(session: ClerkSession): Promise<string | undefined>;
  /** Whether the page, or one that it is a frame of, has a Clerk, or a script that loads one (D3). */
  inSight(): boolean;
  /**
   * Subscribes to the Clerk of this moment, if it is another object than the last time.
   *
   * @param left whether the user is leaving the page; it then leaves nothing in the pages that it is a frame of (J1)
   * @param waits whether calls wait for a Clerk
   */
  follow(left?: boolean, waits?: boolean): void;
  stop(): void;
}

/**
 * Watches `window.Clerk`, whenever it appears, or an instance.
 *
 * @param own an instance from a bundle
 * @param changed is called when the session may have changed, while ClerkJS calls its listeners (D1)
 * @param failed is called with the reason when Clerk cannot load (D3)
 * @param broke is called with what Clerk throws; the shim then treats the user as signed out (E8)
 */
export function watchClerk(
  own: ClerkInstance | undefined,
  changed: () => void,
  failed: (reason: string) => void,
  broke: (error: unknown) => void,
): Clerk {
  const place = findClerk(own);
  const { pages, home, current } = place;
  const safely: Safely = (read) => {
    try {
      return read();
    } catch (error) {
      broke(error);
      return null;
    }
  };
  const session = () => safely(() => (current() || NOTHING).session);

  const unwatch = own ? () => {} : awaitGlobalClerk(changed);
  let emissions = 0;
  const emitted = () => {
    emissions++;
    changed();
  };
  const follow = createFollow(place, emitted, failed, safely);

  /** What is read of the active session; `null` if signed out, `undefined` if not known. */
  const ofSession = (read: (session: ClerkSession) => string) => {
    const active = session();
    return active ? safely(() => read(active)) : active;
  };

  return {
    session,
    context: () => ofSession(contextOf),
    cookieContext: () => ofSession((active) => cookieContextOf(active, current() || NOTHING)),
    isSwitching() {
      const context = this.context();
      return !!context && context !== this.cookieContext();
    },
    loaded: () => !!safely(() => (current() || NOTHING).loaded),
    status: () => statusOf(current(), home()),
    production() {
      const key = safely(() => (current() || NOTHING).publishableKey);
      return key ? !!exec(/^pk_live_/, key) : pages.some(isProduction);
    },
    tokenNow: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).text,
    tokenExpiresIn: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).seconds,
    token: createTokens(() => emissions),
    inSight: () => !!(own || home() || pages.slice(1).some(isLoading)),
    follow,
    stop() {
      follow(true);
      unwatch();
    },
  };
}

/** Reads something of a Clerk; `null` if that throws. */
type Safely = <T>(read: () => T) => T | null;

interface Place {
  /** This page and those around it, from the inside to the outside. */
  pages: Page[];
  /** The page whose Clerk it is. */
  home(): Page | undefined;
  /** The Clerk of this moment. */
  current(): Versioned | undefined;
}

/** Where the Clerk is that is used (J1). */
function findClerk(own: ClerkInstance | undefined): Place {
  const pages = own ? [window] : pagesOfOrigin();
  const home = () => {
    for (const page of pages) if (hasClerk(page)) return page;
    return;
  };
  return { pages, home, current: () => own || globalClerk() || (pages[1] && globalClerk(home())) };
}

/** Makes `follow()` of {@link Clerk}. */
function createFollow(
  { pages, home, current }: Place,
  changed: () => void,
  failed: (reason: string) => void,
  safely: Safely,
): Clerk['follow'] {
  let followed: Versioned | null | undefined = null;
  let look: number | undefined;
  const unfollow: (() => void)[] = [];
  const scriptFailed = () => failed(SCRIPT_FAILED);
  const watch = (page: Page) => watchScripts(page.document, changed, () => current() || home() !== page, scriptFailed);

  return (left, waits) => {
    // A document that is opened anew loses its listeners, and is not told that it is left.
    const clerk = left || !document.defaultView ? null : current();
    if (clerk !== followed) {
      followed = clerk;
      for (const each of unfollow.splice(0)) safely(each);
      if (clerk !== null) for (const page of upTo(home(), pages)) quietly(() => unfollow.push(watch(page)));
      if (clerk) safely(() => listen(clerk, changed, failed, unfollow));
    }
    clearTimeout(look);
    if (waits && pages[1] && clerk === undefined) look = setTimeout(changed, LOOK);
  };
}

/**
 * In ms. How often a frame looks for the Clerk of the pages around it, while calls wait for one. No event tells that another
 * page assigns its `window.Clerk`.
 */
const LOOK = 50;

/** The pages up to one, from the inside to the outside; all of them without one. */
const upTo = (page: Page | undefined, pages: Page[]) => pages.slice(0, pages.indexOf(page as Page) + 1 || undefined);

/** Whether a page has a Clerk, or is going to have one. The innermost such page is the `home` of the Clerk that is used (J1). */
const hasClerk = (page: Page) => globalClerk(page) || quietly(() => hasClerkScript(page.document));
const isProduction = (page: Page) => quietly(() => hasProductionScript(page.document));
const isLoading = (page: Page) => quietly(() => page.document.readyState !== 'complete');

const NOTHING: Partial<Versioned> = Object.create(null);

/** Subscribes to Clerk's session, and to its status (ClerkJS 5 and later). Adds to `undo` what ends the subscriptions. */
function listen(clerk: Versioned, changed: () => void, failed: (reason: string) => void, undo: (() => void)[]): void {
  const onStatus = (status: string) => {
    if (status === 'error') failed(STATUS_ERROR);
    // If a listener of the page throws, ClerkJS does not call those after it. It calls those for the status separately (D2a).
    else changed();
  };
  const remove = clerk.addListener && clerk.addListener(changed);
  if (remove) undo.push(remove);
  if (!clerk.on) return;
  clerk.on('status', onStatus, { notify: true });
  undo.push(() => clerk.off && clerk.off('status', onStatus));
}

/**
 * How far Clerk has come. Never throws.
 *
 * @param home the page whose script loads it, if it is not there
 */
export function statusOf(clerk: Versioned | undefined, home: Page = window): ClerkStatus {
  const unlessFailed = (status: ClerkStatus) => (hasFailed(clerk || home.document) ? 'error' : status);
  try {
    if (!clerk) return awaitsClerkScript(home.document) ? 'loading' : unlessFailed('absent');
    // ClerkJS 4 has no status.
    return clerk.status || (clerk.loaded ? 'ready' : unlessFailed('loading'));
  } catch {
    return 'error';
  }
}

const NO_TOKEN = { text: undefined, seconds: null };

/**
 * A token that is there without a wait: that in ClerkJS's cache, or that of its cookie, since ClerkJS 4 does not keep the former up to
 * date. It has to be of the session and its organization, and must not have expired (C6).
 */
function tokenAtHand(session: ClerkSession | null | undefined): { text: string; seconds: number } | undefined {
  if (!session) return;
  const { lastActiveToken } = session;
  const cached = lastActiveToken && lastActiveToken.jwt && lastActiveToken.getRawString();
  const claims = cached && (lastActiveToken as Decoded).jwt.claims;
  return atHand(session, cached, claims) || atHandIn(session, tokensOfCookies());
}

type Decoded = { jwt: { claims: SessionClaims } };

function atHandIn(session: ClerkSession, tokens: string[]) {
  for (let i = 0; i < tokens.length; i++) {
    const found = atHand(session, tokens[i], claimsOf(tokens[i] as string));
    if (found) return found;
  }
  return;
}

function atHand(session: ClerkSession, text: unknown, claims: SessionClaims | '' | null | undefined) {
  if (!claims || !isToken(text) || contextOfClaims(claims) !== contextOf(session)) return;
  // `exp` counts seconds.
  const seconds = (claims.exp as number) - Date.now() / 1000;
  return seconds > 0 ? { text, seconds: Math.floor(seconds) } : undefined;
}
