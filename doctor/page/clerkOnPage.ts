import { hostOfKey } from '../../src/clerk/scriptUrl.ts';
import type { Element } from './document.ts';
import { baseOf, type Page } from './page.ts';
import { isClerkJs, type TagRead } from './tag.ts';

/** ClerkJS on the page. */
export interface ClerkOnPage {
  /** The publishable key. */
  key: string | undefined;
  /** Its script. */
  clerkJs: URL | undefined;
  /** Its own tag; absent where the shim inserts it. */
  clerkTag: Element | undefined;
}

export function findClerk({ document, url }: Page, { key, clerkJs }: TagRead): ClerkOnPage {
  const clerkTag = document.scripts.find(isClerkJs);
  const { src } = clerkTag?.attributes ?? {};
  const base = baseOf(document, url, clerkTag);
  return {
    key: (key ?? clerkTag?.attributes['data-clerk-publishable-key']) || undefined,
    clerkJs: src && URL.canParse(src, base) ? new URL(src, base) : clerkJs,
    clerkTag,
  };
}

/** Where ClerkJS finds Clerk: behind a proxy, or at the host that the key names. */
export function frontendApiOf({ document, base }: Page, key = ''): URL | undefined {
  const proxy = document.scripts.map(({ attributes }) => attributes['data-clerk-proxy-url']).find(Boolean);
  const url = proxy && URL.canParse(proxy, base) ? new URL(proxy, base) : undefined;
  // `localhost:8080` is a URL, too, of a scheme of that name.
  if (url && /^https?:$/.test(url.protocol)) return new URL(`${url.href.replace(/\/*$/, '')}/`);
  const host = hostOfKey(key);
  return host ? new URL(`https://${host}/`) : undefined;
}
