import { ALLOWED_BOOLEAN, ALLOWED_DOMAIN, ALLOWED_KEY, ALLOWED_PRIMARY, ALLOWED_URL } from '../messages.ts';
import { pageOrigin } from '../platform/pageOrigin.ts';
import { quietly } from '../platform/quietly.ts';
import { resolve } from '../platform/url.ts';

/** Where ClerkJS's script is. */
export interface ScriptUrl {
  url: string;
  /** Whether this page is on a satellite domain of the instance. */
  isSatellite: boolean;
}

/** Returns an attribute of the tag by its name without `data-clerk-`. */
export type ReadClerk = (attribute: string) => string | null;

/**
 * The host of the Frontend API. A publishable key is `pk_live_` or `pk_test_` followed by the base64 of this host and a
 * `$`.
 *
 * @returns `''` if it is not a key
 */
export const hostOfKey = (key: string): string =>
  quietly(() => {
    const [, encoded] = /^pk_(?:live|test)_(.+)/.exec(key) as RegExpExecArray;
    const [, host] = /^([\w.-]+)\$$/.exec(atob(encoded as string)) as RegExpExecArray;
    return host as string;
  }, '');

/** Where the page finds the Frontend API: behind the proxy, at the satellite domain, or at the host of the key. */
export function frontendApiOf(read: ReadClerk): string {
  const key = read('publishable-key') || '';
  const domain = read('domain');
  // A development instance serves its satellites from its own Frontend API.
  const host = domain && /^pk_live_/.test(key) ? domain.replace(/^(clerk\.)*/, 'clerk.') : hostOfKey(key);
  return (read('proxy-url') || `https://${host}`).replace(/\/+$/, '');
}

const FLAG: string = 'v';

/**
 * Which build of ClerkJS this browser supports (H1). Clerk targets the regular build at browsers of the last two years,
 * with ES2022 syntax, and the larger legacy build at the browsers that the shim supports. Syntax cannot be detected
 * without `eval`, and methods may be polyfilled. This flag is newer than the syntax (Chrome 112, Firefox 116, Safari
 * 17), and no polyfill adds it.
 */
const build = () => (quietly(() => new RegExp('', FLAG)) ? 'clerk.browser.js' : 'clerk.legacy.browser.js');

/**
 * Finds ClerkJS's script where Clerk's own loaders do.
 *
 * @param fault is called for the first invalid attribute, with what is allowed
 * @param base the document's base URL
 * @param self the page's origin
 * @returns nothing if an attribute is invalid
 */
export function scriptUrl(
  read: ReadClerk,
  fault: (attribute: string, allowed: string) => void,
  base = document.baseURI,
  self = pageOrigin(),
): ScriptUrl | undefined {
  const key = read('publishable-key') || '';
  // ClerkJS throws if a satellite of a development instance has no sign-in URL.
  const isSatellite = !!read('domain') && (/^pk_live_/.test(key) || !!read('sign-in-url'));
  const isHttp = (url: string) => quietly(() => /^https?:/.test(resolve(url, base)));
  // ClerkJS throws unless the sign-in URL of a satellite is absolute and cross-origin.
  const isPrimary = (url: string) => !isSatellite || quietly(() => new URL(url).origin !== self);
  const rules: [attribute: string, allowed: string, isRight: (value: string) => unknown][] = [
    ['domain', ALLOWED_DOMAIN, (domain) => /^[\w.-]+(:\d+)?$/.test(domain)],
    ['proxy-url', ALLOWED_URL, isHttp],
    ['js-url', ALLOWED_URL, isHttp],
    ['sign-in-url', ALLOWED_URL, isHttp],
    ['sign-in-url', ALLOWED_PRIMARY, isPrimary],
    ['sign-up-url', ALLOWED_URL, isHttp],
    ['satellite-auto-sync', ALLOWED_BOOLEAN, (flag) => /^(?:true|false)$/.test(flag)],
  ];
  if (!hostOfKey(key)) return void fault('publishable-key', ALLOWED_KEY);
  for (const [attribute, allowed, isRight] of rules) {
    const value = read(attribute);
    if (value && !isRight(value)) return void fault(attribute, allowed);
  }
  return { url: read('js-url') || `${frontendApiOf(read)}/npm/@clerk/clerk-js@6/dist/${build()}`, isSatellite };
}
