import { exec } from '../platform/natives.ts';

// Matches the tags that load ClerkJS, by the attributes that ClerkJS and Clerk's loaders use, or by the names of its
// builds.
const CLERK_SCRIPT =
  'script[data-clerk-js-script],script[data-clerk-publishable-key],script[data-clerk-frontend-api],script[src*="/clerk-js"],script[src*="clerk.browser"],script[src*="clerk.legacy.browser"],script[src*="clerk.headless.browser"]';
// The tags of Clerk's components, and the shim's own, have the same attributes but do not load ClerkJS (H2).
const OTHER_SCRIPT = '[data-clerk-ui-script],[data-backend-origins],[data-token-origins]';
// Clerk's loader adds the tag of the components without their attribute: only the URL identifies it (@clerk/shared
// 4.41).
const UI = /^[^?#]*(?:\bui\.(?:\w+\.)?browser\b|\/@clerk\/ui\b)/;
const BUILD = /^[^?#]*\bclerk\.(?:\w+\.)?browser\b/;

const srcOf = (script: Element) => script.getAttribute('src') || '';

const isClerkScript = (script: Element): boolean =>
  script.matches(CLERK_SCRIPT) &&
  !script.matches(OTHER_SCRIPT) &&
  (script.matches('[data-clerk-js-script]') || !exec(UI, srcOf(script)));

/**
 * What failed to provide a Clerk: scripts of ClerkJS, a tag of the shim that should have loaded it, a Clerk that could
 * not start.
 */
const failures: unknown[] = [];

/** Records that these will provide no Clerk (F2). */
export const noteFailure = (...them: unknown[]): void => void failures.push(...them);

/** Whether a Clerk, or a tag of a page, has been recorded as failed. */
export const hasFailed = (what: object): boolean =>
  failures.some((each) => each === what || Object(each).ownerDocument === what);

/** Whether a page has a tag that loads ClerkJS, other than these. */
export const hasClerkScript = (page: Document, ...others: Element[]): boolean =>
  // This runs for each call in a frame. Engines cache the list until the page changes.
  [...page.getElementsByTagName('script')].some((script) => isClerkScript(script) && !others.includes(script));

/** Whether a page has a tag that may still provide a Clerk. */
export const awaitsClerkScript = (page: Document): boolean => hasClerkScript(page, ...(failures as Element[]));

/** Whether a tag has a publishable key that begins like this: `pk_live_` (C7) or `pk_test_` (F7). */
export const hasScriptWithKey = (page: Document, start: string): boolean =>
  !!page.querySelector(`script[data-clerk-publishable-key^=${start}]`);

/**
 * Watches the scripts of a page.
 *
 * @param loaded is called when any script has run, since it may have been ClerkJS
 * @param isIdle returns whether failures do not matter, because there already is a Clerk
 * @param failed is called when ClerkJS has failed to load, and no other script may still provide it
 */
export function watchScripts(
  page: Document,
  loaded: () => void,
  isIdle: () => unknown,
  failed: () => void,
): () => void {
  const onEnd = ({ type, target }: Event) => {
    const script = target as Partial<Element>;
    // Images and frames load as well, a thousand of them on some pages. Pages may also dispatch such events on the document.
    if (script.localName !== 'script') return;
    if (type === 'load') loaded();
    if (!isClerkScript(script as Element)) return;
    // A build of ClerkJS creates a Clerk when it runs, unless the browser does not support its syntax.
    if ((type === 'load' && !exec(BUILD, srcOf(script as Element))) || isIdle()) return;
    noteFailure(script);
    if (!awaitsClerkScript(page)) failed();
  };
  page.addEventListener('load', onEnd, true);
  page.addEventListener('error', onEnd, true);
  return () => {
    page.removeEventListener('load', onEnd, true);
    page.removeEventListener('error', onEnd, true);
  };
}
