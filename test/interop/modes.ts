/** How a backend gets the session, and which of the test servers does so: session ID and cookies, or a token. */
export const MODES = { 'session ID': 'backend', token: 'foreign' } as const;
export type Mode = keyof typeof MODES;

/** Where a token cannot go into a header: the parameter of the URL. */
export const TOKEN_PARAM = 'clerk_token';

export const modes = Object.keys(MODES) as Mode[];
