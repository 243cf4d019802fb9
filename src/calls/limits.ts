// How long calls wait, in milliseconds. `data-wait` sets the wait for Clerk; that for a token
// stands in clerk/tokens.ts, which knows it, too.

/** If no Clerk is in sight, the wait ends so long after the page's `load` (D3). */
export const NO_CLERK_AFTER = 1000;
/** How long a warning waits: browsers end the calls of a page up to so long before they fire `pagehide` (F3). */
export const LEAVING = 1000;
/**
 * The longest wait of a `WebSocket` where `data-wait` is not given (I3). Clients give up on one that waits longer, while they
 * reconnect if they are refused: Phoenix falls back to long polling after 2.5 s, for all pages of the tab.
 */
export const SOCKET_WAIT = 2000;
/** How often a call asks for a token again since the session or the organization has changed in the meantime (C3). */
export const TOKEN_TRIES = 20;
