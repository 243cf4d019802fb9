// Times of the suite, in milliseconds.

/** In which a call that waits is still waiting. */
export const A_MOMENT = 50;
/** `timeout` of the XHRs that have one of their own; long enough for whatever a call does before it waits. */
export const OWN_TIMEOUT = 400;
/** `data-wait` where the wait for Clerk is to end by it. */
export const SHORT_WAIT = 1200;
/** The same where something has to happen before. */
export const MIDDLE_WAIT = 4500;
/** `data-wait` where something else has to end the wait: the test fails long before. */
export const LONG_WAIT = 60_000;
/** From the page's `load` until the wait ends where no Clerk is in sight (D3). */
export const NO_CLERK = 1000;
/** For a token (C6). */
export const TOKEN_WAIT = 5000;
/** How much later than its limit a call may leave on a busy machine. */
export const SLACK = 4000;
/** A call that has not ended by then is lost. */
export const LOST = TOKEN_WAIT + 2 * SLACK;
