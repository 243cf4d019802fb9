import { exec, originOf, pathnameOf, slice, startsWith, URL } from '../platform/natives.ts';

/** One source of the list, parsed (rule B1). */
export interface Source {
  /** The source as it was written. */
  text: string;
  /** The origins that it names. */
  origins: RegExp;
  /** `''` for every path, a prefix when it ends in `/`, else exact. */
  path: string;
}

// scheme, `*.`, host, port, path. No user info, query, fragment or further wildcard gets through (rule B2); `self`,
// `none` and `null` without quotes are slips of the pen or opaque origins, never hosts.
const SOURCE =
  /^(?!(?:self|none|null)(?:\/|$))(?:(https?):\/\/)?(\*\.)?([^\s:/?#@*%\\[\]'"]+|\[[\da-f:.]+\])(:\d+|:\*)?(\/[^?#\\]*)?$/i;

/** Whether an origin is of this machine, where plain http is as good as https. */
export const isLoopback = (origin: string): boolean =>
  !!exec(/^https?:\/\/(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/, origin);

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
    const at = (scheme: string) => new URL(`${scheme}://${host}${anyPort ? '' : port}${path}`);
    const first = at(scheme || 'https');
    const origins = [originOf(first)];
    if (!scheme && isLoopback(originOf(first))) origins.push(originOf(at('http')));
    const pattern = origins
      .map((origin) => origin.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace('//', wildcard ? '//[^/]+\\.' : '//'))
      .join('|');
    return {
      text,
      origins: new RegExp(`^(?:${pattern})${anyPort ? '(?::\\d+)?' : ''}$`),
      path: path && pathnameOf(first),
    };
  } catch {
    // The host or the port is none: the caller says so.
  }
  return;
}

/** Whether an origin is one that the source names. */
export const matchesOrigin = ({ origins }: Source, origin: string): boolean => !!exec(origins, origin);

/** Whether the path of a URL is one that the source names. */
export const matchesPath = ({ path }: Source, pathname: string): boolean =>
  slice(path, -1) === '/' ? startsWith(pathname, path) : !path || pathname === path;
