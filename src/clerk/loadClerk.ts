import { CANNOT_LOAD, notAllowed, START_FAILED, say, TRUSTED_TYPES } from '../messages.ts';
import { quietly } from '../platform/quietly.ts';
import { hasClerkScript, noteFailure } from './clerkScripts.ts';
import { globalClerk, type Loadable } from './globalClerk.ts';
import { loadOptions } from './loadOptions.ts';
import { type ReadClerk, scriptUrl } from './scriptUrl.ts';

type TrustedTypes = {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
};

/** Converts the URL for pages with `require-trusted-types-for 'script'` (G3). */
const trusted = (url: string): string =>
  // The browser may lack Trusted Types. If the page does not allow the policy, its default policy decides.
  quietly(() => {
    const { trustedTypes } = window as unknown as { trustedTypes: TrustedTypes };
    return trustedTypes.createPolicy('clerk-ajax', { createScriptURL: (it: string) => it }).createScriptURL(url);
  }, url);

/**
 * Adds ClerkJS's script to the page and starts Clerk, unless the page does so itself (rule H). The attributes of the
 * shim's tag have the names of ClerkJS's own.
 *
 * @param failed is called with the reason if that fails (D3)
 */
export function loadClerk(tag: HTMLScriptElement, failed: (reason: string) => void): void {
  if (globalClerk() || hasClerkScript(document, tag)) return;
  // Without backends, this tag looks like one that may still provide a Clerk.
  const giveUp = (fault: string) => {
    say('error', fault);
    noteFailure(tag);
    failed(CANNOT_LOAD);
  };
  // `dataset` would also inherit members that the page has added to `Object.prototype`.
  const read: ReadClerk = (attribute) => tag.getAttribute(`data-clerk-${attribute}`);
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
  // Lets scripts that look for a tag of Clerk find this one.
  script.dataset.clerkPublishableKey = read('publishable-key') as string;
  script.crossOrigin = 'anonymous';
  script.async = true;
  script.nonce = tag.nonce as string;
  // The script watcher ends the wait; a tag without backends has none.
  script.onerror = () => noteFailure(tag, script);
  script.onload = async () => {
    // If there is a tag of Clerk further down the page, that tag starts Clerk.
    if (hasClerkScript(document, tag, script)) return;
    const clerk = globalClerk();
    try {
      // Also fails if the script has not defined `window.Clerk`.
      await (clerk as Loadable).load(loadOptions(read, target.isSatellite));
    } catch {
      noteFailure(tag, script, clerk);
      failed(START_FAILED);
    }
  };
  document.head.append(script);
}
