import { exec, getParam, hasName, hrefOf, indexOf, slice, URL, URLSearchParams } from './natives.ts';

/** Resolves a URL as the browser does. @throws TypeError if it is not a URL */
export const resolve = (url: string, base?: string): string => hrefOf(new URL(url, base));

const isRemoved = (character = '') => exec(/[\t\n\r]/, character);

/**
 * Does the URL parser's first step: removes control characters and spaces from both ends, and tabs and newlines
 * everywhere (https://url.spec.whatwg.org/#concept-basic-url-parser). Otherwise a parameter could end up behind a space
 * that native strips, and `/\n/evil.test` would look like a path.
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
    if (isRemoved(character)) continue;
    // Native replaces each half of a split surrogate pair with U+FFFD before it removes the newline between them.
    clean += exec(/[\ud800-\udbff]/, character) && isRemoved(url[start + 1]) ? '\ufffd' : character;
  }
  return clean;
}

/** Whether a URL inherits the path and the query of its base. */
const isOfBase = (url: string) => exec(/^(?:https?:)?(?:#|$)/i, url);

/** The URL as the parser sees it; resolved if it inherits the query of its base. */
export function clean(url: string, base: () => string): string {
  const clean = preprocess(url);
  return isOfBase(clean) ? resolve(clean, base()) : clean;
}

/** Appends an encoded `name=value` to the query, before any fragment. Leaves every other byte unchanged. */
export function addParam(url: string, param: string): string {
  const end = indexOf(url, '#');
  const head = end < 0 ? url : slice(url, 0, end);
  const query = indexOf(head, '?');
  const glue = query < 0 ? '?' : query === head.length - 1 || head[head.length - 1] === '&' ? '' : '&';
  return `${head}${glue}${param}${slice(url, head.length)}`;
}

/**
 * Removes or replaces the parameters with a given name in the query; the `&` before a removed one is removed with it.
 * Leaves every other byte unchanged.
 *
 * @param goes whether a parameter with this value is removed
 * @param by an encoded `name=value` to put in its place
 * @returns the rest of the URL, and whether it still has a parameter of this name
 */
export function takeOut(
  url: string,
  name: string,
  goes: (value: string) => boolean,
  by?: string,
): { rest: string; stays: boolean } {
  // Most URLs lack the parameter, which can be seen without parsing.
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
      if (by) {
        kept += `${by}&`;
        stays = true;
        // The `&` before it belongs to an empty pair, which stays.
      } else if (before === '&') kept += '&';
    } else {
      kept += pair;
      stays = stays || isOne;
    }
    before = pair;
    left = slice(left, end);
  }
  // An empty URL would inherit the query of its base.
  const rest = found ? `${path}${kept || !path ? '?' : ''}${slice(kept, 0, -1)}${hash}` : url;
  return { rest, stays };
}

/** The part of a URL before its query and its fragment. */
export const withoutQuery = (url: string): string => (exec(/^[^?#]*/, url) as RegExpExecArray)[0];

/** Whether a URL does not depend on its base. */
export const isAbsolute = (url: string): boolean => !!exec(/^https?:\/\//, url);

/** Resolves all but the query and the fragment of a URL: native encodes the query in the encoding of the page. */
export function absolute(url: string, base: string): string {
  url = preprocess(url);
  if (isOfBase(url)) return resolve(url, base);
  const head = withoutQuery(url);
  // With the `?`, a space at the end of the path stays part of it.
  const path = exec(/^(?:https?:)?$/i, head) ? withoutQuery(base) : slice(resolve(`${head}?`, base), 0, -1);
  return path + slice(url, head.length);
}
