import { exec, getParam, hasName, hrefOf, indexOf, slice, URL, URLSearchParams } from './natives.ts';

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

/** Such a URL has the path and the query of its base. */
const isOfBase = (url: string) => exec(/^(?:https?:)?(?:#|$)/i, url);

/** The URL as the parser sees it; one that has the query of its base is resolved. */
export function clean(url: string, base: () => string): string {
  const clean = preprocess(url);
  return isOfBase(clean) ? resolve(clean, base()) : clean;
}

/**
 * Takes parameters of one name out of the query, with the `&` that stands before each; every other byte stays.
 *
 * @param goes tells by its value whether a parameter goes
 * @returns the rest of the URL, and whether a parameter of this name is left in it
 */
export function takeOut(url: string, name: string, goes: (value: string) => boolean): { rest: string; stays: boolean } {
  // Most URLs have no such parameter, which shows without taking them apart.
  const mayHave = indexOf(url, name) >= 0 || indexOf(url, '%') >= 0;
  const parts = mayHave && exec(/^([^?#]*)\?([^#]*)([\s\S]*)/, url);
  if (!parts) return { rest: url, stays: false };
  const [, path, query, hash] = parts as unknown as [string, string, string, string];
  let left = `${query}&`;
  let kept = '';
  let before = '';
  let found = false;
  let stays = false;
  while (left) {
    const end = indexOf(left, '&') + 1;
    const pair = slice(left, 0, end);
    const params = new URLSearchParams(`?${pair}`);
    const isOne = hasName(params, name);
    if (isOne && goes(getParam(params, name))) {
      found = true;
      // Behind an empty pair stands the `&` of that pair.
      if (before === '&') kept += '&';
    } else {
      kept += pair;
      stays = stays || isOne;
    }
    before = pair;
    left = slice(left, end);
  }
  // Without its `?`, an empty URL would have the query of its base.
  const rest = found ? `${path}${kept || !path ? '?' : ''}${slice(kept, 0, -1)}${hash}` : url;
  return { rest, stays };
}

/** What stands before the query and the fragment of a URL. */
export const withoutQuery = (url: string): string => (exec(/^[^?#]*/, url) as RegExpExecArray)[0];

/** Whether a URL means the same whatever it is relative to. */
export const isAbsolute = (url: string): boolean => !!exec(/^https?:\/\//, url);

/** Resolves a URL, and leaves its query and fragment to native, which encodes a query as the page is encoded. */
export function absolute(url: string, base: string): string {
  url = preprocess(url);
  if (isOfBase(url)) return resolve(url, base);
  const head = withoutQuery(url);
  // A blank before the query is part of the path; at the end of a URL it would be none.
  const path = exec(/^(?:https?:)?$/i, head) ? withoutQuery(base) : slice(resolve(`${head}?`, base), 0, -1);
  return path + slice(url, head.length);
}
