import type { EngineName } from '../support/protocol.ts';

/** Something that a page can tell, and that cannot be helped. Its tests fail as soon as it is gone. */
export interface KnownDifference {
  /** What the page can tell. */
  what: string;
  /** Why that is so. */
  why: string;
  engines: readonly EngineName[];
  /** Full titles of the tests that show it. */
  tests: readonly string[];
}

export const knownDifferences: readonly KnownDifference[] = [
  {
    what: 'abort() of a held cross-origin XHR without a body, and with listeners on `upload`, fires `abort` and `loadend` on `upload` as well.',
    why: 'Native decides after `loadstart` that such a request has no upload, and a held request must not get that far.',
    engines: ['chromium', 'chromium75'],
    tests: [
      'D6: GET undefined to the backend, with upload listeners, held',
      'D6: GET "text" to the backend, with upload listeners, held',
      'D6: HEAD undefined to the backend, with upload listeners, held',
      'D6: HEAD "text" to the backend, with upload listeners, held',
      'D6: POST undefined to the backend, with upload listeners, held',
      'D6: POST null to the backend, with upload listeners, held',
    ],
  },
];
