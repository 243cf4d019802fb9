import { URL } from '../platform/natives.ts';

/** One source of the list, parsed (rule B1). */
export interface Source {
  /** The source as it was written. */
  text: string;
  /** One URL for each scheme that the source allows: scheme, host, port and path as the URL parser leaves them. */
  bases: URL[];
  /** Matches any subdomain of the host, and never the host itself. */
  subdomains: boolean;
  anyPort: boolean;
  /** `''` for every path, a prefix when it ends in `/`, else exact. */
  path: string;
}

// scheme, `*.`, host, port, path. No user info, query, fragment or further wildcard gets through (rule B2); `self`,
// `none` and `null` without quotes are slips of the pen or opaque origins, never hosts.
const SOURCE =
  /^(?!(?:self|none|null)(?:\/|$))(?:(https?):\/\/)?(\*\.)?([^\s:/?#@*%\\[\]'"]+|\[[\da-f:.]+\])(:\d+|:\*)?(\/[^?#\\]*)?$/i;

/** Hosts that cannot be reached from another machine, where plain http is as good as https. */
export const isLoopback = (hostname: string): boolean =>
  /^(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])$/.test(hostname);

/**
 * Parses one source of a source list.
 *
 * @param self what `'self'` stands for: the page's origin
 * @returns `undefined` when it is not a source that rules B1 and B2 allow
 */
export function parseSource(text: string, self: string): Source | undefined {
  const match = SOURCE.exec(text.replace(/^'self'(?=\/|$)/i, self));
  if (!match) return;
  const [, scheme, wildcard, host, port = '', path = ''] = match;
  const anyPort = port === ':*';
  try {
    const bases = (scheme ? [scheme] : ['https', 'http']).map(
      (each) => new URL(`${each}://${host}${anyPort ? '' : port}${path}`),
    );
    const [base] = bases as [URL];
    if (!scheme && !isLoopback(base.hostname)) bases.pop();
    return { text, bases, subdomains: !!wildcard, anyPort, path: path && base.pathname };
  } catch {
    // The host or the port is none: the caller says so.
  }
}

/** Whether the origin of `url` is one that the source names; its path is not looked at. */
export function matchesOrigin({ bases, subdomains, anyPort }: Source, url: URL): boolean {
  return bases.some(
    (base) =>
      url.protocol === base.protocol &&
      (anyPort || url.port === base.port) &&
      (subdomains ? url.hostname.slice(1).endsWith(`.${base.hostname}`) : url.hostname === base.hostname),
  );
}

/** Whether the path of a URL is one that the source names. */
export const matchesPath = ({ path }: Source, pathname: string): boolean =>
  path.endsWith('/') ? pathname.startsWith(path) : !path || pathname === path;
