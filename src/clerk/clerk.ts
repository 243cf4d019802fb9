import { SCRIPT_FAILED, STATUS_ERROR } from '../messages.ts';
import { clearTimeout, exec, setTimeout } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkInstance, ClerkSession, ClerkStatus, SessionClaims } from '../types.ts';
import { type Page, pagesOfOrigin } from './ancestors.ts';
import { awaitsClerkScript, hasClerkScript, hasFailed, hasProductionScript, watchScripts } from './clerkScripts.ts';
import { claimsOf, contextOf, contextOfClaims, cookieContextOf, isToken, organizationOf } from './context.ts';
import { tokensOfCookies } from './cookie.ts';
import { awaitGlobalClerk, globalClerk, type Versioned } from './globalClerk.ts';
import { type SignInPage, signInPage } from './signInPage.ts';
import { createTokens } from './tokens.ts';

/** ClerkJS as the rest of the code sees it. No method throws, whatever a page has at `window.Clerk` (E8). */
export interface Clerk {
  /** The active session; `null` if signed out; `undefined` while Clerk is loading or switching accounts. */
  session(): ClerkSession | null | undefined;
  /** The context of tokens; `null` if signed out, `undefined` if not known. */
  context(): string | null | undefined;
  /** The active organization; `null` if there is none (F6). */
  organization(): string | null;
  /** The context of Clerk's cookie, likewise. */
  cookieContext(): string | null | undefined;
  /** Whether the organization is being switched: the session has changed, and Clerk has not emitted it yet. */
  isSwitching(): boolean;
  /** Whether Clerk has loaded; if so, an `undefined` session means that the user is switching accounts (D4). */
  loaded(): boolean;
  /** Clerk's loading status (F2). */
  status(): ClerkStatus;
  /** Where the user can sign in; nothing if that makes no sense now (L2). */
  signInPage(): SignInPage | null | undefined;
  /** Whether it is a production instance (C7). */
  production(): boolean;
  /** The token in ClerkJS's cache, if it has not expired. */
  tokenNow(): string | undefined;
  /** How long that token is still valid, in seconds; `null` if there is none. */
  tokenExpiresIn(): number | null;
  /** Requests a token for the session from ClerkJS (C6). Never rejects. */
  token(session: ClerkSession): Promise<string | undefined>;
  /** Whether this window or one of its ancestors has a Clerk, or a script that loads one (D3). */
  inSight(): boolean;
  /**
   * Subscribes to the current Clerk instance, if it has changed since the last call.
   *
   * @param isLeaving whether the user is leaving the page; its listeners in ancestor windows are removed then (J1)
   * @param isWaiting whether calls wait for a Clerk
   */
  follow(isLeaving?: boolean, isWaiting?: boolean): void;
  /** Sets who is told about changes: the wait. Must be called before anything else. */
  subscribe(listener: ClerkListener): void;
  stop(): void;
}

/** What Clerk tells the wait. */
export interface ClerkListener {
  /** Is called when the session may have changed, while ClerkJS calls its listeners (D1). */
  changed(): void;
  /** Is called with the reason when Clerk cannot load (D3). */
  giveUp(reason: string): void;
}

/**
 * Watches `window.Clerk`, whenever it appears, or a given instance.
 *
 * @param own an instance from a bundle
 * @param broke is called with exceptions from Clerk; the shim then treats the user as signed out (E8)
 */
