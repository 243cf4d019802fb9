// The tags that load ClerkJS, by the attributes that ClerkJS reads or by the names of its builds. Clerk's components
// (`ui.browser.js`) and the shim's own tags have the same attributes, but do not load it.
const CLERK_SCRIPT =
  'script[data-clerk-publishable-key]:not([src*="ui.browser"]):not([data-backend-origins]):not([data-token-origins]),script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"]';

/** Whether the page has a tag that loads ClerkJS, apart from these. */
export const hasClerkScript = (...others: Element[]): boolean =>
  [...document.querySelectorAll(CLERK_SCRIPT)].some((script) => !others.includes(script));

/** Whether a tag has the key of a production instance (C7). */
export const hasProductionScript = (): boolean =>
  !!document.querySelector('script[data-clerk-publishable-key^=pk_live_]');

/**
 * Watches the scripts of the page.
 *
 * @param loaded is called when any script has run, since it may have been ClerkJS
 * @param failed is called when a script of ClerkJS fails to load
 */
export function watchScripts(loaded: () => void, failed: () => void): () => void {
  const onEnd = ({ type, target }: Event) => {
    if (type === 'load') loaded();
    else if ((target as Element).matches(CLERK_SCRIPT)) failed();
  };
  document.addEventListener('load', onEnd, true);
  document.addEventListener('error', onEnd, true);
  return () => {
    document.removeEventListener('load', onEnd, true);
    document.removeEventListener('error', onEnd, true);
  };
}
