// Any tag that loads ClerkJS, by the attributes that ClerkJS itself reads or by the names of its builds. Clerk's
// components (`ui.browser.js`) and the shim's own tags have the same attributes, and are none.
const CLERK_SCRIPT =
  'script[data-clerk-publishable-key]:not([src*="ui.browser"]):not([data-backend-origins]),script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"]';

/** Whether a script, other than those given, loads ClerkJS into this page. */
export const hasClerkScript = (...others: Element[]): boolean =>
  [...document.querySelectorAll(CLERK_SCRIPT)].some((script) => !others.includes(script));

/** Whether the key of a tag is that of a production instance (C7). */
export const hasProductionScript = (): boolean =>
  !!document.querySelector('script[data-clerk-publishable-key^=pk_live_]');

/**
 * Watches the ends of scripts.
 *
 * @param loaded is called whenever one has run: it may have been ClerkJS
 * @param failed is called when one that loads ClerkJS has not come
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