export function watchClerk(own: ClerkInstance | undefined, broke: (error: unknown) => void): Clerk {
  let listener: ClerkListener;
  const changed = () => listener.changed();
  const failed = (reason: string) => listener.giveUp(reason);
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

  /** Reads the active session; `null` if signed out, `undefined` if not known. */
  const ofSession = (read: (session: ClerkSession) => string) => {
    const active = session();
    return active ? safely(() => read(active)) : active;
  };

  return {
    session,
    context: () => ofSession(contextOf),
    organization: () => ofSession(organizationOf) || null,
    cookieContext: () => ofSession((active) => cookieContextOf(active, current() || NOTHING)),
    isSwitching() {
      const context = this.context();
      return !!context && context !== this.cookieContext();
    },
    loaded: () => !!safely(() => (current() || NOTHING).loaded),
    status: () => statusOf(current(), home()),
    signInPage: () => safely(() => signInPage(current() || NOTHING)),
    production() {
      const key = safely(() => (current() || NOTHING).publishableKey);
      return key ? !!exec(/^pk_live_/, key) : pages.some(isProduction);
    },
    tokenNow: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).text,
    tokenExpiresIn: () => (safely(() => tokenAtHand(session())) || NO_TOKEN).seconds,
    token: createTokens(() => emissions),
    inSight: () => !!(own || home() || pages.slice(1).some(isLoading)),
    follow,
    subscribe(it) {
      listener = it;
    },
    stop() {
      follow(true);
      unwatch();
    },
  };
}

/** Reads from a Clerk; returns `null` if that throws. */
type Safely = <T>(read: () => T) => T | null;

interface Place {
  /** This window and its same-origin ancestors, innermost first. */
  pages: Page[];
  /** The window whose Clerk is used. */
  home(): Page | undefined;
  /** The current Clerk instance. */
  current(): Versioned | undefined;
}

/** Finds the Clerk to use (J1). */
function findClerk(own: ClerkInstance | undefined): Place {
  const pages = own ? [window] : pagesOfOrigin();
  const home = () => {
    for (const page of pages) if (hasClerk(page)) return page;
    return;
  };
  return { pages, home, current: () => own || globalClerk() || (pages[1] && globalClerk(home())) };
}

/** Creates `follow()` of {@link Clerk}. */
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

  return (isLeaving, isWaiting) => {
    // After `document.open()` a document has lost its listeners, and gets no `pagehide`.
    const clerk = isLeaving || !document.defaultView ? null : current();
    if (clerk !== followed) {
      followed = clerk;
      for (const each of unfollow.splice(0)) safely(each);
      if (clerk !== null) for (const page of upTo(home(), pages)) quietly(() => unfollow.push(watch(page)));
      if (clerk) safely(() => listen(clerk, changed, failed, unfollow));
    }
    clearTimeout(look);
    if (isWaiting && pages[1] && clerk === undefined) look = setTimeout(changed, LOOK);
  };
}

/**
 * In ms. How often a frame polls its ancestors for a Clerk while calls are held: no event fires when another page
 * assigns `window.Clerk`.
 */
const LOOK = 50;

/** The pages up to and including `page`, innermost first; all of them if there is none. */
const upTo = (page: Page | undefined, pages: Page[]) => pages.slice(0, pages.indexOf(page as Page) + 1 || undefined);

/** Whether a page has a Clerk, or is going to have one. The Clerk of the innermost such page is used (J1). */
const hasClerk = (page: Page) => globalClerk(page) || quietly(() => hasClerkScript(page.document));
const isProduction = (page: Page) => quietly(() => hasProductionScript(page.document));
const isLoading = (page: Page) => quietly(() => page.document.readyState !== 'complete');

const NOTHING: Partial<Versioned> = Object.create(null);

/**
 * Subscribes to Clerk's session, and to its status (ClerkJS 5 and later). Appends the functions that unsubscribe to
 * `undo`.
 */
function listen(clerk: Versioned, changed: () => void, failed: (reason: string) => void, undo: (() => void)[]): void {
  const onStatus = (status: string) => {
    if (status === 'error') failed(STATUS_ERROR);
    // If one of the page's listeners throws, ClerkJS skips the later ones. It calls status listeners separately (D2a).
    else changed();
  };
  const remove = clerk.addListener && clerk.addListener(changed);
  if (remove) undo.push(remove);
  if (!clerk.on) return;
  clerk.on('status', onStatus, { notify: true });
  undo.push(() => clerk.off && clerk.off('status', onStatus));
}

/**
 * Clerk's loading status. Never throws.
 *
 * @param home the window to search for a script that loads Clerk, if there is no Clerk yet
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
 * A token that is available without a wait: from ClerkJS's cache or, since ClerkJS 4 does not keep that up to date,
 * from its cookie. It must belong to the session's context and must not have expired (C6).
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
