import { ALLOWED_DOMAIN, ALLOWED_KEY, ALLOWED_URL } from '../messages.ts';
import { quietly } from '../platform/quietly.ts';
import { resolve } from '../platform/url.ts';

/** Where ClerkJS's script is. */
export interface ScriptUrl {
  url: string;
  /** Whether this page is on a satellite domain of the instance. */
  isSatellite: boolean;
}

/**
 * The host of the Frontend API. A publishable key is `pk_live_` or `pk_test_`, and this host and a `$` in base64.
 *
 * @returns `''` if it is not a key
 */
export const hostOfKey = (key: string): string =>
  quietly(() => {
    const [, encoded] = /^pk_(?:live|test)_(.+)/.exec(key) as RegExpExecArray;
    const [, host] = /^([\w.-]+)\$$/.exec(atob(encoded as string)) as RegExpExecArray;
    return host as string;
  }, '');

const isHttp = (url: string, base: string) => quietly(() => /^https?:/.test(resolve(url, base)));

/**
 * Finds ClerkJS's script as Clerk's own loaders do: behind the proxy, at the satellite domain, or at the Frontend API.
 *
 * @param read gives an attribute of the tag by its name without `data-clerk-`
 * @param fault is called for the first attribute that is wrong, with what is allowed
 * @param base the document's base URL
 * @returns nothing if an attribute is wrong
 */
export function scriptUrl(
  read: (attribute: string) => string | null,
  fault: (attribute: string, allowed: string) => void,
  base = document.baseURI,
): ScriptUrl | undefined {
  const key = read('publishable-key') || '';
  const domain = read('domain');
  const proxy = read('proxy-url');
  const own = read('js-url');
  const host = hostOfKey(key);
  if (!host) fault('publishable-key', ALLOWED_KEY);
  else if (domain && !/^[\w.-]+(:\d+)?$/.test(domain)) fault('domain', ALLOWED_DOMAIN);
  else if (proxy && !isHttp(proxy, base)) fault('proxy-url', ALLOWED_URL);
  else if (own && !isHttp(own, base)) fault('js-url', ALLOWED_URL);
  else {
    // A development instance has no satellite domains unless further options are set.
    const isSatellite = !!domain && /^pk_live_/.test(key);
    const at = isSatellite ? (domain as string).replace(/^(clerk\.)*/, 'clerk.') : host;
    const api = (proxy || `https://${at}`).replace(/\/+$/, '');
    return { url: own || `${api}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`, isSatellite };
  }
  return;
}
