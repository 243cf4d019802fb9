import type { BrowserClerk } from '@clerk/shared/types';
import { KEY } from './clerkTag.ts';
import { engine, newKey, type PageWindow } from './page.ts';

/** The versions of ClerkJS that the browser can read: Chromium 75 cannot read the usual builds of 5 and 6. */
export const MAJORS = engine === 'chromium75' ? [4] : [4, 5, 6];

/** A Frontend API that nobody else asks, with Ada and Grace signed in. */
export const newFrontendApi = () => `/__clerk/${newKey()}`;

/** Adds real ClerkJS to a page, and waits until its script has run. */
export async function addClerkJs(window: PageWindow, major: number, api = newFrontendApi()): Promise<BrowserClerk> {
  const script = window.document.createElement('script');
  script.setAttribute('data-clerk-publishable-key', KEY);
  script.setAttribute('data-clerk-proxy-url', api);
  script.src = `${api}/npm/@clerk/clerk-js@${major}/dist/clerk.browser.js`;
  const ran = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`no script at ${script.src}`));
  });
  window.document.head.append(script);
  await ran;
  return window.Clerk as unknown as BrowserClerk;
}

/** Pages under test share an origin, where ClerkJS keeps what it knows: this takes it away. */
export function forgetClerk(): void {
  localStorage.clear();
  for (const [name] of document.cookie.matchAll(/\b(__clerk|__client|__session|clerk)\w*(?==)/g)) {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is younger than the engines
    document.cookie = `${name}=; Path=/; Max-Age=0`;
  }
}
