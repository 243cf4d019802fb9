import { ENGINES, type EngineName } from '../support/protocol.ts';

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
    what: '`withCredentials` of a held XHR can be set; native refuses that once a request is sent.',
    why: 'Instances and their accessors stay native, and to native a held XHR is not sent yet.',
    engines: ENGINES,
    tests: ['D6: withCredentials cannot be set, held'],
  },
  {
    what: 'Listeners that a page adds to `upload` after `send()` count when the XHR is held: a cross-origin call then has a preflight.',
    why: 'Native looks at the listeners when it sends, which is later for a held XHR.',
    engines: ENGINES,
    tests: ['D6: listeners on upload that come after send(), held'],
  },
  {
    what: "An argument of `open()` that cannot become a string is refused without the words \"Failed to execute 'open' on 'XMLHttpRequest'\".",
    why: 'Each argument is converted once, which is before native is called. The type of the error is the same.',
    engines: ['chromium'],
    tests: ['B4 E6: a conversion to no primitive', 'B4 E6: a conversion to no primitive, held'],
  },
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

/** Rows whose outcome depends on what the machine has time for, or that are not understood yet: skipped, and so counted. */
const UNSETTLED: { engines: readonly EngineName[]; titles: RegExp; why: string }[] = [
  {
    engines: ['firefox'],
    titles: /while the server does not answer|readystatechange of open\(\)|progress of the upload/,
    why: 'on a busy machine Firefox ends these requests at another time in each run, native ones as well',
  },
  {
    engines: ['webkit', 'chromium'],
    titles: /: set after send\(\)/,
    why: 'whether the upload is through before the timeout is a race',
  },
  {
    engines: ['webkit'],
    titles: /credentials after a network error/,
    why: 'not understood yet',
  },
  {
    engines: ['webkit'],
    titles: /a Request has an empty Blob|a Request has FormData with files|: an abort/,
    why: 'WebKit cannot read such bodies, and has one text for calls that are aborted in flight and another for those before',
  },
];

export const isUnsettled = (title: string, engine: EngineName): boolean =>
  UNSETTLED.some(({ engines, titles }) => engines.includes(engine) && titles.test(title));
