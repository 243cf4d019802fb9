import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow } from '../support/page.ts';
import { onlyLine, sessions } from '../support/session.ts';

const KEY = 'pk_test_ZGVtby5jbGVyay5hY2NvdW50cy5kZXYk';
const clerkJs = (key: string) => at('backend', key, 'file', '/support/fake-clerk.js');
const shim = (attributes: Record<string, string>) => ({
  shim: { 'data-backend-origins': origins.backend, 'data-clerk-publishable-key': KEY, ...attributes },
});
const added = (window: PageWindow) =>
  [...window.document.querySelectorAll('script')].filter(({ src }) => /clerk\.browser|fake-clerk/.test(src));

/** Waits until something holds; the page's scripts come from a server on this machine. */
const until = async (holds: () => unknown) => {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
};

describe('loading ClerkJS', () => {
  it('H: with a key, ClerkJS is added once, load() is called once, and held calls get the session', async () => {
    const key = newKey();
    let call: Promise<Response> | undefined;
    const page = await openPage({
      head: [
        shim({ 'data-clerk-js-url': clerkJs(key), nonce: 'n0' }),
        {
          run: (window) => {
            call = window.fetch(at('backend', key, 'echo'));
          },
        },
      ],
    });
    await until(() => page.window.Clerk?.control.loads.length);
    page.window.Clerk?.control.become('sess_A');
    await call;
    expect((await sessions(key, 2)).filter(Boolean)).to.deep.equal(['sess_A']);
    expect(page.window.Clerk?.control.loads).to.have.length(1);
    const [script, ...others] = added(page.window);
    expect(others).to.have.length(0);
    expect(script).to.include({ crossOrigin: 'anonymous', nonce: 'n0' });
  });

  const ADDRESSES: [what: string, attributes: Record<string, string>, url: string][] = [
    ['the Frontend API of the key', {}, 'https://demo.clerk.accounts.dev/npm/@clerk/clerk-js@6/dist/clerk.browser.js'],
    [
      'a proxy',
      { 'data-clerk-proxy-url': `${origins.backend}/__clerk/` },
      `${origins.backend}/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
    ],
    [
      'a proxy path of the page',
      { 'data-clerk-proxy-url': '/__clerk' },
      `${origins.page}/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js`,
    ],
    [
      'a satellite domain in production',
      { 'data-clerk-publishable-key': `pk_live_${btoa('clerk.example.com$')}`, 'data-clerk-domain': 'satellite.test' },
      'https://clerk.satellite.test/npm/@clerk/clerk-js@6/dist/clerk.browser.js',
    ],
    [
      'the Frontend API, in development, whatever the domain',
      { 'data-clerk-domain': 'satellite.test' },
      'https://demo.clerk.accounts.dev/npm/@clerk/clerk-js@6/dist/clerk.browser.js',
    ],
  ];
  for (const [what, attributes, url] of ADDRESSES) {
    it(`H: ClerkJS comes from ${what}`, async () => {
      const page = await openPage({ head: [shim(attributes)] }, { until: 'start' });
      await until(() => added(page.window).length);
      expect(added(page.window)[0]?.src).to.equal(url);
      page.close();
    });
  }

  it('H: a Clerk tag of the page, before or after, starts Clerk itself', async () => {
    const before = await openPage({
      head: [
        { html: `<script async data-clerk-publishable-key="${KEY}" src="/support/fake-clerk.js"></script>` },
        shim({ 'data-clerk-js-url': clerkJs(newKey()) }),
      ],
    });
    await until(() => before.window.Clerk);
    expect(added(before.window)).to.have.length(1);
    const after = await openPage({
      head: [
        shim({ 'data-clerk-js-url': clerkJs(newKey()) }),
        { html: `<script data-clerk-publishable-key="${KEY}" src="/support/fake-clerk.js"></script>` },
      ],
    });
    await until(() => after.window.Clerk);
    await after.loaded;
    expect([before.window.Clerk?.control.loads, after.window.Clerk?.control.loads]).to.deep.equal([[], []]);
  });

  it('H: where window.Clerk is there already, nothing is added', async () => {
    const page = await openPage({
      head: [{ clerk: { session: 'sess_A' } }, shim({ 'data-clerk-js-url': '/support/fake-clerk.js?second' })],
    });
    expect(added(page.window).filter(({ src }) => src.includes('second'))).to.have.length(0);
  });

  it('H, D3: when ClerkJS cannot be loaded, held calls go at once with one warning', async () => {
    const key = newKey();
    let call: Promise<Response> | undefined;
    const page = await openPage({
      head: [
        shim({ 'data-clerk-js-url': at('backend', key, 'status', 404) }),
        {
          run: (window) => {
            call = window.fetch(at('backend', key, 'echo'));
          },
        },
      ],
    });
    expect((await call)?.status).to.equal(200);
    onlyLine(page, 'warn', /script failed to load/);
  });

  it('H, A2: a bad key is one error that names it, and calls are not held', async () => {
    for (const bad of ['', 'pk_test_', 'sk_test_ZGVtbyQ=', 'pk_test_%%%', `pk_test_${btoa('evil.test/x?$')}`]) {
      const page = await openPage({ head: [shim({ 'data-clerk-publishable-key': bad })] });
      onlyLine(page, 'error', /data-clerk-publishable-key/);
      expect(page.said('error')[0]).to.include(`"${bad}"`);
      await page.window.fetch(at('backend', newKey(), 'echo'));
      expect(page.errors).to.deep.equal([]);
    }
  });
});
