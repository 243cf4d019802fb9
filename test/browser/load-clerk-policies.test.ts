import { expect } from 'chai';
import { clerkScripts, fakeClerkJs, loaded, loadingShim } from '../kit/clerkTag.ts';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { clerkOf, onlyLine, sessions, shimLines } from '../kit/session.ts';

const policy = (...more: string[]) => ({
  'Content-Security-Policy': [
    "default-src 'none'",
    "script-src 'nonce-abc'",
    `connect-src 'self' ${origins.backend}`,
    ...more,
  ].join('; '),
});
const violations: string[] = [];
const watch = {
  run: ({ document }: PageWindow) => {
    violations.length = 0;
    document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  },
};

const works = async (window: PageWindow) => {
  await loaded(window);
  clerkOf(window).become('sess_A');
  const key = newKey();
  await window.fetch(at('backend', key, 'echo'));
  expect(await sessions(key)).to.deep.equal(['sess_A']);
  expect(violations).to.deep.equal([]);
};

describe('loading ClerkJS on pages with a strict policy', () => {
  const POLICIES: Record<string, string[]> = {
    'a nonce': [],
    'Trusted Types': ["require-trusted-types-for 'script'"],
    'Trusted Types and the names of their policies': ["require-trusted-types-for 'script'", 'trusted-types clerk-ajax'],
  };
  for (const [what, directives] of Object.entries(POLICIES)) {
    it(`H, G3: the nonce is copied, and nothing is violated, with ${what}`, async () => {
      const page = await openPage({
        nonce: 'abc',
        headers: policy(...directives),
        head: [watch, loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()), nonce: 'abc' })],
      });
      await works(page.window);
      expect(shimLines(page)).to.deep.equal([]);
      expect(page.errors).to.deep.equal([]);
    });
  }

  it("H, G3: a default policy of the page's own decides on the address of ClerkJS", async () => {
    const page = await openPage({
      nonce: 'abc',
      headers: policy("require-trusted-types-for 'script'", 'trusted-types default'),
      head: [
        {
          script: `if (window.trustedTypes) trustedTypes.createPolicy('default', {
            createScriptURL: function (url) { return url; }, createScript: function (code) { return code; } });`,
          attributes: { nonce: 'abc' },
        },
        loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()), nonce: 'abc' }),
      ],
    });
    await loaded(page.window);
    clerkOf(page.window).become('sess_A');
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(page.said('error')).to.deep.equal([]);
  });

  it('H, F1: where Trusted Types forbid it, one error says so and not that the key is bad; calls are not held', async function () {
    if (!('trustedTypes' in window)) this.skip();
    const page = await openPage({
      nonce: 'abc',
      headers: policy("require-trusted-types-for 'script'", "trusted-types 'none'"),
      head: [loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()), nonce: 'abc', 'data-wait': '60000' })],
    });
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal([null]);
    expect(clerkScripts(page.window)).to.have.length(0);
    onlyLine(page, 'error', /trusted.?types/i);
    expect(page.said('error')[0]).to.not.match(/publishable-key/);
    expect(page.errors).to.deep.equal([]);
  });

  it('H, D3: where the policy forbids its address, held calls go at once, with one warning', async () => {
    const page = await openPage({
      headers: { 'Content-Security-Policy': `script-src ${origins.page}/dist/ ${origins.page}/support/` },
      head: [loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()), 'data-wait': '60000' })],
    });
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal([null]);
    onlyLine(page, 'warn', /script failed to load/);
  });
});
