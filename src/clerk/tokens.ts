import type { ClerkSession } from '../types.ts';

/** In ms. A token that ends sooner may be too old when it arrives; ClerkJS hands out some with 5 s left. */
const ENOUGH = 10_000;

/** How long a token is good for, in ms by the clock of this machine; for ever if it cannot be read. */
function remains(token: string): number {
  try {
    const [, payload] = token.split('.') as [string, string];
    const { exp } = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
    // `exp` counts seconds.
    return exp * 1000 - Date.now();
  } catch {
    return Infinity;
  }
}

/**
 * Makes the function that gives a session's token, from ClerkJS's own cache or from Clerk; one that is about to end is
 * renewed, once for all calls that wait for it. It keeps no token, and never rejects (C6).
 */
export function createTokens(): (session: ClerkSession) => Promise<string | undefined> {
  let renewal: { id: string; token: Promise<string | null> } | undefined;
  // With a clock that is fast, each token seems to be about to end.
  let isClockRight = true;

  const renew = async (session: ClerkSession) => {
    if (!renewal || renewal.id !== session.id) {
      renewal = { id: session.id, token: session.getToken({ skipCache: true }) };
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
      // There is none; or it could not be renewed, and the old one has to do.
    }
    return token || undefined;
  };
}
