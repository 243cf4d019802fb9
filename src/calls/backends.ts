import { isLoopback, matchesOrigin, matchesPath, type Source } from '../config/sourceList.ts';
import { URL } from '../platform/natives.ts';
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
  url.includes('_clerk_js_version=') && /^[^#]*[?&]_clerk_js_version=/.test(url);

// Enough for every origin that a page calls; bounded for a page that makes them up.
const MOST_ORIGINS = 500;

/**
 * Makes the function that tells whether a call is ours.
 *
 * @param base gives the URL that relative ones are relative to, at the time of the call (rule B3)
 */
export function createMatcher(sources: Source[], base: () => string): (url: string) => Backend | undefined {
  const self = pageOrigin();
  const known = new Map<string, Backend[]>();

  // The last two of them, which most calls share: of an absolute URL, and of the page.
  let start = 'about:';
  let atStart: Backend[] = [];
  let page = '';
  let atPage: Backend[] = [];

  /** Backends at the origin of an absolute URL, in the order of the sources; `key` is the part of it that tells. */
  const at = (url: string, key: string): Backend[] => {
    let backends = known.get(key);
    if (!backends) {
      const parsed = new URL(url);
      const { origin, protocol, hostname } = parsed;
      // Sources name `http` and `https` alone: what is at a `blob:` or `data:` URL is never ours.
      backends = sources
        .filter((source) => matchesOrigin(source, parsed))
        .map((source) => ({
          origin,
          source,
          crossOrigin: origin !== self,
          insecure: protocol === 'http:' && !isLoopback(hostname),
        }));
      if (known.size > MOST_ORIGINS) known.clear();
      known.set(key, backends);
    }
    return backends;
  };

  /** Backends at the origin of a URL. */
  const find = (url: string): Backend[] => {
    if (url.startsWith(start)) return atStart;
    if (RELATIVE.test(url)) {
      const from = base();
      if (from !== page) {
        atPage = at(from, from);
        page = from;
      }
      return atPage;
    }
    const match = START.exec(url);
    if (!match) {
      const { href } = new URL(url, base());
      return at(href, href);
    }
    atStart = at(url, match[0]);
    start = match[0];
    return atStart;
  };

  return (url) => {
    try {
      const backends = find(url);
      // ClerkJS's own requests would wait for themselves (B6).
      if (!backends[0] || isClerkJs(url)) return;
      if (!backends[0].source.path) return backends[0];
      const { pathname } = new URL(url, base());
      return backends.find(({ source }) => matchesPath(source, pathname));
    } catch {
      // Not a URL: native says so.
    }
  };
}
