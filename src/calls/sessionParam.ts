import { addParam, dropParam } from '../platform/url.ts';

/** The query parameter that carries the session ID. */
export interface SessionParam {
  /**
   * The URL with a session ID (C1), in place of any that the shim has put there before (C2).
   *
   * @param id nothing is put there where there is none
   * @param base gives what the URL is relative to
   */
  put(url: string, id: string | undefined, base: () => string): string;
  /** The URL without the session IDs that the shim has put there (E1a). */
  strip(url: string): string;
}

export function createSessionParam(name: string): SessionParam {
  // The page reads URLs back and uses them again: what the shim has put there is not the page's own.
  const issued: { [id: string]: true } = Object.create(null);
  let last: string | undefined;
  const isIssued = (value: string) => value in issued;
  return {
    put(url, id, base) {
      if (id === undefined && last === undefined) return url;
      const result = addParam(url, name, id, base, isIssued);
      if (id !== undefined && id !== last) {
        issued[id] = true;
        last = id;
      }
      return result;
    },
    strip: (url) => (last === undefined ? url : dropParam(url, name, isIssued)),
  };
}
