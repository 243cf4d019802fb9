// Time limits in milliseconds. `data-wait` sets the wait for Clerk; the limit for a token is `TOKEN_LIMIT` in
// clerk/tokens.ts, which needs it as well.

/** If there is no sign of Clerk, the wait ends this long after the page's `load` (D3). */
export const NO_CLERK_AFTER = 1000;
/**
 * How long a warning is delayed: browsers may cancel a page's requests up to this long before they fire `pagehide`
 * (F3).
 */
export const LEAVING = 1000;
/**
 * How long a `WebSocket` waits at most, unless `data-wait` is given (I3). Clients give up on one that takes longer, but
 * reconnect if the server rejects them: Phoenix falls back to long polling after 2.5 s, for all pages of the tab.
 */
export const SOCKET_WAIT = 2000;
/** How often a call requests a token again because the context has changed in the meantime (C3). */
export const TOKEN_TRIES = 20;

/** In ms. How long after the start the shim looks for calls that were made before it (F7). */
export const EARLY_CALLS_AFTER = 1000;
