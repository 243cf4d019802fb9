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

/** All that a channel knows of the rest: which calls are ours, what they get, when they go, and what is said of them. */
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

  /** What a call to the backend gets at this moment (rule C). */
  grant(backend: Backend): Grant;
  /** The same for a call that goes out now: what there is to say of it is said. */
  grantNow(backend: Backend, method: string, url: string): Grant;
  /** The URL with this session ID, or with none; `from` is what it is relative to, if not to the page's base (C1, C2). */
  withId(url: string, id: string | undefined, from?: () => string): string;
  /** The URL that the page may read back (E1a). */
  withoutId(url: string): string;
  /** Whether the URL has a parameter of the page's own in place of the session ID (C2). */
  hasOwnId(url: string): boolean;

  tokenMissing(): void;
  /** A call failed as CORS failures do (F3). */
  corsFailure(backend: Backend): void;
  /** The shim itself failed (E8). */
  broke(error: unknown): void;
}

export function createCalls(settings: Settings, clerk: Clerk, say: Say): Calls {
  const { sources, param, send, debug } = settings;
  const base = createBase();
  const gate = new Gate(clerk, settings, say);
  const grant = createGrants(clerk, settings);
  const sessionParam = createSessionParam(param);
  const sendsToken = send.includes('session-token');
  return {
    match: createMatcher(sources, base),
    base,
    gate,
    wantsToken: ({ insecure }) => sendsToken && !insecure,
    tokenNow: clerk.tokenNow,
    grant,
    grantNow(backend, method, url) {
      const given = grant(backend);
      if (given.fault) say('error', given.fault);
      if (debug) {
        // Without the query, which may hold a session ID (F4).
        const sends = sendsOf(given).join(' + ') || 'nothing';
        sayAgain('debug', `${method} ${withoutQuery(url)} (${backend.source.text}): ${sends}, ${given.reason}`);
      }
      return given;
    },
    withId: (url, id, from = base) => sessionParam.put(url, id, from),
    withoutId: sessionParam.strip,
    hasOwnId: sessionParam.isIn,
    tokenMissing: () => say('error', NO_TOKEN),
    corsFailure({ origin, crossOrigin }) {
      if (crossOrigin && navigator.onLine && !gate.left) say('warn', corsFailed(origin, pageOrigin(), sendsToken));
    },
    broke: (error) => say('error', broken(error)),
  };
}
