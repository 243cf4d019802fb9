import { CANNOT_LOAD, notAllowed, START_FAILED, say, TRUSTED_TYPES } from '../messages.ts';
import { hasClerkScript } from './clerkScripts.ts';
import { globalClerk, type Loadable } from './globalClerk.ts';
import { type ScriptUrl, scriptUrl } from './scriptUrl.ts';

type TrustedTypes = {
  createPolicy(name: string, rules: object): { createScriptURL(url: string): string };
};

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
  const giveUp = (fault: string) => {
    say('error', fault);
    failed(CANNOT_LOAD);
  };
  // As attributes, and not by `dataset`, which shows what a page has put into `Object.prototype`.
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
  // Whoever looks for a Clerk tag is to find this one.
  script.dataset.clerkPublishableKey = read('publishable-key') as string;
  script.crossOrigin = 'anonymous';
  script.async = true;
  script.nonce = tag.nonce as string;
  script.onload = () => {
    // A Clerk tag further down the page starts Clerk itself.
    if (!hasClerkScript(tag, script)) void start(target, failed);
  };
  document.head.append(script);
}

async function start({ isSatellite }: ScriptUrl, failed: (reason: string) => void): Promise<void> {
  try {
    // Where there is none in spite of all, this says so as well.
    await (globalClerk() as Loadable).load({ isSatellite });
  } catch {
    failed(START_FAILED);
  }
}
