import { at, origins, type PageWindow } from './page.ts';
import { until } from './until.ts';

/** A key of a development instance whose Frontend API is demo.clerk.accounts.dev, which no test asks for anything. */
export const KEY = 'pk_test_ZGVtby5jbGVyay5hY2NvdW50cy5kZXYk';

/** The stand-in of ClerkJS at an address of the backend's, for `data-clerk-js-url`; its requests stand under the key. */
export const fakeClerkJs = (key: string) => at('backend', key, 'file', '/support/fake-clerk.js');

/** The shim's tag that loads ClerkJS itself (rule H). */
export const loadingShim = (attributes: Record<string, string> = {}) => ({
  shim: { 'data-backend-origins': origins.backend, 'data-clerk-publishable-key': KEY, ...attributes },
});

/** The scripts that load ClerkJS into a page. */
export const clerkScripts = ({ document }: PageWindow) =>
  [...document.querySelectorAll('script')].filter(({ src }) => /clerk\.browser|fake-clerk|clerk-js/.test(src));

/** Waits until ClerkJS is there and was told to load so many times. */
export const loaded = (window: PageWindow, times = 1) =>
  until(() => (window.Clerk?.control?.loads.length ?? -1) >= times);
