import { now } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkSession, SessionClaims } from '../types.ts';
import { claimsOf, contextOf, contextOfClaims, isToken } from './context.ts';
import { noteAnswer } from './sessionState.ts';

/**
 * In ms. A token that expires sooner may have expired when it reaches the backend. ClerkJS returns tokens with 5 s
 * left.
 */
const ENOUGH = 10_000;

/** In ms. How long a call waits for a session token at most (C6). ClerkJS itself retries for minutes. */
export const TOKEN_LIMIT = 5000;

/**
 * In ms. If a renewed token still belongs to another context, it is not renewed again for this long: Clerk's servers
 * limit the rate.
 */
const FUTILE = 10_000;

/** How long a token is still valid by this machine's clock, in ms; `Infinity` if it has no expiry. */
const remains = ({ exp }: SessionClaims): number =>
  (exp as number) >= 0 ? (exp as number) * 1000 - Date.now() : Infinity;

/**
 * Creates the function that requests a token for a session and its active organization from ClerkJS. A token that is
 * about to expire is renewed, once for all waiting calls in the same context. The function stores no token and never
 * rejects (C6).
 *
 * @param moment counts Clerk's emissions
 */
export function createTokens(moment: () => number = () => 0): (session: ClerkSession) => Promise<string | undefined> {
  let renewal: { context: string; asked: number; limit: number; token: Promise<string | null> } | undefined;
  // If the clock is fast, every token seems about to expire.
  let isClockRight = true;

  // In a background tab, ClerkJS 4 returns tokens of the organization that is active in another tab, as long as the tab
  // stays there.
  let futile = { context: '', moment: 0, until: 0 };
  const isFutile = (context: string) =>
    futile.context === context &&
    futile.moment === moment() &&
    now() < futile.until &&
    // ClerkJS tells its servers of the organization when the user is back.
    quietly(() => !document.hasFocus(), true);

  const renew = async (session: ClerkSession, context: string) => {
    // A renewal may never settle; after its limit it must not keep later calls from starting a new one.
    if (!renewal || renewal.context !== context || now() > renewal.limit) {
      const asked = Date.now();
      renewal = { context, asked, limit: now() + TOKEN_LIMIT, token: session.getToken({ skipCache: true }) };
    }
    const mine = renewal;
    try {
      const token = await mine.token;
      // A token that took long to arrive, for example because the machine slept, says nothing about the clock.
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
      // The clock is correct, or has been corrected.
      if (isFresh) isClockRight = true;
      const isWrong = isOther(claims) && !isFutile(context);
      if (isWrong || (isClockRight && !isFresh)) token = (await renew(session, context)) || token;
      if (isWrong && isOther(claimsOf(token as string) || {})) {
        futile = { context, moment: moment(), until: now() + FUTILE };
      }
      noteAnswer(session);
    } catch (error) {
      // There is no token, or it cannot be renewed and the old one is used.
      noteAnswer(session, error);
    }
    return isToken(token) && !isOther(claimsOf(token) || {}) ? token : undefined;
  };
}
