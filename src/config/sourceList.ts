import { exec, originOf, pathnameOf, slice, startsWith, URL } from '../platform/natives.ts';

/** The origins of one scheme that a source matches. */
interface Origins {
  /** The origin; for a wildcard, `https://`, with the ending of its subdomains in `end`. */
  start: string;
  end: string;
  anyPort: boolean;
}

/** A source of a source list, parsed (B1). */
export interface Source {
  /** The source as the page's owner wrote it. */
  text: string;
  /** An example of an origin that it matches, for each scheme; with `:*` for any port. */
  samples: string[];
  /** The origins that it matches, for each scheme. */
  origins: Origins[];
  /** `''` for every path; a prefix if it ends in `/`; otherwise the exact path. */
  path: string;
}

// Scheme, `*.`, host, port, path. Rejects user info, a query, a fragment and any other wildcard (B2). Also rejects
// `self`, `none` and `null`: whoever writes them without quotes does not mean a host of that name.
const SOURCE =
  /^(?!(?:self|none|null)(?:\/|$))(?:(https?):\/\/)?(\*\.)?([^\s:/?#@*%\\[\]'"]+|\[[\da-f:.]+\])(:\d+|:\*)?(\/[^?#\\]*)?$/i;

/** Whether an origin is on this machine, where http is as safe as https. */
export const isLoopback = (origin: string): boolean =>
  !!exec(/^https?:\/\/(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/, origin);

/**
 * Parses a source of a source list.
 *
 * @param self the page's origin, which `'self'` stands for
 * @returns nothing if it is not a source (B1, B2)
 */
export function parseSource(text: string, self: string): Source | undefined {
  const own = exec(/^'self'((?:\/[\s\S]*)?)$/i, text);
  const match = exec(SOURCE, own ? self + own[1] : text);
  if (!match) return;
  const [, scheme, wildcard, host, port = '', path = ''] = match;
  const anyPort = port === ':*';
  try {
    const at = (scheme: string) => new URL(`${scheme}://${host}${anyPort ? '' : port}${path}`);
    const first = at(scheme || 'https');
    const origins = [originOf(first)];
    if (!scheme && isLoopback(originOf(first))) origins.push(originOf(at('http')));
    return {
      text,
      samples: origins.map((origin) => origin.replace('//', wildcard ? '//x.' : '//') + (anyPort ? port : '')),
      origins: origins.map((origin) => originsOf(origin, !!wildcard, anyPort)),
      path: path && pathnameOf(first),
    };
  } catch {
    // The host or the port is not valid.
  }
  return;
}

function originsOf(origin: string, isWildcard: boolean, anyPort: boolean): Origins {
  const [start, host] = exec(/^\w+:\/\/(.*)/, origin) as unknown as [string, string];
  return isWildcard
    ? { start: slice(origin, 0, origin.length - host.length), end: `.${host}`, anyPort }
    : { start, end: '', anyPort };
}

/**
 * Whether the source matches an origin, as serialized by the URL parser. This decides where the session goes, so it
 * uses nothing but `===` and built-ins that have been checked (B5a).
 */
export function matchesOrigin({ origins }: Source, origin: string): boolean {
  for (let i = 0; i < origins.length; i++) {
    const { start, end, anyPort } = origins[i] as Origins;
    const port = anyPort ? exec(/:\d+$/, origin) : null;
    const named = port ? slice(origin, 0, -port[0].length) : origin;
    if (end ? startsWith(named, start) && endsWith(named, end, start.length) : named === start) return true;
  }
  return false;
}

/** Whether a text ends with `end`, at least one character after position `after`. */
const endsWith = (text: string, end: string, after: number) =>
  text.length > after + end.length && slice(text, -end.length) === end;

/** Whether the source matches the path of a URL. */
export const matchesPath = ({ path }: Source, pathname: string): boolean =>
  slice(path, -1) === '/' ? startsWith(pathname, path) : !path || pathname === path;

/** Whether the source matches a URL. */
export const matchesUrl = (source: Source, url: URL): boolean =>
  matchesOrigin(source, originOf(url)) && matchesPath(source, pathnameOf(url));

/** Whether both sources match an origin of the second one, with a port of either. */
const names = (source: Source, other: Source) =>
  other.samples.some((origin) =>
    source.samples.some((own) => matchesOrigin(source, origin.replace(':*', `${/:\d+$/.exec(own) || ''}`))),
  );

/** Whether both sources match the same URLs. */
export const isSame = (one: Source, other: Source): boolean =>
  `${one.samples}` === `${other.samples}` && one.path === other.path;

/** Whether there is a URL that both sources match. */
export const overlap = (one: Source, other: Source): boolean =>
  (names(one, other) || names(other, one)) && (matchesPath(one, other.path) || matchesPath(other, one.path));
