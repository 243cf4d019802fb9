import { expect } from 'chai';
import { clerkScripts, fakeClerkJs, KEY, loaded, loadingShim } from '../kit/clerkTag.ts';
import { at, newKey, openPage, origins, type TestPage } from '../kit/page.ts';
import {
  addClerk,
  clerkOf,
  holding,
  insertShim,
  onlyLine,
  requests,
  sendXhr,
  sessions,
  shimLines,
} from '../kit/session.ts';
import { until } from '../kit/until.ts';

describe('loading ClerkJS', () => {
  it('H: a tag with a key adds ClerkJS once, calls load() once, and held calls get the session', async () => {
    const key = newKey();
    const scripts = newKey();
    let calls: Promise<unknown> | undefined;
    const page = await openPage({
      head: [
        loadingShim({ 'data-clerk-js-url': fakeClerkJs(scripts), nonce: 'n0' }),
        {
          run: (window) => {
            calls = Promise.all([
              window.fetch(at('backend', key, 'echo')),
              sendXhr(window, at('backend', key, 'echo')),
            ]);
          },
        },
      ],
    });
    const { window } = page;
    await loaded(window);
    clerkOf(window).become('sess_A');
    await calls;
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
    expect(clerkOf(window).loads).to.deep.equal([{ isSatellite: false }]);
    const [script, ...others] = clerkScripts(window);
    expect(others).to.have.length(0);
    expect(script).to.include({ crossOrigin: 'anonymous', nonce: 'n0', async: true, src: fakeClerkJs(scripts) });
    expect(await requests(scripts)).to.have.length(1);
    expect(shimLines(page)).to.deep.equal([]);
  });

  for (const way of ['async', 'defer'] as const) {
    it(`H: a tag that is ${way} loads ClerkJS, too`, async () => {
      const { window } = await openPage({
        head: [{ shim: { ...loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()) }).shim, [way]: true } }],
      });
      await loaded(window);
      clerkOf(window).become('sess_A');
      const key = newKey();
      await window.fetch(at('backend', key, 'echo'));
      expect(await sessions(key)).to.deep.equal(['sess_A']);
    });
  }

  it('H, A4: the same tag twice, or again after uninstall(), loads ClerkJS once', async () => {
    const scripts = newKey();
    const attributes = { 'data-clerk-js-url': fakeClerkJs(scripts) };
    const { window } = await openPage({ head: [loadingShim(attributes), loadingShim(attributes)] });
    await loaded(window);
    window.ClerkAjax?.uninstall();
    await insertShim(window, loadingShim(attributes).shim);
    clerkOf(window).become('sess_A');
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(clerkOf(window).loads).to.have.length(1);
    expect(await requests(scripts)).to.have.length(1);
  });

  it('H, A3: without backend origins there is one error, and ClerkJS is loaded all the same', async () => {
    const page = await openPage({
      head: [{ shim: { 'data-clerk-publishable-key': KEY, 'data-clerk-js-url': fakeClerkJs(newKey()) } }],
    });
    await loaded(page.window);
    onlyLine(page, 'error', /data-backend-origins is missing/);
  });

  const PRESENT: Record<string, NonNullable<TestPage['head']>[number]> = {
    'a Clerk tag': {
      html: `<script async data-clerk-publishable-key="${KEY}" src="/support/fake-clerk.js?own"></script>`,
    },
    'a Clerk tag by its address': { html: '<script async src="/support/fake-clerk.js?own/clerk-js"></script>' },
    'a Clerk tag by its attribute': {
      html: '<script async data-clerk-js-script src="/support/fake-clerk.js?own"></script>',
    },
    'the legacy build': { html: '<script async src="/support/fake-clerk.js?own/clerk.legacy.browser.js"></script>' },
    'the headless build': {
      html: '<script async src="/support/fake-clerk.js?own/clerk.headless.browser.js"></script>',
    },
    'window.Clerk': { clerk: {}, src: '/support/fake-clerk.js?own' },
  };
  for (const [what, part] of Object.entries(PRESENT)) {
    it(`H2, H: loading is left to ${what} that is there already`, async () => {
      const page = await openPage({ head: [part, loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()) })] });
      const { window } = page;
      await until(() => window.Clerk);
      expect(clerkScripts(window).map(({ src }) => src.includes('?own'))).to.deep.equal([true]);
      expect(clerkOf(window).loads).to.deep.equal([]);
      clerkOf(window).become('sess_A');
      const key = newKey();
      await window.fetch(at('backend', key, 'echo'));
      expect(await sessions(key)).to.deep.equal(['sess_A']);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  for (const attributes of ['', 'async ', 'defer ']) {
    it(`H: a Clerk tag further down (${attributes || 'blocking'}) starts Clerk itself`, async () => {
      const gate = newKey();
      const page = await openPage(
        {
          head: [
            // Ours comes when the page has its tag.
            loadingShim({
              'data-clerk-js-url': at('backend', newKey(), 'until', gate, 'file', '/support/fake-clerk.js'),
            }),
            { html: `<script ${attributes}data-clerk-publishable-key="${KEY}" src="/support/fake-clerk.js"></script>` },
          ],
        },
        { until: 'start' },
      );
      const { window } = page;
      await until(() => window.Clerk);
      const own = window.Clerk;
      await fetch(`/control/release/${gate}`);
      await page.loaded;
      await until(() => window.performance.getEntriesByType('resource').some(({ name }) => name.includes(gate)));
      expect(own?.control.loads).to.deep.equal([]);
      expect(clerkOf(window).loads).to.deep.equal([]);
    });
  }

  const COMPONENTS = [
    'src="/nothing/npm/@clerk/ui@1/dist/ui.browser.js"',
    'src="/nothing/ui.browser.js"',
    'src="/nothing/ui.legacy.browser.js"',
    'src="/nothing/ui.shared.browser.js?v=1"',
    'data-clerk-ui-script src="/nothing/components.js"',
  ];
  for (const attributes of COMPONENTS) {
    const html = `<script async ${attributes} data-clerk-publishable-key="${KEY}"></script>`;

    it(`H2: <script ${attributes}> is not ClerkJS: it is still loaded`, async () => {
      const page = await openPage({
        head: [{ html }, loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()) })],
      });
      await loaded(page.window);
      expect(shimLines(page)).to.deep.equal([]);
    });

    it(`H2, D3: <script ${attributes}> fails: calls are held for Clerk all the same`, async () => {
      const page = await openPage({
        head: [{ shim: { 'data-backend-origins': origins.backend, 'data-wait': '20000' } }],
      });
      const { document } = page.window;
      const calls = holding(page.window);
      const failed = new Promise((resolve) => {
        document.addEventListener('error', resolve, { capture: true, once: true });
      });
      document.head.append(document.createRange().createContextualFragment(html));
      await failed;
      await calls.isHeld();
      addClerk(page.window, '/support/fake-clerk.js', 'sess_A');
      expect(await calls.done).to.deep.equal(['sess_A', 'sess_A']);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('H: a tag without a key loads nothing, whatever stands beside it', async () => {
    const page = await openPage({
      head: [{ shim: { 'data-backend-origins': origins.backend, 'data-clerk-js-url': fakeClerkJs(newKey()) } }],
    });
    expect(clerkScripts(page.window)).to.have.length(0);
  });
});
