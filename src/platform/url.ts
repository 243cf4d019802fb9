import { URL, URLSearchParams } from './natives.ts';

/**
 * What the URL parser does before anything else: control characters and spaces go from the ends, tabs and newlines
 * from everywhere (https://url.spec.whatwg.org/#concept-basic-url-parser). Without it a splice could land behind a
 * blank that native cuts off, and `/\n/evil.test` would look like a path.
 */
export const preprocess = (url: string): string =>
  /[\0-\x20]/.test(url) ? url.replace(/^[\0-\x20]+|[\0-\x20]+$|[\t\n\r]/g, '') : url;

// Such a URL has the path and the query of its base.
const NO_QUERY_OF_ITS_OWN = /^(?:https?:)?(?:#|$)/i;

/** Whether the query of `url` has a parameter called `name`, percent-encoded or not. */
export function hasParam(url: string, name: string): boolean {
  // Most have not, which is told without taking them apart.
  if (!url.includes(name) && !url.includes('%')) return false;
  const query = /^[^?#]*\?([^#]*)/.exec(url);
  return !!query && new URLSearchParams(`?${query[1]}`).has(name);
}

// What most URLs are made of: no blank, fragment or escape, and not the scheme alone.
const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;

// One session ID is what most calls share.
let last = '';
let encoded = '';

/**
 * Adds a query parameter before any fragment, and leaves every other byte as it is (rule C1).
 *
 * @param url an absolute or relative URL
 * @param base what the URL is relative to; needed where nothing stands before the query, which would then replace the
 * base's
 */
export function addParam(url: string, name: string, value: string, base: () => string): string {
  let hash = '';
  if (!PLAIN.test(url) || url.includes(name)) {
    url = preprocess(url);
    if (NO_QUERY_OF_ITS_OWN.test(url)) url = new URL(url, base()).href;
    if (hasParam(url, name)) return url;
    const end = url.indexOf('#');
    if (end >= 0) {
      hash = url.slice(end);
      url = url.slice(0, end);
    }
  }
  if (value !== last) {
    encoded = encodeURIComponent(value);
    last = value;
  }
  const query = url.indexOf('?');
  const glue = query < 0 ? '?' : query === url.length - 1 || url.endsWith('&') ? '' : '&';
  return `${url}${glue}${name}=${encoded}${hash}`;
}

/** Whether a URL means the same whatever it is relative to. */
export const isAbsolute = (url: string): boolean => url.startsWith('https://') || url.startsWith('http://');

/** Resolves a URL, and leaves its query and fragment to native, which encodes a query as the page is encoded. */
export function absolute(url: string, base: string): string {
  url = preprocess(url);
  if (NO_QUERY_OF_ITS_OWN.test(url)) return new URL(url, base).href;
  const [head] = url.split(/[?#]/) as [string];
  // A blank before the query is part of the path; at the end of a URL it would be none.
  const path = /^(?:https?:)?$/i.test(head) ? base.replace(/[?#].*$/, '') : new URL(`${head}?`, base).href.slice(0, -1);
  return path + url.slice(head.length);
}
