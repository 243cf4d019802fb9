import { now } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkSession, SessionClaims } from '../types.ts';
import { claimsOf, contextOf, contextOfClaims, isToken } from './context.ts';
import { noteAnswer } from './sessionState.ts';

/** In ms. A token that expires sooner may have expired when it arrives. ClerkJS gives out tokens with 5 s left. */
const ENOUGH = 10_000;

/** In ms. The longest wait of a call for a session token (C6). ClerkJS itself retries for minutes. */
export const TOKEN_LIMIT = 5000;

/** In ms. So long, ClerkJS is not asked to renew a token that was of another context after a renewal: its servers count requests. */
const REFUSED = 10_000;

/** How long a token is still valid by the clock of this machine, in ms; `Infinity` if it does not tell. */
const remains = ({ exp }: SessionClaims): number =>
  (exp as number) >= 0 ? (exp as number) * 1000 - Date.now() : Infinity;

/**
 * Makes the function that asks ClerkJS for a token of a session and its active organization. A token that is about to expire
 * is renewed, once for all calls in the same context that wait for it. The function stores no token and never rejects (C6).
 *
 * @param moment counts what Clerk has told
 */
export function createTokens(moment: () => number = () => 0): (session: ClerkSession) => Promise<string | undefined> {
  let renewal: { context: string; asked: number; limit: number; token: Promise<string | null> } | undefined;
  // If the clock is fast, every token seems to be about to expire.
  let isClockRight = true;

  // In a tab in the background, ClerkJS 4 gives tokens of the organization that is active in another tab, for as long as it is there.
  let refused = { context: '', moment: 0, until: 0 };
  const isRefused = (context: string) =>
    refused.context === context &&
    refused.moment === moment() &&
    now() < refused.until &&
    // ClerkJS tells its servers of the organization when the user is back.
    quietly(() => !document.hasFocus(), true);

  const renew = async (session: ClerkSession, context: string) => {
    // No call waits longer for one: it may never come, and must not keep later calls from a new one.
    if (!renewal || renewal.context !== context || now() > renewal.limit) {
      const asked = Date.now();
      renewal = { context, asked, limit: now() + TOKEN_LIMIT, token: session.getToken({ skipCache: true }) };
    }
    const mine = renewal;
    try {
      const token = await mine.token;
      // A token that has been under way for long, as over a sleep of the machine, says nothing about the clock.
      const isPrompt = Math.abs(Date.now() - mine.asked) < TOKEN_LIMIT;
      if (token && isPrompt) isClockRight = remains(claimsOf(token) || {}) > ENOUGH;
      return token;
    } finally {
      if (renewal === mine) renewal = undefined;
    }
  };

  return async (session) => {
    const context = contextOf(session);
    // The cache of ClerkJS 4 does not tell organizations apart.
    const isOther = (claims: SessionClaims) => claims.sid && contextOfClaims(claims) !== context;
    let token: string | null | undefined;
    try {
      token = await session.getToken();
      const claims = (token && claimsOf(token)) || {};
      const isFresh = remains(claims) > ENOUGH;
      // The clock has been set right.
      if (isFresh) isClockRight = true;
      const isWrong = isOther(claims) && !isRefused(context);
      if (isWrong || (isClockRight && !isFresh)) token = (await renew(session, context)) || token;
      if (isWrong && isOther(claimsOf(token as string) || {})) {
        refused = { context, moment: moment(), until: now() + REFUSED };
      }
      noteAnswer(session);
    } catch (error) {
      // There is no token, or it cannot be renewed and the old one is used.
      noteAnswer(session, error);
    }
    return isToken(token) && !isOther(claimsOf(token) || {}) ? token : undefined;
  };
}
