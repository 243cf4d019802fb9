import { ENGINES, type EngineName } from './protocol.ts';

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
    what: 'The `Referer` of a held call is the address of the page when the call leaves; natively it is that of when it was made.',
    why: 'The browser takes it when it sends. Libraries that navigate may have written the next address by then.',
    engines: ENGINES,
    tests: ['D6: the address that an XHR is sent from, held', 'D5: the address that a fetch is made from, held'],
  },
  {
    what: 'The text of a replaced function has `[native code]`, but not its name: `function () { [native code] }`.',
    why: 'It is what engines print for a `Proxy`, which has all else of the native function.',
    engines: ENGINES,
    tests: ['E2: of Function.prototype.toString'],
  },
  {
    what: 'Where an argument cannot become a string, or `init` cannot be read at all, the message of the TypeError lacks the words "Failed to execute …".',
    why: 'What is converted or read once is so before native is called, and the engine adds these words to errors of its own alone.',
    engines: ['chromium'],
    tests: [
      'B4 E6: a conversion to no primitive',
      'B4 E6: a conversion to no primitive, held',
      'B4 E3: a conversion to no primitive',
      'B4 E3: a conversion to no primitive, held',
      'E3: a revoked Proxy',
      'E3: a revoked Proxy, held',
    ],
  },
  {
    what: 'A `Proxy` as `init` of `fetch()` is asked for its prototype and the descriptors of its members; what looks like plain data is then read member by member, in their own order.',
    why: 'This is how the shim tells plain data, which it copies, from what has getters, which only native reads.',
    engines: ENGINES,
    tests: [
      'E3: every member of a Proxy, in native order, once',
      'E3: every member of a Proxy, in native order, once, held',
      'E3: a Proxy that refuses to be read',
      'E3: a Proxy that refuses to be read, held',
    ],
  },
  {
    what: 'Headers of a `Request` whose URL gets the session ID are sent in the order of the alphabet.',
    why: 'The headers of a `Request` can be read in that order alone. Names, values and their order within one name are the same.',
    engines: ['firefox', 'webkit'],
    tests: ['E3: header order: of those of a Request', 'E3: header order: of those of a Request, held'],
  },
  {
    what: 'The names of the headers of a `Request` are sent in lower case if its URL gets the session ID. HTTP/1.1 shows that. With a token alone they stay as the page wrote them.',
    why: 'The request has to be made anew, and no engine tells how its headers were spelled.',
    engines: ENGINES,
    tests: ['E3: header order: of those of a Request', 'E3: header order: of those of a Request, held'],
  },
  {
    what: 'The events of a held XHR whose own `timeout` is over are not trusted (`isTrusted`).',
    why: 'Nothing is sent, and no engine gives a way to have native fire them then.',
    engines: ENGINES,
    tests: ['D6: of a held call that times out, held'],
  },
  {
    what: '`loadstart` of an XHR that waits for Clerk, and of each one with a token, comes after `send()` has returned.',
    why: 'Native fires it when it sends.',
    engines: ENGINES,
    tests: ['D6: loadstart and the end of send(), held'],
  },
  {
    what: 'A `Request` with `FormData` that has a file is sent without the session ID (with cookies and token).',
    why: 'WebKit cannot read such a body ("Unable to read form data blob"), so that it cannot be given to a request with another URL. `fetch(url, { body })` and XHR are not affected.',
    engines: ['webkit'],
    tests: [
      'D5 E4: POST of FormData with files, in a Request',
      'D5 E4: POST of FormData with files, in a Request, held',
      'D5: FormData with files is sent as it was, in a Request',
      'D5: FormData with files is sent as it was, in a Request, held',
    ],
  },
  {
    what: 'A `Request` whose body is a stream is sent; native refuses to.',
    why: 'WebKit makes such a request and cannot send it; the shim reads the body and hands that on.',
    engines: ['webkit'],
    tests: [
      'E4: in a Request to the page with duplex',
      'E4: in a Request to the page',
      'E4: in a Request to the backend with duplex',
      'E4: in a Request to the backend',
      'E4: in a Request to the page with duplex, held',
      'E4: in a Request to the page, held',
      'E4: in a Request to the backend with duplex, held',
      'E4: in a Request to the backend, held',
    ],
  },
  {
    what: 'The `priority` of a `Request` is lost.',
    why: 'No property of a `Request` tells it. In `init` of `fetch()` it is kept.',
    engines: ['firefox'],
    tests: [
      'E4: priority high',
      'E4: priority high, held',
      'E4: priority high, of the own origin, with a body',
      'E4: priority high, of the own origin, with a body, held',
    ],
  },
  {
    what: 'A fetch that is aborted before it goes out is rejected with the reason of its signal; native says "Fetch is aborted" once the call was made.',
    why: 'Rule D5 and the standard ask for the reason, which WebKit does not give yet.',
    engines: ['webkit'],
    tests: [
      'D5: aborted right after the call, held',
      'D5: aborted right after the call, with a reason, held',
      'D5: aborted right after the call, with undefined as reason, held',
      'D5: aborted right after the call, with a body, held',
      'D5: aborted right after the call, of a Request, held',
      'D5: aborted right after the call, of a Request with a body, with a reason',
      'D5: aborted right after the call, of a Request with a body, with a reason, held',
      'D5: aborted in a microtask, held',
      'D5: aborted in a microtask, with a reason, held',
      'D5: aborted in a microtask, with undefined as reason, held',
      'D5: aborted in a microtask, with a body, held',
      'D5: aborted in a microtask, of a Request, held',
      'D5: aborted in a microtask, of a Request with a body, with a reason',
      'D5: aborted in a microtask, of a Request with a body, with a reason, held',
      'D5: the reason itself comes back, held',
      'D5: init has a signal over that of the Request, held',
      'D5: two calls with one signal, held',
    ],
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
