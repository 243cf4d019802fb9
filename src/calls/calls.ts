import type { Clerk } from '../clerk/clerk.ts';
import { nearest } from '../config/nearest.ts';
import type { Settings } from '../config/options.ts';
import {
  broken,
  cannotAwait,
  checkSdk,
  corsFailed,
  isMissed,
  NO_HEADER,
  NO_TOKEN,
  noTemplateToken,
  omitted,
  ownHeader,
  type Say,
  SIGNED_IN,
  say as sayAgain,
} from '../messages.ts';
import { createBase } from '../platform/baseUrl.ts';
import { exec, setTimeout } from '../platform/natives.ts';
import { isPageHost, pageOrigin } from '../platform/pageOrigin.ts';
import { quietly } from '../platform/quietly.ts';
import { resolve, withoutQuery } from '../platform/url.ts';
import { withMessage } from '../platform/withMessage.ts';
import { createAnnounce } from './announce.ts';
import { type Backend, createMatcher } from './backends.ts';
import { type Carried, carryNothing, type Outgoing } from './carried.ts';
import type { ClerkWait } from './clerkWait.ts';
import { Gate } from './gate.ts';
import { createGrants, type Grant, sendsOf } from './grant.ts';
import { type Policy, watchPolicy } from './policy.ts';
import { createSessionParam, type SessionParam } from './sessionParam.ts';
import { createSignIn, type SignIn } from './signIn.ts';
import { LEAVING } from './timeLimits.ts';
import { type Answered, createAnswered } from './unauthorized.ts';

/** What a channel needs: which calls are ours, what they carry, when they are sent, and how failures are reported. */
export interface Calls {
  /** Returns the backend of a URL; nothing if a call to it is not ours (rule B). Never throws. */
  match(url: unknown): Backend | undefined;
  /** The same for a URL that is not called, and without a word (F7). */
  matchQuietly(url: unknown): Backend | undefined;
  /** The document's current base URL (B3). */
  base(): string;

  /** Queues the calls that must wait. */
  gate: Gate;
  /** Whether calls to the backend get a session token, which the gate requests from ClerkJS (C6). */
  wantsToken(backend: Backend): boolean;
  /**
   * Whether a call that opts out of cookies is left alone (C5): it would carry the session ID without the cookie. A
   * backend that takes tokens gets one regardless. Logs a warning once.
   */
  omitsCredentials(backend: Backend): boolean;
  /** The name of the request header for tokens (C11). */
  tokenHeader: string;
  /** Whether a header of the page is that one; the case of names does not count. */
  isTokenHeader(name: string): boolean;
  /** The name of the query parameter for a token, for APIs that cannot set headers (I3, I4). */
  tokenParam: string | undefined;
  /**
   * The token in ClerkJS's cache, for a call that cannot wait (D7, I4).
   *
   * @returns `null` if the backend takes tokens of a JWT template, which must be requested (C9)
   */
  tokenNow(backend: Backend): string | null | undefined;

  /**
   * The current context of calls to the backend: that of tokens if it takes them, otherwise that of Clerk's cookie.
   * `null` if signed out, `undefined` if not known (I2).
   */
  context(backend: Backend): string | null | undefined;
  /** Whether the organization is being switched: tokens are of the new one already, and Clerk's cookie is of the former. */
  isSwitching(): boolean;
  /** What a call to the backend would carry right now (rule C). */
  grant(backend: Backend): Grant;
  /**
   * Adds the current session ID to the URL of a call that is sent later (C1). Never throws.
   *
   * @param from gives the base URL, if it is not that of the document
   */
  withId(backend: Backend, url: string, from?: () => string): string;
  /**
   * What a call that is sent right now carries. All of it belongs to one session (C3). If the shim fails here, the call
   * carries nothing (E8). Never throws.
   *
   * @param wantsToken whether the call can have a header for the token, and the page has not set it (C6)
   * @param token the token that the gate obtained for it; `null` if it had to be requested, and there was no time
   */
  carry(backend: Backend, call: Outgoing, wantsToken?: boolean, token?: string | null): Carried;

  /** The URL as the page may read it (E1a). */
  withoutId(url: string): string;
  /** An error as the page may see it, without the session ID: its message may name the URL that was requested (E1a). */
  withoutIdIn(error: unknown): unknown;
  /** Logs a message for the page's owner, once (F1). */
  say: Say;
  /**
   * Reports a call that failed in a way that looks like a CORS error (F3).
   *
   * @param header the header beside the token's that the backend must allow
   */
  corsFailure(backend: Backend, header?: string): void;
  /** Must be called with each response that may refuse the call. Explains those that do (F5). Never throws. */
  answered: Answered;
  /** Reports a failure of the shim itself (E8). */
  broke(error: unknown): void;
  /** Stops what is not part of a call (A6). */
  stop(): void;
}

