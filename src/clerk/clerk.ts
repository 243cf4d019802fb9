import { OLD_CLERK, onlyActive, type Say, SCRIPT_FAILED, STATUS_ERROR } from '../messages.ts';
import { clearTimeout, exec, setTimeout, startsWith } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkInstance, ClerkSession, ClerkStatus, SessionClaims } from '../types.ts';
import { type Page, pagesOfOrigin } from './ancestors.ts';
import { awaitsClerkScript, hasClerkScript, hasFailed, hasScriptWithKey, watchScripts } from './clerkScripts.ts';
import { claimsOf, contextOf, contextOfClaims, isToken } from './context.ts';
import { clerkCookies } from './cookie.ts';
import { awaitGlobalClerk, globalClerk, isClerk, isTrapped, type Versioned } from './globalClerk.ts';
import { instanceOf } from './instance.ts';
import { type SignInPage, signInPage } from './signInPage.ts';
import { createTokens, type RequestToken } from './tokens.ts';
import { CookieSession, createWarmStart } from './warmStart.ts';

/** ClerkJS as the rest of the code sees it. No method throws, whatever a page has at `window.Clerk` (E8). */
export interface Clerk {
  /**
   * The active session; `null` if signed out; `undefined` while Clerk is loading or switching accounts. Until Clerk has known its
   * session, Clerk's cookie may answer instead (D8).
   *
   * @param template of the token that is wanted, which the cookie does not have (C9)
   */
  session(template?: string): ClerkSession | null | undefined;
  /** Whether Clerk itself knows its session. */
  knows(): boolean;
  /** The organization of the tokens; `null` if there is none (F6). */
  organization(): string | null;
  /**
   * The context of tokens; `null` if signed out, `undefined` if not known.
   *
   * @param template of its tokens, which Clerk issues for the active organization only (C10)
   */
  context(template?: string): string | null | undefined;
  /** The context of Clerk's cookie, likewise. */
  cookieContext(): string | null | undefined;
  /**
   * Whether the organization is being switched: the session has changed, and Clerk's own organization has not. Clerk's
   * servers may not know the new organization.
   *
   * @param unlessEmitted Clerk has no organization of which the user is no member. With this, the end of the switch is also
   * that Clerk has emitted the session (ClerkJS 4 does so before its servers know).
   */
  isSwitching(unlessEmitted?: boolean): boolean;
  /** Whether Clerk has loaded; if so, an `undefined` session means that the user is switching accounts (D4). */
  loaded(): boolean;
  /** Clerk's loading status (F2). */
  status(): ClerkStatus;
  /** Where the user can sign in; nothing if that makes no sense now (L2). */
  signInPage(): SignInPage | null | undefined;
  /** Whether it is a production instance (C7). */
  production(): boolean;
  /** Whether it is a development instance (F7). */
  development(): boolean;
  /** Why Clerk can give this page no token, of a template or of the session, if it cannot (C10). */
  cannotGive(template?: string): string | undefined;
  /**
   * The token in ClerkJS's cache, if it has not expired.
   *
   * @returns `null` for a JWT template, whose tokens must be requested (C9)
   */
  tokenNow(template?: string): string | null | undefined;
  /** How long that token is still valid, in seconds; `null` if there is none. */
  tokenExpiresIn(): number | null;
  /** Requests a token for the session from ClerkJS (C6). */
  token: RequestToken;
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

interface WatchOptions {
  /** The ID of the organization that tokens are for, if it is not the active one (C10). */
  organization?: string | undefined;
  /** Whether Clerk's cookie may answer (D8). */
  warmStart?: boolean;
}

/**
 * Watches `window.Clerk`, whenever it appears, or a given instance.
 *
 * @param own an instance from a bundle
 * @param broke is called with exceptions from Clerk; the shim then treats the user as signed out (E8)
 */
export function watchClerk(
  own: ClerkInstance | undefined,
  broke: (error: unknown) => void,
  say?: Say,
  { organization, warmStart }: WatchOptions = {},
): Clerk {
  let listener: ClerkListener;
  const changed = () => listener.changed();
  const failed = (reason: string) => listener.giveUp(reason);
  const place = findClerk(own);
  const { pages, home, current } = place;
  const safely = createSafely(broke);
  const loaded = () => !!safely(() => (current() || NOTHING).loaded);
  const { ofSession, ...reads } = createSession(place, safely, warmStart ? loaded : () => true, organization);

  const unwatch = own ? () => {} : awaitGlobalClerk(changed);
  let emissions = 0;
  let emittedContext: string | null | undefined;
  const emitted = () => {
    emissions++;
    emittedContext = reads.knows() ? ofSession(contextOf) : undefined;
    changed();
  };
  const follow = createFollow(place, emitted, failed, safely);

  const tokens = createGiving(
    ofSession,
    () => `${safely(() => (current() || NOTHING).version)}`,
    createTokens(() => emissions, say, organization),
    organization,
  );

  return {
    ...reads,
    organization: () => (tokens.context() || '').split(' ')[1] || null,
    isSwitching(unlessEmitted) {
      const context = ofSession(contextOf);
      return !!context && context !== this.cookieContext() && !(unlessEmitted && context === emittedContext);
    },
    loaded,
    status: () => statusOf(current(), home()),
    signInPage: () => safely(() => signInPage(current() || NOTHING)),
    production: () => hasKey('pk_live_', place, safely),
    development: () => hasKey('pk_test_', place, safely),
    ...tokens,
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

/** Reads the active session; `null` if signed out, `undefined` if not known. */
type OfSession = <T>(read: (session: ClerkSession) => T, template?: string) => T | null | undefined;

/** Creates what concerns tokens: they are for the active organization, or for another one (C10). */
function createGiving(
  ofSession: OfSession,
  version: () => string,
  request: RequestToken,
  organization: string | undefined,
): Pick<Clerk, 'context' | 'cannotGive' | 'tokenNow' | 'tokenExpiresIn' | 'token'> {
  const contextInUse = (session: ClerkSession) => contextOf(session, organization);
  const cannotGive: Clerk['cannotGive'] = (template) => {
    if (organization === undefined) return;
    if (exec(IGNORES_ORGANIZATION, version())) return OLD_CLERK;
    return template && ofSession(contextOf) !== ofSession(contextInUse) ? onlyActive(template) : undefined;
  };
  const atHand = () =>
    (!cannotGive() && ofSession((session) => tokenAtHand(session, contextInUse(session)))) || NO_TOKEN;
  return {
    context: (template) => ofSession(template ? contextOf : contextInUse, template),
    cannotGive,
    tokenNow: (template) => (template ? null : atHand().text),
    tokenExpiresIn: () => atHand().seconds,
    token: async (session, template) => (cannotGive(template) ? undefined : request(session, template)),
  };
}

/** Reads from a Clerk; returns `null` if that throws. */
type Safely = <T>(read: () => T) => T | null;

const createSafely =
  (broke: (error: unknown) => void): Safely =>
  (read) => {
    try {
      return read();
    } catch (error) {
      broke(error);
      return null;
    }
  };

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

/**
 * Creates the functions of {@link Clerk} that read the session.
 *
 * @param isCold whether the cookie does not answer in any case
 */
function createSession(
  { home, current }: Place,
  safely: Safely,
  isCold: () => boolean,
  organization: string | undefined,
): Pick<Clerk, 'session' | 'knows' | 'cookieContext'> & { ofSession: OfSession } {
  const ofCookie = createWarmStart(() => instanceOf(current() || NOTHING, (home() || window).document), organization);
  // The Clerk that has known its session decides alone from then on, also while it switches accounts.
  let decider: Versioned | undefined;
  const ofClerk = () => {
    const clerk = current();
    const session = safely(() => (clerk || NOTHING).session);
    if (session !== undefined) decider = clerk;
    return session;
  };
  const session: Clerk['session'] = (template) => {
    const known = ofClerk();
    const clerk = current();
    const isKnown = known !== undefined || template || isCold() || (clerk && clerk === decider);
    return isKnown ? known : quietly(ofCookie);
  };
  const ofSession: OfSession = (read, template) => {
    const active = session(template);
    return active ? safely(() => read(active)) : active;
  };
  return {
    session,
    ofSession,
    knows: () => ofClerk() !== undefined,
    cookieContext: () =>
      ofSession((active) => {
        if (active instanceof CookieSession) return contextOf(active);
        // It changes when the cookie has changed; the session has changed before.
        const { organization } = current() || NOTHING;
        return contextOf(active, organization ? organization.id : null);
      }),
  };
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
    if (isWaiting && clerk !== null && !isClerk(clerk) && (pages[1] || !isTrapped())) look = setTimeout(changed, LOOK);
  };
}

/**
 * In ms. How often the shim looks for a Clerk while calls may have to wait, where no assignment to `window.Clerk` would tell: in
 * a frame whose ancestors may get one, and on a page with a `var Clerk`.
 */
const LOOK = 50;

/** The pages up to and including `page`, innermost first; all of them if there is none. */
const upTo = (page: Page | undefined, pages: Page[]) => pages.slice(0, pages.indexOf(page as Page) + 1 || undefined);

/** Whether a page has a Clerk, or is going to have one. The Clerk of the innermost such page is used (J1). */
const hasClerk = (page: Page) => globalClerk(page) || quietly(() => hasClerkScript(page.document));
/** Whether the publishable key begins like this: Clerk's, or that of a script tag as long as there is no Clerk. */
const hasKey = (start: string, { current, pages }: Place, safely: Safely) => {
  const key = safely(() => (current() || NOTHING).publishableKey);
  return key
    ? startsWith(`${key}`, start)
    : pages.some((page) => quietly(() => hasScriptWithKey(page.document, start)));
};
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
  return quietly(() => {
    if (!clerk) return awaitsClerkScript(home.document) ? 'loading' : unlessFailed('absent');
    // ClerkJS 4 has no status.
    return clerk.status || (clerk.loaded ? 'ready' : unlessFailed('loading'));
  }, 'error');
}

/** The versions of ClerkJS whose `getToken()` ignores `organizationId`: up to 5.15. */
const IGNORES_ORGANIZATION = /^(?:[1-4]|5\.(?:\d|1[0-5]))\./;

const NO_TOKEN = { text: undefined, seconds: null };

/**
 * A token that is available without a wait: from ClerkJS's cache or, since ClerkJS 4 does not keep that up to date,
 * from its cookie. It must belong to the context and must not have expired (C6).
 */
function tokenAtHand(
  { lastActiveToken }: ClerkSession,
  context: string,
): { text: string; seconds: number } | undefined {
  const cached = lastActiveToken && lastActiveToken.jwt && lastActiveToken.getRawString();
  const claims = cached && (lastActiveToken as Decoded).jwt.claims;
  let found = asAtHand(context, cached, claims);
  for (const { name, value } of clerkCookies()) {
    if (!found && name === '__session') found = asAtHand(context, value, claimsOf(value));
  }
  return found;
}

type Decoded = { jwt: { claims: SessionClaims } };

function asAtHand(context: string, text: unknown, claims: SessionClaims | '' | null | undefined) {
  if (!claims || !isToken(text) || contextOfClaims(claims) !== context) return;
  // `exp` counts seconds.
  const seconds = (claims.exp as number) - Date.now() / 1000;
  return seconds > 0 ? { text, seconds: Math.floor(seconds) } : undefined;
}
