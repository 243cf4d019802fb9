import { exec, getParam, hasName, hrefOf, indexOf, slice, URL, URLSearchParams } from './natives.ts';

/** Resolves a URL as the browser does. @throws TypeError if it is not a URL */
export const resolve = (url: string, base?: string): string => hrefOf(new URL(url, base));

const isRemoved = (character = '') => exec(/[\t\n\r]/, character);

/**
 * Does what the URL parser does first: it removes control characters and spaces from both ends, and tabs and newlines from
 * everywhere (https://url.spec.whatwg.org/#concept-basic-url-parser). Otherwise a parameter could be put behind a space that
 * native cuts off, and `/\n/evil.test` would look like a path.
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
    // Native replaces each half of a split surrogate pair by U+FFFD before it removes the newline between them.
    clean += exec(/[\ud800-\udbff]/, character) && isRemoved(url[start + 1]) ? '\ufffd' : character;
  }
  return clean;
}

/** Whether a URL takes over the path and the query of its base. */
const isOfBase = (url: string) => exec(/^(?:https?:)?(?:#|$)/i, url);

/** The URL as the parser sees it; it is resolved if it takes over the query of its base. */
export function clean(url: string, base: () => string): string {
  const clean = preprocess(url);
  return isOfBase(clean) ? resolve(clean, base()) : clean;
}

/** Adds `name=value`, encoded, at the end of the query, before any fragment. Every other byte stays. */
export function addParam(url: string, param: string): string {
  const end = indexOf(url, '#');
  const head = end < 0 ? url : slice(url, 0, end);
  const query = indexOf(head, '?');
  const glue = query < 0 ? '?' : query === head.length - 1 || head[head.length - 1] === '&' ? '' : '&';
  return `${head}${glue}${param}${slice(url, head.length)}`;
}

/**
 * Removes or replaces parameters of one name in the query; one that is removed takes the `&` before it along. Every other byte
 * stays.
 *
 * @param goes decides by its value whether a parameter goes
 * @param by a name and a value, encoded, in its place
 * @returns the rest of the URL, and whether it still has a parameter of this name
 */
export function takeOut(
  url: string,
  name: string,
  goes: (value: string) => boolean,
  by?: string,
): { rest: string; stays: boolean } {
  // Most URLs do not have the parameter, and need not be parsed to see that.
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
  // An empty URL would take over the query of its base.
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
