import { exec, originOf, pathnameOf, slice, startsWith, URL } from '../platform/natives.ts';

/** Origins of one scheme that a source names. */
interface Origins {
  /** The origin; for a wildcard `https://`, and what its subdomains end with in `end`. */
  start: string;
  end: string;
  anyPort: boolean;
}

/** A source of a source list, parsed (B1). */
export interface Source {
  /** The source as the owner has written it. */
  text: string;
  /** An origin that it names, for each scheme; with `:*` for any port. */
  samples: string[];
  /** The origins that it names, for each scheme. */
  origins: Origins[];
  /** `''` for every path; a prefix if it ends in `/`; otherwise the exact path. */
  path: string;
}

// Scheme, `*.`, host, port, path. It refuses user info, a query, a fragment and any other wildcard (B2). It also refuses
// `self`, `none` and `null`: who writes them without quotes does not mean a host.
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
 * Whether an origin, as the URL parser gives it, is one that the source names. This decides where the session goes, and uses no
 * more than `===` and the built-ins that have been checked (B5a).
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

/** Whether a text has so many characters, at least one more, and this end. */
const endsWith = (text: string, end: string, after: number) =>
  text.length > after + end.length && slice(text, -end.length) === end;

/** Whether the path of a URL is one that the source names. */
export const matchesPath = ({ path }: Source, pathname: string): boolean =>
  slice(path, -1) === '/' ? startsWith(pathname, path) : !path || pathname === path;

/** Whether a source names an origin that the other one names, with a port of either. */
const names = (source: Source, other: Source) =>
  other.samples.some((origin) =>
    source.samples.some((own) => matchesOrigin(source, origin.replace(':*', `${/:\d+$/.exec(own) || ''}`))),
  );

/** Whether there is a URL that both sources name. */
export const overlap = (one: Source, other: Source): boolean =>
  (names(one, other) || names(other, one)) && (matchesPath(one, other.path) || matchesPath(other, one.path));