export function createCalls(settings: Settings, clerk: Clerk, wait: ClerkWait, say: Say): Calls {
  const { sources, excluded, param, tokenParam, tokenHeader } = settings;
  const base = createBase();
  const gate = new Gate(wait, clerk, settings, say);
  const grant = createGrants(clerk);
  const sessionParam = createSessionParam(param);
  const signIn = createSignIn(settings, clerk, wait, say);
  const headerPattern = new RegExp(`^${tokenHeader.replace(/[^\w-]/g, '\\$&')}$`, 'i');
  const self = pageOrigin();
  const all = [...excluded, ...sources];
  const match = createMatcher(all, base, self, createMissed(settings, clerk, say));
  const matchQuietly = createMatcher(all, base, self);
  const policy = watchPolicy(matchQuietly, say);
  const broke = (error: unknown) => say('error', broken(error));
  return {
    match,
    matchQuietly,
    base,
    gate,
    wantsToken: ({ source, insecure }) => source.sendsToken && !insecure,
    omitsCredentials({ origin, source }) {
      if (source.sendsToken) return false;
      say('warn', omitted(origin));
      return true;
    },
    tokenHeader,
    isTokenHeader: (name) => !!exec(headerPattern, name),
    tokenParam,
    tokenNow: ({ source }) => clerk.tokenNow(source.template),
    context: ({ source }) => (source.sendsToken ? clerk.context() : clerk.cookieContext()),
    isSwitching: () => clerk.isSwitching(),
    grant,
    withId(backend, url, from = base) {
      try {
        return sessionParam.put(url, grant(backend).id, from);
      } catch (error) {
        broke(error);
        return url;
      }
    },
    carry: createCarry(settings, { grant, sessionParam, signIn, say }),
    withoutId: sessionParam.strip,
    withoutIdIn: (error) => quietly(() => withMessage(error as Error, sessionParam.stripText), error),
    say,
    corsFailure: createCorsFailure(settings, wait, policy, say),
    answered: createAnswered(
      tokenHeader,
      say,
      createAnnounce(clerk, (url) => resolve(sessionParam.strip(url), base()), signIn.go),
    ),
    broke,
    stop: policy.stop,
  };
}

function createCorsFailure({ tokenHeader }: Settings, wait: ClerkWait, policy: Policy, say: Say): Calls['corsFailure'] {
  return ({ origin, source, crossOrigin }, header) => {
    if (!crossOrigin || !navigator.onLine) return;
    const { sendsCredentials, sendsToken } = source;
    const hint = sendsToken ? '' : checkSdk(origin, isPageHost(origin));
    const headers = sendsToken ? tokenHeader + (header ? `, ${header}` : '') : '';
    const message = corsFailed(origin, pageOrigin(), sendsCredentials, headers) + hint;
    setTimeout(() => wait.isLeaving || policy.blocks(origin) || say('warn', message), LEAVING);
  };
}

/** Creates the function that reports a call that no source matches (F7). It returns whether nothing more is to be said. */
const createMissed =
  ({ sources, debug }: Settings, clerk: Clerk, say: Say) =>
  (origin: string): boolean => {
    const { text, isNear } = nearest(sources, origin, pageOrigin());
    const isSaid = debug || (isNear && clerk.development());
    if (isSaid) say(isNear ? 'warn' : 'debug', isMissed(origin, text));
    return isSaid || !isNear;
  };

interface Parts extends Pick<Calls, 'grant' | 'say'> {
  sessionParam: SessionParam;
  signIn: SignIn;
}

function createCarry({ debug, tokenHeader }: Settings, { grant, sessionParam, signIn, say }: Parts): Calls['carry'] {
  return (backend, call, wantsToken, token) => {
    const { url, from } = call;
    try {
      const given = grant(backend);
      if (given.fault) say('error', given.fault);
      if (given.reason === SIGNED_IN) signIn.note();
      const getsToken = wantsToken && given.token;
      const sent = (getsToken && (given.cookieToken || token)) || undefined;
      let { reason } = given;
      if (given.token && !sent) {
        reason = getsToken
          ? noToken(backend.source.template, token)
          : call.hasOwnHeader
            ? ownHeader(tokenHeader)
            : NO_HEADER;
        if (getsToken) say('error', reason);
      }
      const carried: Carried = {
        url: sessionParam.put(url, given.id, from),
        credentials: given.credentials,
        token: sent,
        header: sent ? headerOf(tokenHeader, sent) : undefined,
        id: given.id,
        hasOwnHeader: !!call.hasOwnHeader && backend.source.sendsToken && !backend.insecure,
        reason,
      };
      if (debug) sayAgain('debug', describe(backend, call, carried));
      return carried;
    } catch (error) {
      say('error', broken(error));
      return carryNothing(url);
    }
  };
}

const headerOf = (name: string, token: string): [string, string] => [
  name,
  exec(/^authorization$/i, name) ? `Bearer ${token}` : token,
];

/** Why a call has no token. */
const noToken = (template: string | undefined, token: string | null | undefined) =>
  template ? (token === null ? cannotAwait : noTemplateToken)(template) : NO_TOKEN;

/** The line for `data-debug`, without the query, which may contain a session ID (F4). */
function describe({ source }: Backend, { method, url }: Outgoing, carried: Carried): string {
  const sends = sendsOf(carried).join(' + ') || 'nothing';
  return `${method} ${withoutQuery(url)} (${source.text}): ${sends}, ${carried.reason}`;
}
