// How long calls wait, in milliseconds; `data-wait` is the page's own.

/** From the page's `load` to the end of the wait where no Clerk is in sight (D3). */
export const NO_CLERK_AFTER = 1000;
/** For a session token (C6). Offline, ClerkJS tries again for minutes. */
export const TOKEN_LIMIT = 5000;
/** How often a held call's own timeout is looked at, which the page can change meanwhile (D6). */
export const TIMEOUT_LOOK = 50;
