import { isLoopback, matchesOrigin, matchesPath, type Source } from '../config/sourceList.ts';
import { exec, hrefOf, indexOf, originOf, pathnameOf, startsWith, URL } from '../platform/natives.ts';
import { pageOrigin } from '../platform/pageOrigin.ts';

/** An origin that calls go to, and the source that makes it ours. */
export interface Backend {
  origin: string;
  source: Source;
  /** Whether it is another origin than the page's. */
  crossOrigin: boolean;
  /** Plain http that leaves the machine: no token (C6), and nothing at all in production (C7). */
  insecure: boolean;
}

// Every call of the page comes through here, and most are not ours. Few are parsed: what stands before the path tells the
// origin, and relative URLs of this shape have the origin of what they are relative to.
const START = /^https?:\/\/[^/\\\t\n\r]+\//;
const RELATIVE = /^(?:\/(?![/\\\t\n\r])|[?#.]|[\w.-]+(?:[/?#]|$))/;

/** Whether a request is one that ClerkJS makes to its Frontend API (B6). */
export const isClerkJs = (url: string): boolean =>
  indexOf(url, '_clerk_js_version=') >= 0 && !!exec(/^[^#]*[?&]_clerk_js_version=/, url);

// Enough for every origin that a page calls; bounded for a page that makes them up.
const MOST_ORIGINS = 500;

/** Makes the function that gives the backends at the origin of a URL, in the order of the sources. */
function createLookup(sources: Source[]): (url: URL) => Backend[] {
  const self = pageOrigin();
  let known: { [origin: string]: Backend[] } = Object.create(null);
  let count = 0;

  return (url) => {
    const origin = originOf(url);
    // A `blob:` URL has the origin of what is in it, and is no call to that.
    if (!exec(/^https?:/, hrefOf(url))) return [];
    let backends = known[origin];
    if (!backends) {
      if (count++ > MOST_ORIGINS) {
        known = Object.create(null);
        count = 0;
      }
      backends = [];
      for (const source of sources) {
        if (!matchesOrigin(source, origin)) continue;
        const insecure = startsWith(origin, 'http:') && !isLoopback(origin);
        backends[backends.length] = { origin, source, crossOrigin: origin !== self, insecure };
      }
      known[origin] = backends;
    }
    return backends;
  };
}

/**
 * Makes the function that tells whether a call is ours.
 *
 * @param base gives the URL that relative ones are relative to, at the time of the call (rule B3)
 */
export function createMatcher(sources: Source[], base: () => string): (url: unknown) => Backend | undefined {
  const at = createLookup(sources);

  // The last two lookups, which most calls share: of an absolute URL, and of the page.
  let start = 'about:';
  let atStart: Backend[] = [];
  let page = '';
  let atPage: Backend[] = [];

  const find = (url: string): Backend[] => {
    if (startsWith(url, start)) return atStart;
    if (exec(RELATIVE, url)) {
      const from = base();
      if (from !== page) {
        atPage = at(new URL(from));
        page = from;
      }
      return atPage;
    }
    const match = exec(START, url);
    if (!match) return at(new URL(url, base()));
    atStart = at(new URL(match[0]));
    start = match[0];
    return atStart;
  };

  return (given) => {
    try {
      const url = `${given}`;
      const backends = find(url);
      // ClerkJS's own requests would wait for themselves (B6).
      if (!backends[0] || isClerkJs(url)) return;
      if (!backends[0].source.path) return backends[0];
      const path = pathnameOf(new URL(url, base()));
      for (const backend of backends) if (matchesPath(backend.source, path)) return backend;
    } catch {
      // Not a URL: native says so.
    }
    return;
  };
}
