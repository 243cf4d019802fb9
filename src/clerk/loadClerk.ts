import { CANNOT_LOAD, notAllowed, START_FAILED, say, TRUSTED_TYPES } from '../messages.ts';
import { quietly } from '../platform/quietly.ts';
import { hasClerkScript } from './clerkScripts.ts';
import { globalClerk, type Loadable } from './globalClerk.ts';
import { type ScriptUrl, scriptUrl } from './scriptUrl.ts';

type TrustedTypes = {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
};

/** The URL as a page with `require-trusted-types-for 'script'` needs it (G3). */
const trusted = (url: string): string =>
  // The browser may have no Trusted Types. If the policy is refused, the page's default policy decides.
  quietly(() => {
    const { trustedTypes } = window as unknown as { trustedTypes: TrustedTypes };
    return trustedTypes.createPolicy('clerk-ajax', { createScriptURL: (it: string) => it }).createScriptURL(url);
  }, url);

/**
 * Adds ClerkJS's script to the page and starts Clerk, unless the page does so itself (rule H). ClerkJS reads its options from
 * the attributes of the shim's tag, which have the names that it looks for.
 *
 * @param failed is called with the reason if that fails (D3)
 */
export function loadClerk(tag: HTMLScriptElement, failed: (reason: string) => void): void {
  if (globalClerk() || hasClerkScript(document, tag)) return;
  const giveUp = (fault: string) => {
    say('error', fault);
    failed(CANNOT_LOAD);
  };
  // `dataset` would also show members that the page has put into `Object.prototype`.
  const read = (attribute: string) => tag.getAttribute(`data-clerk-${attribute}`);
  const target = scriptUrl(read, (attribute, allowed) =>
    giveUp(`data-clerk-${attribute} ${notAllowed(read(attribute), allowed)}`),
  );
  if (!target) return;
  const script = document.createElement('script');
  try {
    script.src = trusted(target.url);
  } catch {
    giveUp(TRUSTED_TYPES);
    return;
  }
  // Scripts that look for a tag of Clerk find this one.
  script.dataset.clerkPublishableKey = read('publishable-key') as string;
  script.crossOrigin = 'anonymous';
  script.async = true;
  script.nonce = tag.nonce as string;
  script.onload = () => {
    // If there is a tag of Clerk further down the page, that one starts Clerk.
    if (!hasClerkScript(document, tag, script)) void start(target, failed);
  };
  document.head.append(script);
}

async function start({ isSatellite }: ScriptUrl, failed: (reason: string) => void): Promise<void> {
  try {
    // Fails as well if the script has not defined `window.Clerk`.
    await (globalClerk() as Loadable).load({ isSatellite });
  } catch {
    failed(START_FAILED);
  }
}
