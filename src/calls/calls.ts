import type { Clerk } from '../clerk/clerk.ts';
import type { Settings } from '../config/options.ts';
import { broken, corsFailed, NO_TOKEN, type Say, say as sayAgain } from '../messages.ts';
import { createBase } from '../platform/baseUrl.ts';
import { pageOrigin } from '../platform/pageOrigin.ts';
import { withoutQuery } from '../platform/url.ts';
import { type Backend, createMatcher } from './backends.ts';
import { Gate } from './gate.ts';
import { createGrants, type Grant, sendsOf } from './grant.ts';
import { createSessionParam } from './sessionParam.ts';

/** All that a channel knows of the rest: which calls are ours, what they get, when they leave, and what is said of them. */
export interface Calls {
  /** The backend that a URL leads to, if a call to it is ours (rule B). Never throws. */
  match(url: unknown): Backend | undefined;
  /** What relative URLs are relative to at this moment (B3). */
  base(): string;

  /** Where calls wait that can wait. */
  gate: Gate;
  /** Whether a call to the backend gets a session token, if it can set a header; it has to pass the gate then (C6). */
  wantsToken(backend: Backend): boolean;
  /** The token that ClerkJS has at hand, for a call that cannot wait (D7). */
  tokenNow(): string | undefined;

  /** What a call to the backend would get at this moment (rule C). */
  grant(backend: Backend): Grant;
  /**
   * The URL with the session ID of this moment, for a call that leaves later (C1). Never throws.
   *
   * @param from gives what the URL is relative to, if not the page's base
   */
  withId(backend: Backend, url: string, from?: () => string): string;
  /**
   * What a call takes along that leaves now, all of it of one session (C3); what there is to say of it is said. If the shim
   * fails here, the call takes nothing along (E8). Never throws.
   *
   * @param wantsToken whether it has no `Authorization` of the page's own, and can have one (C6)
   */
  carry(
    backend: Backend,
    method: string,
    url: string,
    wantsToken?: boolean,
    token?: string,
    from?: () => string,
  ): Carried;

  /** The URL that the page may read back (E1a). */
  withoutId(url: string): string;
  /** Whether the URL has a parameter of the page's own in place of the session ID (C2). */
  hasOwnId(url: string): boolean;
  /** A call failed as CORS failures do (F3). */
  corsFailure(backend: Backend): void;
  /** The shim itself failed (E8). */
  broke(error: unknown): void;
}

/** What a call takes along. */
export interface Carried {
  /** The page's URL, with the session ID. */
  url: string;
  /** Whether it goes with credentials, though the page has not said so. */
  credentials: boolean;
  token: string | undefined;
}

export function createCalls(settings: Settings, clerk: Clerk, say: Say): Calls {
  const { sources, param, send, debug } = settings;
  const base = createBase();
  const gate = new Gate(clerk, settings, say);
  const grant = createGrants(clerk, settings);
  const sessionParam = createSessionParam(param);
  const sendsToken = send.includes('session-token');
  const broke = (error: unknown) => say('error', broken(error));
  return {
    match: createMatcher(sources, base),
    base,
    gate,
    wantsToken: ({ insecure }) => sendsToken && !insecure,
    tokenNow: clerk.tokenNow,
    grant,
    withId(backend, url, from = base) {
      try {
        return sessionParam.put(url, grant(backend).id, from);
      } catch (error) {
        broke(error);
        return url;
      }
    },
    carry(backend, method, url, wantsToken, token, from = base) {
      try {
        const given = grant(backend);
        if (given.fault) say('error', given.fault);
        if (debug) {
          // Without the query, which may hold a session ID (F4).
          const sends = sendsOf(given).join(' + ') || 'nothing';
          sayAgain('debug', `${method} ${withoutQuery(url)} (${backend.source.text}): ${sends}, ${given.reason}`);
        }
        const getsToken = wantsToken && given.token;
        if (getsToken && !token) say('error', NO_TOKEN);
        return {
          url: sessionParam.put(url, given.id, from),
          credentials: given.credentials,
          token: getsToken ? token : undefined,
        };
      } catch (error) {
        broke(error);
        return { url, credentials: false, token: undefined };
      }
    },
    withoutId: sessionParam.strip,
    hasOwnId: sessionParam.isIn,
    corsFailure({ origin, crossOrigin }) {
      if (crossOrigin && navigator.onLine && !gate.left) say('warn', corsFailed(origin, pageOrigin(), sendsToken));
    },
    broke,
  };
}
