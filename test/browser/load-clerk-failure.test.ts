import { expect } from 'chai';
import { clerkScripts, fakeClerkJs, loaded, loadingShim } from '../kit/clerkTag.ts';
import { at, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, onlyLine, sendXhr, sessions, shimLines } from '../kit/session.ts';

/** A key of a production instance: it alone has satellite domains. */
const LIVE = `pk_live_${btoa('clerk.example.com$')}`;

/** Opens a page that makes calls while ClerkJS is loading; a wait that long tells whether they are let go in time. */
const openWithCalls = async (attributes: Record<string, string>, rest: TestPage = {}) => {
  const key = newKey();
  let calls: Promise<unknown> | undefined;
  const make = (window: PageWindow) => {
    calls = Promise.all([window.fetch(at('backend', key, 'echo')), sendXhr(window, at('backend', key, 'echo'))]);
  };
  const page = await openPage({
    ...rest,
    head: [...(rest.head ?? []), loadingShim({ 'data-wait': '60000', ...attributes }), { run: make }],
  });
  const gone = async () => {
    await calls;
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
  };
  return { page, gone };
};

describe('where ClerkJS cannot be loaded', () => {
  it('H, D3: held calls are sent at once, with one warning, when the script of ClerkJS fails', async () => {
    const { page, gone } = await openWithCalls({ 'data-clerk-js-url': at('backend', newKey(), 'status', 404) });
    await gone();
    onlyLine(page, 'warn', /script failed to load/);
    expect(shimLines(page)).to.have.length(1);
    expect(page.rejections).to.deep.equal([]);
  });

  it('H, D3: held calls are sent at once, with one warning, when load() rejects', async () => {
    const { page, gone } = await openWithCalls({ 'data-clerk-js-url': fakeClerkJs(newKey()) });
    await loaded(page.window);
    clerkOf(page.window).fail();
    await gone();
    onlyLine(page, 'warn', /./);
    expect(shimLines(page)).to.have.length(1);
    expect(page.rejections).to.deep.equal([]);
  });

  it('H, D2: after a failure, a Clerk that comes in another way gives calls its session', async () => {
    const { page, gone } = await openWithCalls({ 'data-clerk-js-url': at('backend', newKey(), 'status', 404) });
    await gone();
    const { document } = page.window;
    const script = document.createElement('script');
    const there = new Promise((resolve) => {
      script.onload = resolve;
    });
    script.src = '/support/fake-clerk.js';
    document.head.append(script);
    await there;
    clerkOf(page.window).become('sess_A');
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });

  for (const bad of [
    '',
    'pk_test_',
    'sk_test_ZGVtbyQ=',
    'pk_test_%%%',
    'Y2xlcms',
    `pk_test_${btoa('evil.test/x?$')}`,
  ]) {
    it(`H, A2: the key "${bad}" is one error that names it; nothing is added, and calls are not held`, async () => {
      const { page, gone } = await openWithCalls({ 'data-clerk-publishable-key': bad });
      await gone();
      onlyLine(page, 'error', /^\[clerk-ajax\] data-clerk-publishable-key .*use/);
      expect(page.said('error')[0]).to.include(`"${bad}"`);
      expect(clerkScripts(page.window)).to.have.length(0);
      expect(page.errors).to.deep.equal([]);
    });
  }

  for (const [attribute, value] of [
    ['data-clerk-js-url', 'http://['],
    ['data-clerk-js-url', 'javascript:alert(1)'],
    ['data-clerk-js-url', 'data:text/javascript,1'],
    ['data-clerk-domain', 'a@evil.test'],
    ['data-clerk-domain', 'https://sat.test'],
    ['data-clerk-domain', '//evil.test'],
    ['data-clerk-domain', 'evil.test/x'],
    ['data-clerk-domain', 'evil.test?'],
    ['data-clerk-domain', 'evil.test#'],
    ['data-clerk-domain', 'evil.test\\@sat.test'],
    ['data-clerk-proxy-url', 'javascript:alert(1)//'],
    ['data-clerk-proxy-url', 'http://['],
    ['data-clerk-proxy-url', 'ftp://files.test/'],
  ] as const) {
    it(`H, A2: ${attribute}="${value}" is one error that names it, and calls are not held`, async () => {
      const { page, gone } = await openWithCalls(
        { 'data-clerk-publishable-key': LIVE, [attribute]: value },
        { headers: { 'Content-Security-Policy': `script-src ${origins.page}/dist/ ${origins.page}/support/` } },
      );
      await gone();
      onlyLine(page, 'error', new RegExp(`^\\[clerk-ajax\\] ${attribute} `));
      expect(page.said('error')[0]).to.include(`"${value}"`);
      expect(clerkScripts(page.window)).to.have.length(0);
      expect(page.errors).to.deep.equal([]);
    });
  }
});
