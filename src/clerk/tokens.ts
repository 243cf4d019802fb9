import { now } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkSession } from '../types.ts';

/** In ms. A token that expires sooner may have expired when it arrives. ClerkJS gives out tokens with 5 s left. */
const ENOUGH = 10_000;

/** In ms. The longest wait of a call for a session token (C6). ClerkJS itself retries for minutes. */
export const TOKEN_LIMIT = 5000;

/** How long a token is still valid by the clock of this machine, in ms; `Infinity` if it cannot be parsed. */
const remains = (token: string): number =>
  quietly(() => {
    const [, payload] = token.split('.') as [string, string];
    const { exp } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    // `exp` counts seconds.
    return exp * 1000 - Date.now();
  }, Infinity);

/**
 * Makes the function that asks ClerkJS for a token of a session. A token that is about to expire is renewed, once for all
 * calls that wait for it. The function stores no token and never rejects (C6).
 */
export function createTokens(): (session: ClerkSession) => Promise<string | undefined> {
  let renewal: { id: string; limit: number; token: Promise<string | null> } | undefined;
  // If the clock is fast, every token seems to be about to expire.
  let isClockRight = true;

  const renew = async (session: ClerkSession) => {
    // No call waits longer for one: it may never come, and must not keep later calls from a new one.
    if (!renewal || renewal.id !== session.id || now() > renewal.limit) {
      renewal = { id: session.id, limit: now() + TOKEN_LIMIT, token: session.getToken({ skipCache: true }) };
    }
    const mine = renewal;
    try {
      const token = await mine.token;
      if (token) isClockRight = remains(token) > ENOUGH;
      return token;
    } finally {
      if (renewal === mine) renewal = undefined;
    }
  };

  return async (session) => {
    let token: string | null | undefined;
    try {
      token = await session.getToken();
      if (token && isClockRight && remains(token) <= ENOUGH) token = (await renew(session)) || token;
    } catch {
      // There is no token, or it cannot be renewed and the old one is used.
    }
    return token || undefined;
  };
}
