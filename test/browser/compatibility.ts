// Node's part: the section of docs/compatibility.md on what cannot be helped.

import { ENGINE_TITLES, type Section, table } from '../harness/compatibilityDocument.ts';
import { knownDifferences } from '../kit/knownDifferences.ts';
import { ENGINES } from '../kit/protocol.ts';

const rows = knownDifferences.map(({ what, why, engines }) => [
  what,
  why,
  engines.length === ENGINES.length ? 'all' : engines.map((name) => ENGINE_TITLES[name]).join(', '),
]);

const BOTH = 'EventSource, WebSocket';

/** What is left in the objects that stand in for native ones (I5). */
const ofChannels: [string, string, string][] = [
  [BOTH, '`isTrusted` of their events is `false`.', 'A script fires them.'],
  [
    BOTH,
    'Native getters and methods that a script has kept from before the shim, and those of a frame, throw on them.',
    'They are no native objects. The members of the prototype are replaced, and know them.',
  ],
  [
    BOTH,
    'What native refuses in the constructor for a policy (Content Security Policy, mixed content, blocked ports) comes as the event `error`.',
    'Native is asked when the object connects.',
  ],
  [
    'EventSource',
    '`EventSource.prototype` has an own `addEventListener`, and that of all event targets is replaced when the first stream with a session ID or cookies is made.',
    'A native source does not tell which types of events it gets.',
  ],
  [
    'EventSource with a session ID or cookies',
    'Named events do not reach a listener that is added by an `addEventListener` that a script has kept from before the shim.',
    'It cannot be seen.',
  ],
  [
    'EventSource',
    'Refused by the backend while nobody is signed in, it stays `CONNECTING` after the event `error`; native closes it.',
    'It opens again after sign-in. A native source does not tell the status, so that 204 ends it where `fetch` reads it alone.',
  ],
  [
    'EventSource',
    'When the account or the organization is switched, it fires `error` and `open`, as if the connection had been lost; the backend gets no `Last-Event-ID` then.',
    'A native source cannot send one on its first connection, and it is of another account.',
  ],
  [
    'EventSource to a backend that gets tokens',
    'It connects again after a failure of CORS and after any network error, after 3 s or what `retry` says, and then after longer and longer, up to a minute; native gives up on some of them.',
    '`fetch` does not tell them apart. `window.stop()` counts as one.',
  ],
  [
    'EventSource to a backend that gets tokens',
    'A stream whose `Content-Type` names another charset is opened, and read as UTF-8; Chromium refuses it.',
    'The HTML standard has it so.',
  ],
  [
    'EventSource to a backend that gets tokens',
    'The request has a preflight (to another origin), and `Sec-Fetch-Dest`, `Referer` and the like are those of a `fetch`.',
    'A native source can send no header. That of a connection with a last event ID asks for `Last-Event-ID`, too.',
  ],
  [
    'WebSocket',
    'While it waits, a code of `close()` that is no integer is cut off; Firefox rounds it.',
    'All other engines cut it off, too.',
  ],
  [
    'WebSocket',
    'The texts of the errors of `send()` and `close()` are the shim’s while it waits; names, codes and classes are native’s.',
    'Native makes them for native objects alone.',
  ],
  [
    'WebSocket',
    '`http:` and relative URLs are taken while it waits in engines that refuse them in the constructor, and `bufferedAmount` after `close()` has no frame headers, which WebKit counts.',
    'Whether native takes them can only be told by connecting.',
  ],
  [
    'WebSocket',
    'An open one keeps its session when the account is switched, on sign-out, too: close it and make another.',
    'What it says goes to one account; only the page knows what a new connection has to begin with.',
  ],
  [
    'WebSocket',
    '`url` lacks a `?` or `&` at the end of the page’s URL.',
    'It cannot be told from that of the parameter, which is taken out of what the page reads (E1a).',
  ],
];

/** Each difference is shown by tests, which fail as soon as it is gone. */
export const differencesSection: Section = {
  name: 'differences',
  suite: 'browser',
  title: 'What a page can tell',
  make: () => `
The tests of \`test/browser/\` run each call twice in one page, on native functions and through the shim, and compare what the page
can observe and what the servers receive: in Chromium (Debian's), Firefox ESR, WebKitGTK, and Chromium 75 of 2019. These differences
are left, and cannot be helped. A test shows each of them, and fails as soon as it is gone.

${table(['A page can tell', 'Why', 'Engines'], rows)}

### Further channels

In \`clerk-ajax.all.min.js\`, the page has an object of the shim's in place of a native one for two things: an \`EventSource\` to a backend of ours, and a
\`WebSocket\` that had to wait. Both are \`EventTarget\`s with the native prototype; the tests compare them with native objects, row by row.
These differences are left.

${table(['', 'A page can tell', 'Why'], ofChannels)}
`,
};
