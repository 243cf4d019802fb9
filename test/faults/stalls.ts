/** Stops in the middle of the answer. Chromium waits for more of it to find out the type, unless it is told not to. */
export const STALLS: readonly string[] = ['header', 'X-Content-Type-Options', 'nosniff', 'stall'];
