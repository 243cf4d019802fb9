import type { ConfiguredSource } from '../config/options.ts';
import { isLoopback, matchesOrigin, matchesPath } from '../config/sourceList.ts';
import { exec, hrefOf, indexOf, originOf, pathnameOf, startsWith, URL } from '../platform/natives.ts';
import { pageOrigin } from '../platform/pageOrigin.ts';

/** An origin, and the source-list entry that matched it. */
export interface Backend {
  origin: string;
  source: ConfiguredSource;
  /** Whether it differs from the page's origin. */
  crossOrigin: boolean;
  /**
   * Whether it is plain HTTP to a non-loopback host: such a backend gets no token (C6) and, in production, nothing at
   * all (C7).
   */
  insecure: boolean;
}

// Every call of the page is matched, and most are not ours. Most URLs need no parsing: an absolute URL begins with its
// origin, and a relative URL of this form has the origin of the base URL.
const START = /^https?:\/\/[^/\\\t\n\r]+\//;
const RELATIVE = /^(?:\/(?![/\\\t\n\r])|[?#.]|[\w.-]+(?:[/?#]|$))/;

/** Whether ClerkJS makes this request to its Frontend API (B6). */
export const isClerkJs = (url: string): boolean =>
  indexOf(url, '_clerk_js_version=') >= 0 && !!exec(/^[^#]*[?&]_clerk_js_version=/, url);

// Bounds the cache. No real page calls this many origins.
const MOST_ORIGINS = 500;

/** The backends at an origin; the origin itself as long as it is to be reported that there is none. */
type Found = Backend[] & { origin?: string | undefined };

/** Creates the function that finds the backends at a URL's origin, in the order of the sources. */
function createLookup(sources: ConfiguredSource[], self: string): (url: URL) => Found {
  let known: { [origin: string]: Found } = Object.create(null);
  let count = 0;

  return (url) => {
    const origin = originOf(url);
    // A `blob:` URL contains an origin, but fetching it sends no request there.
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
      backends.origin = origin;
      known[origin] = backends;
    }
    return backends;
  };
}

/**
 * Creates the function that finds the backend of a call.
 *
 * @param sources in the order in which they are searched; an excluded one hides those after it (B7)
 * @param base returns the document's base URL at the time of the call (B3)
 * @param self the page's origin
 * @param missed is called with the origin of each call that no source matches, until it returns true (F7)
 */
export function createMatcher(
  sources: ConfiguredSource[],
  base: () => string,
  self = pageOrigin(),
  missed?: (origin: string) => boolean,
): (url: unknown) => Backend | undefined {
  const at = createLookup(sources, self);

  // The last absolute and the last relative lookup are cached, since most calls go to the same origin.
  let start = 'about:';
  let atStart: Found = [];
  let page = '';
  let atPage: Found = [];

  const find = (url: string): Found => {
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

  const report = (found: Found, url: string) => {
    if (missed && found.origin && !isClerkJs(url) && missed(found.origin)) found.origin = undefined;
  };

  return (given) => {
    try {
      const url = `${given}`;
      const backends = find(url);
      // ClerkJS's own requests must not wait for ClerkJS (B6).
      const first = backends[0];
      if (!first) report(backends, url);
      if (!first || isClerkJs(url)) return;
      const path = first.source.path && pathnameOf(new URL(url, base()));
      for (const backend of backends) {
        if (matchesPath(backend.source, path)) return backend.source.isExcluded ? undefined : backend;
      }
    } catch {
      // Not a URL. The browser reports that.
    }
    return;
  };
}
