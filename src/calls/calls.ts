import type { Clerk } from '../clerk/clerk.ts';
import type { Settings } from '../config/options.ts';
import { broken, checkSdk, corsFailed, NO_TOKEN, type Say, say as sayAgain } from '../messages.ts';
import { createBase } from '../platform/baseUrl.ts';
import { setTimeout } from '../platform/natives.ts';
import { isPageHost, pageOrigin } from '../platform/pageOrigin.ts';
import { withoutQuery } from '../platform/url.ts';
import { type Backend, createMatcher } from './backends.ts';
import { Gate } from './gate.ts';
import { createGrants, type Grant, sendsOf } from './grant.ts';
import { LEAVING } from './limits.ts';
import { explainRefusal } from './refusal.ts';
import { createSessionParam } from './sessionParam.ts';

/** What a channel needs to know: which calls are ours, what they get, when they are sent, and how failures are reported. */
export interface Calls {
  /** The backend that a URL belongs to; nothing if a call to it is not ours (rule B). Never throws. */
  match(url: unknown): Backend | undefined;
  /** The document's base URL at this moment (B3). */
  base(): string;

  /** Queues the calls that have to wait. */
  gate: Gate;
  /** Whether calls to the backend get a session token, which the gate asks ClerkJS for (C6). */
  wantsToken(backend: Backend): boolean;
  /** The name of the query parameter for a token, where no header can be set (I3, I4). */
  tokenParam: string | undefined;
  /** The token in ClerkJS's cache, for a call that cannot wait (D7, I4). */
  tokenNow(): string | undefined;

  /**
   * The session and the organization that calls to a source are made for at this moment: those of tokens or, without, those of
   * Clerk's cookie. `null` if signed out, `undefined` if Clerk does not know (I2).
   */
  context(backend: Backend): string | null | undefined;
  /** What a call to the backend would get at this moment (rule C). */
  grant(backend: Backend): Grant;
  /**
   * Adds the session ID of this moment to the URL of a call that is sent later (C1). Never throws.
   *
   * @param from gives the base URL, if it is not that of the document
   */
  withId(backend: Backend, url: string, from?: () => string): string;
  /**
   * What a call carries that is sent now. All of it belongs to one session (C3). If the shim fails here, the call carries
   * nothing (E8). Never throws.
   *
   * @param wantsToken whether the call can have an `Authorization` header, and the page has not set one (C6)
   * @param token the token that the gate has got for it
   */
  carry(
    backend: Backend,
    method: string,
    url: string,
    wantsToken?: boolean,
    token?: string,
    from?: () => string,
  ): Carried;

  /** The URL as the page may read it (E1a). */
  withoutId(url: string): string;
  /** Whether the page has written the session parameter into the URL itself (C2). */
  hasOwnId(url: string): boolean;
  /** Tells the page's owner something, once (F1). */
  say: Say;
  /**
   * Reports that a call has failed in the way that CORS failures do (F3).
   *
   * @param header what it had beside `Authorization` that the backend has to allow
   */
  corsFailure(backend: Backend, header?: string): void;
  /**
   * Explains a 401 that the backend has answered (F5). Never throws.
   *
   * @param header gives a header of the answer, if the page may read it
   */
  refused(backend: Backend, carried: Carried, header: (name: string) => string | null | undefined): void;
  /** Reports that the shim itself has failed (E8). */
  broke(error: unknown): void;
}

/** What a call carries. */
export interface Carried {
  /** The page's URL with the session ID. */
  url: string;
  /** Whether the call includes credentials (C5). */
  credentials: boolean;
  token: string | undefined;
  /** The session ID, if the call gets one. */
  id: string | undefined;
  /** Whether the page has set `Authorization` in place of a token. */
  hasOwnAuthorization: boolean;
}

export function createCalls(settings: Settings, clerk: Clerk, say: Say): Calls {
  const { sources, param, tokenParam, debug } = settings;
  const base = createBase();
  const gate = new Gate(clerk, settings, say);
  const grant = createGrants(clerk);
  const sessionParam = createSessionParam(param);
  const broke = (error: unknown) => say('error', broken(error));
  return {
    match: createMatcher(sources, base),
    base,
    gate,
    wantsToken: ({ source, insecure }) => source.sendsToken && !insecure,
    tokenParam,
    tokenNow: clerk.tokenNow,
    context: ({ source }) => (source.sendsToken ? clerk.context() : clerk.cookieContext()),
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
        if (debug) sayAgain('debug', describe(backend, method, url, given));
        const getsToken = wantsToken && given.token;
        if (getsToken && !token) say('error', NO_TOKEN);
        return {
          url: sessionParam.put(url, given.id, from),
          credentials: given.credentials,
          token: getsToken ? token : undefined,
          id: given.id,
          hasOwnAuthorization: given.token && !wantsToken,
        };
      } catch (error) {
        broke(error);
        return { url, credentials: false, token: undefined, id: undefined, hasOwnAuthorization: false };
      }
    },
    withoutId: sessionParam.strip,
    hasOwnId: sessionParam.isIn,
    say,
    corsFailure({ origin, source, crossOrigin }, header) {
      if (!crossOrigin || !navigator.onLine) return;
      const { sendsCredentials, sendsToken } = source;
      const hint = sendsToken ? '' : checkSdk(origin, isPageHost(origin));
      const headers = sendsToken ? `Authorization${header ? `, ${header}` : ''}` : '';
      const message = corsFailed(origin, pageOrigin(), sendsCredentials, headers) + hint;
      setTimeout(() => gate.left || say('warn', message), LEAVING);
    },
    refused: (backend, carried, header) => explainRefusal(backend, carried, header, grant, say),
    broke,
  };
}

/** The line for `data-debug`. It does not have the query, which may contain a session ID (F4). */
function describe({ source }: Backend, method: string, url: string, given: Grant): string {
  const sends = sendsOf(given).join(' + ') || 'nothing';
  return `${method} ${withoutQuery(url)} (${source.text}): ${sends}, ${given.reason}`;
}
