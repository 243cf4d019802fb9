import { encodeURIComponent, exec, indexOf, slice } from '../platform/natives.ts';
import { clean, takeOut } from '../platform/url.ts';

/** The query parameter that carries the session ID. */
export interface SessionParam {
  /**
   * The URL with a session ID at the end of its query, in place of any that the shim has put there before (C1, C2). Every
   * other byte stays. A parameter of the page's own stays as it is, and none is added then.
   *
   * @param url an absolute or relative URL
   * @param id nothing is added if there is none
   * @param base gives what the URL is relative to
   */
  put(url: string, id: string | undefined, base: () => string): string;
  /** The URL without the session IDs that the shim has put there (E1a). */
  strip(url: string): string;
  /** Whether a URL has such a parameter of the page's own (C2). */
  isIn(url: string): boolean;
}

// What most URLs are made of: no blank, fragment or escape, and not the scheme alone.
const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;

export function createSessionParam(name: string): SessionParam {
  // The page reads URLs back and uses them again: what the shim has put there is not the page's own.
  const issued: { [id: string]: true } = Object.create(null);
  // One session ID is what most calls share.
  let last: string | undefined;
  let encoded = '';
  const isIssued = (value: string) => value in issued;

  /** Adds the parameter before any fragment. */
  const add = (url: string, id: string) => {
    if (id !== last) {
      encoded = encodeURIComponent(id);
      issued[id] = true;
      last = id;
    }
    const end = indexOf(url, '#');
    const head = end < 0 ? url : slice(url, 0, end);
    const query = indexOf(head, '?');
    const glue = query < 0 ? '?' : query === head.length - 1 || head[head.length - 1] === '&' ? '' : '&';
    return `${head}${glue}${name}=${encoded}${slice(url, head.length)}`;
  };

  return {
    put(url, id, base) {
      if (id === undefined && last === undefined) return url;
      if (exec(PLAIN, url) && indexOf(url, name) < 0) return id === undefined ? url : add(url, id);
      const whole = clean(url, base);
      const { rest, stays } = takeOut(whole, name, isIssued);
      if (id !== undefined && !stays) return add(rest, id);
      return rest === whole ? url : rest;
    },
    strip: (url) => (last === undefined ? url : takeOut(url, name, isIssued).rest),
    isIn: (url) => takeOut(url, name, isIssued).stays,
  };
}
