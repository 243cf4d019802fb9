import { expect } from 'chai';
import { fakeClerkJs, KEY, loaded, loadingShim } from '../kit/clerkTag.ts';
import { at, engine, newKey, openPage, origins, type Page, type PageWindow, type TestPage } from '../kit/page.ts';
import { addClerk, clerkOf, onlyLine, sessions, shimOf } from '../kit/session.ts';
import { until } from '../kit/until.ts';

// What `explain()` says of Clerk when its script fails.

const shim = { shim: { 'data-backend-origins': origins.backend, 'data-wait': '60000' } };
const missing = () => at('page', newKey(), 'status', 404);
const status = (window: PageWindow) => shimOf(window).explain('/').clerk;

/** Adds a tag, and waits until a script of the page has failed or run. */
async function addScript({ document }: PageWindow, attributes: Record<string, string>): Promise<HTMLScriptElement> {
  const script = document.createElement('script');
  for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
  await new Promise((resolve) => {
    script.onload = script.onerror = resolve;
    document.head.append(script);
  });
  return script;
}

const ownPolicy = {
  'Content-Security-Policy': `script-src ${origins.page}/dist/ ${origins.page}/support/ ${origins.page}/k/`,
};

describe("Clerk's status after a failure", () => {
  const PAGES: Record<string, TestPage> = {
    "a Clerk tag whose script isn't there": {
      head: [shim, { src: missing(), attributes: { 'data-clerk-publishable-key': KEY } }],
    },
    'a Clerk tag that the policy forbids': {
      headers: ownPolicy,
      head: [shim, { src: `${origins.backend}/clerk.browser.js` }],
    },
    'a Clerk tag to a host that is not there, as behind an ad blocker': {
      head: [
        shim,
        { src: `${origins.closed}/npm/@clerk/clerk-js@6/dist/clerk.browser.js`, attributes: { async: true } },
      ],
    },
    'a build of ClerkJS that makes no Clerk': {
      head: [shim, { src: `${at('page', newKey(), 'body', 'script')}/clerk.browser.js` }],
    },
    'the one tag, whose script is not there': { head: [loadingShim({ ...shim.shim, 'data-clerk-js-url': missing() })] },
    'the one tag, whose script the policy forbids': { headers: ownPolicy, head: [loadingShim(shim.shim)] },
    'the one tag, whose script makes no Clerk': {
      head: [loadingShim({ ...shim.shim, 'data-clerk-js-url': at('page', newKey(), 'body', 'script') })],
    },
    'the one tag with a key that is none': { head: [loadingShim({ ...shim.shim, 'data-clerk-publishable-key': 'x' })] },
    'the one tag without a backend': {
      head: [{ shim: { 'data-clerk-publishable-key': KEY, 'data-clerk-js-url': missing() } }],
    },
  };
  for (const [what, definition] of Object.entries(PAGES)) {
    it(`F2: the status is error with ${what}, then loading, and ready, when another script brings Clerk`, async () => {
      const { window } = await openPage(definition);
      await until(() => status(window) === 'error');
      const gate = newKey();
      addClerk(window, at('page', newKey(), 'until', gate, 'file', '/support/fake-clerk.js'));
      expect(status(window)).to.equal('loading');
      await fetch(`/control/release/${gate}`);
      await until(() => window.Clerk);
      expect(status(window)).to.equal('loading');
      clerkOf(window).become('sess_A');
      expect(status(window)).to.equal('ready');
    });
  }

  it("F2: the status follows the loader of Clerk's SDKs, which takes the tag out again, and adds another", async () => {
    const { window } = await openPage({ head: [shim] });
    expect(status(window)).to.equal('absent');
    (await addScript(window, { 'data-clerk-publishable-key': KEY, src: missing() })).remove();
    expect(status(window)).to.equal('error');
    (await addScript(window, { 'data-clerk-publishable-key': KEY, src: missing() })).remove();
    expect(status(window)).to.equal('error');
    addClerk(window, '/support/fake-clerk.js', 'sess_A');
    await until(() => status(window) === 'ready');
  });

  it('F2: the status is error after a load() that fails, of a ClerkJS without a status', async () => {
    const { window } = await openPage({
      head: [loadingShim({ ...shim.shim, 'data-clerk-js-url': fakeClerkJs(newKey()) })],
    });
    await loaded(window);
    Object.defineProperty(window.Clerk, 'status', { value: undefined });
    expect(status(window)).to.equal('loading');
    clerkOf(window).fail();
    await until(() => status(window) === 'error');
  });

  it('F2: the status says nothing of a script that is no Clerk', async () => {
    const { window } = await openPage({ head: [shim] });
    await addScript(window, { src: missing() });
    await addScript(window, { 'data-clerk-publishable-key': KEY, 'data-clerk-ui-script': '', src: missing() });
    expect(status(window)).to.equal('absent');
  });

  it('H2, D3: held calls are sent at once after a build that the browser cannot read, with one warning', async function () {
    if (engine !== 'chromium75') this.skip();
    const page: Page = await openPage({
      head: [
        shim,
        {
          src: '/node_modules/@clerk/clerk-js/dist/clerk.browser.js',
          attributes: { async: true, 'data-clerk-publishable-key': KEY },
        },
      ],
    });
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal([null]);
    onlyLine(page, 'warn', /script failed to load/);
    expect(status(page.window)).to.equal('error');
  });

  it('H2, D3: while another script may bring Clerk, calls wait for that one', async () => {
    const gate = newKey();
    const { window } = await openPage({ head: [shim] }, { until: 'load' });
    addClerk(window, at('page', newKey(), 'until', gate, 'file', '/support/fake-clerk.js'), 'sess_A');
    const key = newKey();
    const call = window.fetch(at('backend', key, 'echo'));
    await addScript(window, { 'data-clerk-publishable-key': KEY, src: missing() });
    expect(status(window)).to.equal('loading');
    await fetch(`/control/release/${gate}`);
    await call;
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });
});
