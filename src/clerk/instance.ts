import type { ClerkInstance } from '../types.ts';
import { frontendApiOf, hostOfKey, type ReadClerk } from './scriptUrl.ts';

const TAGS = 'script[data-clerk-publishable-key]';

/**
 * What is known of a page's Clerk instance before Clerk has loaded: from Clerk itself, or else from the tags that have
 * its key.
 *
 * @returns a function that reads an attribute, as {@link ReadClerk}; the key is `null` if the tags do not agree
 */
export function instanceOf({ publishableKey, domain, proxyUrl }: Partial<ClerkInstance>, page: Document): ReadClerk {
  if (publishableKey) {
    return (name) =>
      (name === 'publishable-key' ? publishableKey : name === 'domain' ? domain : name === 'proxy-url' && proxyUrl) ||
      null;
  }
  const tags = page.querySelectorAll(TAGS);
  const valueOf = (i: number, name: string) => (tags[i] as Element).getAttribute(`data-clerk-${name}`);
  return (name) => {
    let value: string | null = null;
    for (let i = 0; i < tags.length; i++) {
      const own = valueOf(i, name);
      if (name === 'publishable-key' && i && own !== value) return null;
      value = value || own;
    }
    return value;
  };
}

/** Whether an instance issues tokens with this `iss`: its Frontend API, or what stands in front of that. */
export function isIssuer(read: ReadClerk, iss: unknown): boolean {
  const host = hostOfKey(read('publishable-key') || '');
  return !!host && (iss === `https://${host}` || iss === frontendApiOf(read));
}
