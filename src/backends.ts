import { URL } from './natives.ts';
import { pageOrigin } from './pageOrigin.ts';
import { isLoopback, matchesOrigin, matchesPath, type Source } from './sourceList.ts';

/** An origin that calls go to, and the source that makes it ours. */
export interface Backend {
  origin: string;
  source: Source;
  /** Whether it is another origin than the page's. */
  crossOrigin: boolean;
  /** Plain http that leaves the machine: no token (C6), and nothing at all in production (C7). */
  insecure: boolean;
}

// Strings of these shapes can be told apart without parsing them: every call of the page comes through here, and most
// are not ours. Whatever else comes is parsed.
const ABSOLUTE = /^https?:\/\/[a-z\d.-]+(?::\d+)?(?=[/?#]|$)/;
const RELATIVE = /^(?:\/(?![/\\\t\n\r])|[?#.]|[\w.-]+(?:[/?#]|$))/;

/** Whether a request is one that ClerkJS makes to its Frontend API (B6). */
export const isClerkJs = (url: string): boolean => /^[^#]*[?&]_clerk_js_version=/.test(url);

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

  /** Backends at the origin of an absolute URL, in the order of the sources. */
  const at = (url: string): Backend[] => {
    const parsed = new URL(url);
    const { origin, protocol, hostname } = parsed;
    // Sources name `http` and `https` alone: what is at a `blob:` or `data:` URL is never ours.
    const backends = sources
      .filter((source) => matchesOrigin(source, parsed))
      .map((source) => ({
        origin,
        source,
        crossOrigin: origin !== self,
        insecure: protocol === 'http:' && !isLoopback(hostname),
      }));
    if (known.size > MOST_ORIGINS) known.clear();
    known.set(url, backends);
    return backends;
  };

  return (url) => {
    try {
      const absolute = ABSOLUTE.exec(url);
      const from = absolute ? absolute[0] : RELATIVE.test(url) ? base() : new URL(url, base()).href;
      const backends = known.get(from) || at(from);
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
