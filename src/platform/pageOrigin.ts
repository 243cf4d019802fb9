import { quietly } from './quietly.ts';

/**
 * The page's origin, which `'self'` stands for. A `srcdoc` frame inherits it from its parent, so `location` does not
 * contain it, and a page's own `var origin` overwrites `window.origin`. A `blob:` URL always contains it.
 *
 * @throws DOMException for the window of another origin
 */
export function pageOrigin({ location, URL, Blob }: Window & typeof globalThis = window): string {
  if (/^http/.test(location.origin)) return location.origin;
  // The page may have replaced `Blob`.
  return quietly(() => {
    const url = URL.createObjectURL(new Blob());
    URL.revokeObjectURL(url);
    return new URL(url).origin;
  }, 'null');
}

const siteOf = (origin: string) => origin.replace(/^ws/, 'http').replace(/:\d+$/, '');

/**
 * Whether Clerk's cookie can reach an origin: a cookie without a domain reaches the page's host only, on any port. If
 * one is http and the other https, browsers treat them as two sites, between which no cookie with `SameSite=Lax` goes.
 */
export const isPageHost = (origin: string): boolean =>
  /^(?:http|ws)/.test(origin) && siteOf(origin) === siteOf(pageOrigin());
