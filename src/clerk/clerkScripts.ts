// The tags that load ClerkJS, by the attributes that ClerkJS reads or by the names of its builds. Clerk's components
// (`ui.browser.js`) and the shim's own tags have the same attributes, but do not load it.
const CLERK_SCRIPT =
  'script[data-clerk-publishable-key]:not([src*="ui.browser"]):not([data-backend-origins]):not([data-token-origins]),script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"]';

/** Whether a page has a tag that loads ClerkJS, apart from these. */
export const hasClerkScript = (page: Document, ...others: Element[]): boolean =>
  // Engines keep this list while the page does not change. It is read for each call in a frame.
  [...page.getElementsByTagName('script')].some((script) => script.matches(CLERK_SCRIPT) && !others.includes(script));

/** Whether a tag has the key of a production instance (C7). */
export const hasProductionScript = (page: Document): boolean =>
  !!page.querySelector('script[data-clerk-publishable-key^=pk_live_]');

/**
 * Watches the scripts of a page.
 *
 * @param loaded is called when any script has run, since it may have been ClerkJS
 * @param failed is called when a script of ClerkJS fails to load
 */
export function watchScripts(page: Document, loaded: () => void, failed: () => void): () => void {
  const onEnd = ({ type, target }: Event) => {
    if (type === 'load') loaded();
    else if ((target as Element).matches(CLERK_SCRIPT)) failed();
  };
  page.addEventListener('load', onEnd, true);
  page.addEventListener('error', onEnd, true);
  return () => {
    page.removeEventListener('load', onEnd, true);
    page.removeEventListener('error', onEnd, true);
  };
}
