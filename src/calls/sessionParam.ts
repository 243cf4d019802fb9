import { encodeURIComponent, exec, getParam, indexOf, slice, URLSearchParams } from '../platform/natives.ts';
import { addParam, clean, takeOut } from '../platform/url.ts';

/** The query parameter that carries the session ID. */
export interface SessionParam {
  /**
   * Sets the parameter to the active session: appends it to the query, or replaces another value (C1, C2). Leaves every
   * other byte unchanged.
   *
   * @param url an absolute or relative URL
   * @param id if `undefined`, removes the IDs that the shim added before
   * @param base returns the base URL
   */
  put(url: string, id: string | undefined, base: () => string): string;
  /** Removes the session IDs that the shim added to a URL (E1a). */
  strip(url: string): string;
  /** Removes the session IDs that the shim added to URLs in a text, such as an error message (E1a). */
  stripText(text: string): string;
}

// The fast path: most URLs have no space, no fragment and no escape, and are more than a scheme.
const PLAIN = /^[^\0-\x20#%]*[^\0-\x20#%:]$/;

/** Decodes a value of a query. */
const decode = (value: string) => getParam(new URLSearchParams(`?a=${value}`), 'a');

export function createSessionParam(name: string): SessionParam {
  // The session IDs that the shim has added to URLs. The page may read such a URL back and use it again.
  const issued: { [id: string]: true } = Object.create(null);
  // Most calls have the same session ID.
  let last: string | undefined;
  let encoded = '';
  const isIssued = (value: string) => value in issued;
  // In the name, only `.` and `-` could have a special meaning in a pattern.
  const pattern = new RegExp(`^([\\s\\S]*?)[?&]${name}=([\\w%.~!*-]+)([\\s\\S]*)`);

  /** The parameter with an ID, encoded for a URL. */
  const paramOf = (id: string) => {
    if (id !== last) encoded = `${name}=${encodeURIComponent(id)}`;
    last = id;
    return encoded;
  };

  return {
    put(url, id, base) {
      if (id === undefined && last === undefined) return url;
      const param = id === undefined ? '' : paramOf(id);
      const issue = (text: string) => {
        issued[id as string] = true;
        return text;
      };
      if (exec(PLAIN, url) && indexOf(url, name) < 0) return param ? issue(addParam(url, param)) : url;
      const whole = clean(url, base);
      // The ID of another session never matches the cookie, which belongs to the active session. An earlier page load
      // may have put it into a form's action, the address bar or storage.
      const goes = param ? (value: string) => value !== id : isIssued;
      const { rest, stays } = takeOut(whole, name, goes, param);
      if (param && !stays) return issue(addParam(rest, param));
      return rest === whole ? url : param ? issue(rest) : rest;
    },
    strip: (url) => (last === undefined ? url : takeOut(url, name, isIssued).rest),
    stripText(text) {
      if (last === undefined) return text;
      let clean = '';
      let left = text;
      for (;;) {
        const [, before, id, after] = (exec(pattern, left) || []) as string[];
        if (after === undefined) return clean + left;
        clean += isIssued(decode(id as string)) ? before : slice(left, 0, left.length - after.length);
        left = after;
      }
    },
  };
}
