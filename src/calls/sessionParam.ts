import { encodeURIComponent, exec, indexOf } from '../platform/natives.ts';
import { addParam, clean, takeOut } from '../platform/url.ts';

/** The query parameter that carries the session ID. */
export interface SessionParam {
  /**
   * Puts a session ID at the end of the query, and removes those that the shim has put there before (C1, C2). Every other
   * byte stays. If the page has written the parameter itself, the URL stays as it is.
   *
   * @param url an absolute or relative URL
   * @param id nothing is added if it is `undefined`
   * @param base gives the base URL
   */
  put(url: string, id: string | undefined, base: () => string): string;
  /** Removes the session IDs that the shim has put into a URL (E1a). */
  strip(url: string): string;
  /** Whether the page has written the parameter into a URL itself (C2). */
  isIn(url: string): boolean;
}

// Most URLs have no space, no fragment and no escape, and are more than a scheme.
const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;

export function createSessionParam(name: string): SessionParam {
  // The page may read a URL back and use it again. These session IDs in it are the shim's.
  const issued: { [id: string]: true } = Object.create(null);
  // Most calls have the same session ID.
  let last: string | undefined;
  let encoded = '';
  const isIssued = (value: string) => value in issued;

  const add = (url: string, id: string) => {
    if (id !== last) {
      encoded = encodeURIComponent(id);
      issued[id] = true;
      last = id;
    }
    return addParam(url, name, encoded);
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
