import { globalClerk, hasClerkScript } from './clerk.ts';
import { say } from './log.ts';

type TrustedTypes = {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
};

/** Where ClerkJS is, as Clerk's own loaders have it: behind the proxy, at the satellite's domain or the Frontend API. */
function scriptUrl({ clerkPublishableKey = '', clerkProxyUrl, clerkDomain, clerkJsUrl }: DOMStringMap) {
  // `pk_live_` or `pk_test_`, and in base64 the host of the Frontend API with a `$` behind it.
  const [, live, encoded = ''] = /^pk_(?:(live)|test)_(.+)/.exec(clerkPublishableKey) || [];
  const [, host] = /^([\w.-]+)\$$/.exec(atob(encoded)) as unknown as string[];
  const domain = live && clerkDomain;
  const api = clerkProxyUrl || `https://${domain ? domain.replace(/^(clerk\.)*/, 'clerk.') : host}`;
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
  try {
    const { url, isSatellite } = scriptUrl(dataset);
    const script = document.createElement('script');
    script.src = trusted(url);
    script.crossOrigin = 'anonymous';
    script.async = true;
    script.nonce = nonce as string;
    script.onerror = () => failed("Clerk's script failed to load");
    script.onload = async () => {
      // A Clerk tag further down the page starts Clerk itself.
      if (hasClerkScript(tag, script)) return;
      try {
        await globalClerk()?.load?.({ isSatellite });
      } catch {
        failed('Clerk failed to start');
      }
    };
    document.head.append(script);
  } catch {
    say(
      'error',
      `data-clerk-publishable-key "${dataset.clerkPublishableKey}" is not allowed; use the key of Clerk's dashboard`,
    );
    failed('Clerk cannot be loaded');
  }
}
