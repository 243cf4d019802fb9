import { expect } from 'chai';
import { clerkScripts, loadingShim } from '../kit/clerkTag.ts';
import { engine, openPage, origins } from '../kit/page.ts';

const live = `pk_live_${btoa('clerk.example.com$')}`;
/** Chromium 75 cannot read ES2022. */
const BUILD = engine === 'chromium75' ? 'clerk.legacy.browser.js' : 'clerk.browser.js';
const FILE = `/npm/@clerk/clerk-js@6/dist/${BUILD}`;

/** Opens a page whose policy keeps it from asking the real Clerk for anything; the address of the script is what counts. */
const addressFor = async (attributes: Record<string, string>) => {
  const { window } = await openPage({
    headers: { 'Content-Security-Policy': `script-src ${origins.page}/dist/ ${origins.page}/support/` },
    head: [loadingShim(attributes)],
  });
  const scripts = clerkScripts(window);
  expect(scripts).to.have.length(1);
  return scripts[0]?.src;
};

describe('where ClerkJS comes from', () => {
  const ADDRESSES: [what: string, attributes: Record<string, string>, url: string][] = [
    ['the Frontend API of the key', {}, `https://demo.clerk.accounts.dev${FILE}`],
    [
      'the Frontend API of a production key',
      { 'data-clerk-publishable-key': live },
      `https://clerk.example.com${FILE}`,
    ],
    ['a proxy', { 'data-clerk-proxy-url': 'https://shop.test/__clerk' }, `https://shop.test/__clerk${FILE}`],
    [
      'a proxy, with slashes at its end',
      { 'data-clerk-proxy-url': 'https://shop.test/__clerk//' },
      `https://shop.test/__clerk${FILE}`,
    ],
    ['a proxy path of the page', { 'data-clerk-proxy-url': '/__clerk' }, `${origins.page}/__clerk${FILE}`],
    [
      'a satellite domain in production',
      { 'data-clerk-publishable-key': live, 'data-clerk-domain': 'satellite.test' },
      `https://clerk.satellite.test${FILE}`,
    ],
    [
      'a satellite domain that has its prefix already',
      { 'data-clerk-publishable-key': live, 'data-clerk-domain': 'clerk.satellite.test' },
      `https://clerk.satellite.test${FILE}`,
    ],
    [
      'the Frontend API, in development, whatever the domain',
      { 'data-clerk-domain': 'satellite.test' },
      `https://demo.clerk.accounts.dev${FILE}`,
    ],
    [
      'the Frontend API, for a satellite in development',
      { 'data-clerk-domain': 'satellite.test', 'data-clerk-sign-in-url': 'https://primary.test/sign-in' },
      `https://demo.clerk.accounts.dev${FILE}`,
    ],
    [
      'the proxy, whatever the domain',
      {
        'data-clerk-publishable-key': live,
        'data-clerk-domain': 'satellite.test',
        'data-clerk-proxy-url': 'https://shop.test/c',
      },
      `https://shop.test/c${FILE}`,
    ],
    [
      'data-clerk-js-url, whatever else is there',
      {
        'data-clerk-publishable-key': live,
        'data-clerk-domain': 'satellite.test',
        'data-clerk-proxy-url': 'https://shop.test/c',
        'data-clerk-js-url': '/js/clerk.browser.js',
      },
      `${origins.page}/js/clerk.browser.js`,
    ],
  ];
  for (const [what, attributes, url] of ADDRESSES) {
    it(`H1, H: ClerkJS is loaded from the right address: ${what}`, async () => {
      expect(await addressFor(attributes)).to.equal(url);
    });
  }
});
