import { ALLOWED_DOMAIN, ALLOWED_KEY, ALLOWED_URL } from '../messages.ts';
import { resolve } from '../platform/url.ts';

/** Where ClerkJS is. */
export interface ScriptUrl {
  url: string;
  /** Whether this page is at home on another domain than the instance. */
  isSatellite: boolean;
}

const hostOfKey = (key: string) => {
  // `pk_live_` or `pk_test_`, and in base64 the host of the Frontend API with a `$` behind it.
  const [, encoded = ''] = /^pk_(?:live|test)_(.+)/.exec(key) || [];
  const [, host] = /^([\w.-]+)\$$/.exec(atob(encoded)) as RegExpExecArray;
  return host as string;
};

/**
 * Where ClerkJS is, as Clerk's own loaders have it: behind the proxy, at the satellite's domain or the Frontend API.
 *
 * @param read gives an attribute of the tag, by its name behind `data-clerk-`
 * @param fault is called for the first attribute that is wrong, with what is allowed
 * @returns nothing where an attribute is wrong
 */
export function scriptUrl(
  read: (attribute: string) => string | null,
  fault: (attribute: string, allowed: string) => void,
): ScriptUrl | undefined {
  const key = read('publishable-key') || '';
  const proxy = read('proxy-url');
  const domain = read('domain');
  const own = read('js-url');
  let host = '';
  const isHttp = (url: string) => /^https?:/.test(resolve(url, document.baseURI));
  const checks: [attribute: string, allowed: string, check: () => unknown][] = [
    ['publishable-key', ALLOWED_KEY, () => (host = hostOfKey(key))],
    ['domain', ALLOWED_DOMAIN, () => !domain || /^[\w.-]+(:\d+)?$/.test(domain)],
    ['proxy-url', ALLOWED_URL, () => !proxy || isHttp(proxy)],
    ['js-url', ALLOWED_URL, () => !own || isHttp(own)],
  ];
  for (const [attribute, allowed, check] of checks) {
    try {
      if (check()) continue;
    } catch {
      // It is no URL, or not base64.
    }
    fault(attribute, allowed);
    return;
  }
  // Only a production instance is at home on more than one domain without further settings.
  const isSatellite = !!domain && /^pk_live_/.test(key);
  if (isSatellite) host = (domain as string).replace(/^(clerk\.)*/, 'clerk.');
  const api = proxy || `https://${host}`;
  return { url: own || `${api.replace(/\/+$/, '')}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`, isSatellite };
}
