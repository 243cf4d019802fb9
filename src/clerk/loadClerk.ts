import { say } from '../messages.ts';
import { URL } from '../platform/natives.ts';
import { globalClerk, hasClerkScript, type Loadable } from './clerk.ts';

type TrustedTypes = {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
};

/**
 * Where ClerkJS is, as Clerk's own loaders have it: behind the proxy, at the satellite's domain or the Frontend API.
 *
 * @param fault is told of the first attribute that is wrong, and what is allowed; there is no place then
 */
function scriptUrl(dataset: DOMStringMap, fault: (attribute: string, allowed: string) => void) {
  const { clerkPublishableKey = '', clerkProxyUrl, clerkDomain, clerkJsUrl } = dataset;
  const isRight = (attribute: string, allowed: string, check: () => boolean) => {
    try {
      if (check()) return true;
    } catch {
      // Said below.
    }
    fault(attribute, allowed);
    return false;
  };
  const isHttp = (attribute: string, url: string) =>
    isRight(attribute, 'an http or https URL', () => /^https?:$/.test(new URL(url, document.baseURI).protocol));

  // `pk_live_` or `pk_test_`, and in base64 the host of the Frontend API with a `$` behind it.
  const [, live, encoded = ''] = /^pk_(?:(live)|test)_(.+)/.exec(clerkPublishableKey) || [];
  let host = '';
  const hasKey = isRight('publishable-key', "the key of Clerk's dashboard", () => {
    host = atob(encoded);
    return /^[\w.-]+\$$/.test(host);
  });
  if (!hasKey) return;
  const domain = live && clerkDomain;
  const api = clerkProxyUrl || `https://${domain ? domain.replace(/^(clerk\.)*/, 'clerk.') : host.slice(0, -1)}`;
  if (clerkJsUrl ? !isHttp('js-url', clerkJsUrl) : clerkProxyUrl && !isHttp('proxy-url', api)) return;
  return {
    url: clerkJsUrl || `${api.replace(/\/+$/, '')}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
    // Only a production instance is at home on more than one domain without further settings.
    isSatellite: !!domain,
  };
}

/** The URL as pages with `require-trusted-types-for 'script'` want it (G3). */
function trusted(url: string): string {
  try {
    const { trustedTypes } = window as unknown as { trustedTypes: TrustedTypes };
    return trustedTypes.createPolicy('clerk-ajax', { createScriptURL: (it: string) => it }).createScriptURL(url);
  } catch {
    // There are no such types here, or the page's default policy decides.
    return url;
  }
}

/**
 * Adds ClerkJS's script to the page and starts Clerk, unless the page does so itself (rule H). ClerkJS reads its own
 * options from the attributes of the shim's tag, whose names are ClerkJS's.
 *
 * @param failed is called with the reason when that fails (D3)
 */
export function loadClerk(tag: HTMLScriptElement, failed: (reason: string) => void): void {
  if (globalClerk() || hasClerkScript(tag)) return;
  const { dataset, nonce } = tag;
  const script = document.createElement('script');
  const giveUp = (fault: string) => {
    say('error', fault);
    failed('Clerk cannot be loaded');
  };
  const target = scriptUrl(dataset, (attribute, allowed) =>
    giveUp(`data-clerk-${attribute} "${tag.getAttribute(`data-clerk-${attribute}`)}" is not allowed; use ${allowed}`),
  );
  if (!target) return;
  try {
    script.src = trusted(target.url);
  } catch {
    giveUp('ClerkJS cannot be loaded: the Trusted Types of this page must allow the policy "clerk-ajax"');
    return;
  }
  // Whoever looks for a Clerk tag is to find this one.
  script.dataset.clerkPublishableKey = dataset.clerkPublishableKey;
  script.crossOrigin = 'anonymous';
  script.async = true;
  script.nonce = nonce as string;
  script.onload = async () => {
    // A Clerk tag further down the page starts Clerk itself.
    if (hasClerkScript(tag, script)) return;
    try {
      // Where there is none in spite of all, this says so as well.
      await (globalClerk() as Loadable).load({ isSatellite: target.isSatellite });
    } catch {
      failed('Clerk failed to start');
    }
  };
  document.head.append(script);
}
