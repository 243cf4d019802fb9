/** What each library is asked to do, by the name of the function in its page script. */
export const SCENARIOS = {
  get: { short: 'GET', title: 'GET with a query', path: ['body', 'json'] },
  header: { short: 'header', title: 'custom header', path: ['body', 'json'] },
  post: { short: 'POST', title: 'POST', path: ['body', 'json'] },
  upload: { short: 'upload', title: 'upload', path: ['body', 'json'] },
  error: { short: 'error', title: 'error status', path: ['code', 422, 'body', 'json'] },
  abort: { short: 'abort', title: 'abort', path: ['hang'] },
  timeout: { short: 'timeout', title: 'timeout', path: ['hang'] },
} as const satisfies Record<string, { short: string; title: string; path: (string | number)[] }>;

export type ScenarioName = keyof typeof SCENARIOS;

/** What a function of a page script gets. */
export interface Call {
  /** Of the backend, without a query. */
  url: string;
  /** What an upload sends; its text is {@link UPLOAD}. */
  file: Blob;
  /** Resolves when the call is on its way: it has reached the backend, or the shim holds it. */
  underway: Promise<void>;
}

/** What a function of a page script gives back: what a user of the library saw, as data. */
export type PageScript = { [name in ScenarioName]?: (call: Call) => unknown };

/** Long enough for more than one piece on the wire. */
export const UPLOAD = 'upload! '.repeat(25_000);

/** How long Clerk takes where calls are made before it is ready, in milliseconds. */
export const CLERK_DELAY = 150;
