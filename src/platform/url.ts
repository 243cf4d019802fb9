import {
  encodeURIComponent,
  exec,
  getParam,
  hasName,
  hrefOf,
  indexOf,
  slice,
  URL,
  URLSearchParams,
} from './natives.ts';

/** Resolves a URL as the browser does. @throws TypeError where it is none */
export const resolve = (url: string, base?: string): string => hrefOf(new URL(url, base));

const SURROGATE = /[\ud800-\udbff]$/;

/**
 * What the URL parser does before anything else: control characters and spaces go from the ends, tabs and newlines
 * from everywhere (https://url.spec.whatwg.org/#concept-basic-url-parser). Without it a splice could land behind a
 * blank that native cuts off, and `/\n/evil.test` would look like a path.
 */
export function preprocess(url: string): string {
  if (!exec(/[\0-\x20]/, url)) return url;
  let start = 0;
  let end = url.length;
  while ((url[start] as string) <= ' ') start++;
  while (end > start && (url[end - 1] as string) <= ' ') end--;
  let clean = '';
  for (; start < end; start++) {
    const character = url[start] as string;
    if (!exec(/[\t\n\r]/, character)) clean += character;
    // Native makes U+FFFD of each half of a torn surrogate pair before it removes what stands between them.
    else if (exec(SURROGATE, clean)) clean = `${slice(clean, 0, -1)}\ufffd`;
  }
  return clean;
}

// Such a URL has the path and the query of its base.
const NO_QUERY_OF_ITS_OWN = /^(?:https?:)?(?:#|$)/i;

/** Most URLs have no such parameter, which is told without taking them apart. */
const mayHave = (url: string, name: string) => indexOf(url, name) >= 0 || indexOf(url, '%') >= 0;

/** Whether the query of `url` has a parameter called `name`, percent-encoded or not. */
export function hasParam(url: string, name: string): boolean {
  const query = mayHave(url, name) && exec(/^[^?#]*\?([^#]*)/, url);
  return !!query && hasName(new URLSearchParams(`?${query[1]}`), name);
}

/**
 * Takes a parameter out of the query, and the `&` that {@link addParam} has put before it; every other byte stays.
 *
 * @param goes tells by its value whether it goes
 */
export function dropParam(url: string, name: string, goes: (value: string) => boolean): string {
  const parts = mayHave(url, name) && exec(/^([^?#]*)\?([^#]*)(#[\s\S]*)?/, url);
  if (!parts) return url;
  const [, path, query, hash = ''] = parts as unknown as [string, string, string, string?];
  let rest = `${query}&`;
  let kept = '';
  let before = '';
  let isFound = false;
  while (rest) {
    const end = indexOf(rest, '&') + 1;
    const pair = slice(rest, 0, end);
    const params = new URLSearchParams(`?${pair}`);
    if (hasName(params, name) && goes(getParam(params, name))) {
      isFound = true;
      // Behind an empty pair, `addParam` had no `&` to put.
      if (before === '&') kept += '&';
    } else kept += pair;
    before = pair;
    rest = slice(rest, end);
  }
  // Without its `?`, an empty URL would have the query of its base.
  return isFound ? `${path}${kept || !path ? '?' : ''}${slice(kept, 0, -1)}${hash}` : url;
}

// What most URLs are made of: no blank, fragment or escape, and not the scheme alone.
const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;

// One session ID is what most calls share.
let last = '';
let encoded = '';

/**
 * Adds a query parameter before any fragment, and leaves every other byte as it is (rule C1). A URL that has the
 * parameter already stays as it is (C2).
 *
 * @param url an absolute or relative URL
 * @param value nothing is added where there is none
 * @param base what the URL is relative to; needed where nothing stands before the query, which would then replace the
 * base's
 * @param isStale tells by its value whether a parameter that is there already is to go
 */
export function addParam(
  url: string,
  name: string,
  value: string | undefined,
  base: () => string,
  isStale: (value: string) => boolean = () => false,
): string {
  let hash = '';
  if (!exec(PLAIN, url) || indexOf(url, name) >= 0) {
    let whole = preprocess(url);
    if (exec(NO_QUERY_OF_ITS_OWN, whole)) whole = resolve(whole, base());
    const rest = dropParam(whole, name, isStale);
    if (value === undefined) return rest === whole ? url : rest;
    if (hasParam(rest, name)) return rest;
    const end = indexOf(rest, '#');
    hash = end < 0 ? '' : slice(rest, end);
    url = end < 0 ? rest : slice(rest, 0, end);
  }
  if (value === undefined) return url;
  if (value !== last) {
    encoded = encodeURIComponent(value);
    last = value;
  }
  const query = indexOf(url, '?');
  const glue = query < 0 ? '?' : query === url.length - 1 || url[url.length - 1] === '&' ? '' : '&';
  return `${url}${glue}${name}=${encoded}${hash}`;
}

/** What stands before the query and the fragment of a URL. */
export const withoutQuery = (url: string): string => (exec(/^[^?#]*/, url) as RegExpExecArray)[0];

/** Whether a URL means the same whatever it is relative to. */
export const isAbsolute = (url: string): boolean => !!exec(/^https?:\/\//, url);

/** Resolves a URL, and leaves its query and fragment to native, which encodes a query as the page is encoded. */
export function absolute(url: string, base: string): string {
  url = preprocess(url);
  if (exec(NO_QUERY_OF_ITS_OWN, url)) return resolve(url, base);
  const head = withoutQuery(url);
  // A blank before the query is part of the path; at the end of a URL it would be none.
  const path = exec(/^(?:https?:)?$/i, head) ? withoutQuery(base) : slice(resolve(`${head}?`, base), 0, -1);
  return path + slice(url, head.length);
}
