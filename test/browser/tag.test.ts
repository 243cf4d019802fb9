import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type PageWindow, type TestPage } from '../kit/page.ts';
import { insertShim, onlyLine, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

const signedIn = { clerk: { session: 'sess_A' } };
const shim = (attributes: Record<string, string | true> = {}, file?: string) => ({
  shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes },
  ...(file && { file }),
});

const works = async (window: PageWindow) => {
  const key = newKey();
  await window.fetch(at('backend', key, 'echo'));
  await sendXhr(window, at('page', key, 'echo'));
  expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
};

describe('the script tag', () => {
  const WAYS: Record<string, Record<string, string | true>> = {
    blocking: {},
    defer: { defer: true },
    async: { async: true },
    'with a type': { type: 'text/javascript' },
  };
  for (const [way, attributes] of Object.entries(WAYS)) {
    it(`A1: works as a classic script, ${way}`, async () => {
      const page = await openPage({ head: [signedIn, shim(attributes, 'clerk-ajax.min.js')] });
      await works(page.window);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  for (const async of [true, false]) {
    it(`A1: works when a script inserts it, ${async ? 'async' : 'in order'}`, async () => {
      const page = await openPage({ head: [signedIn] });
      await insertShim(page.window, { 'data-backend-origins': `'self' ${origins.backend}` }, { async });
      await works(page.window);
    });
  }

  it('A1: works when document.write() writes it', async () => {
    const tag = `<script src="/dist/clerk-ajax.js" data-backend-origins="'self' ${origins.backend}"></script>`;
    const script = `document.write(${JSON.stringify(tag).replace('</', '<\\/')})`;
    const page = await openPage({ head: [signedIn, { script }] });
    await works(page.window);
  });

  it('A1: works inline, as a bundler of pages makes it', async () => {
    const script = await (await fetch('/dist/clerk-ajax.min.js')).text();
    const page = await openPage({
      head: [signedIn, { script, attributes: { 'data-backend-origins': `'self' ${origins.backend}` } }],
    });
    await works(page.window);
  });

  describe('where it cannot be found', () => {
    // There is no tag then, nor any options; the page must hear of it, and go on as it was.
    const isToldOnce = async (definition: TestPage) => {
      const page: Page = await openPage(definition);
      onlyLine(page, 'error', /its tag was not found/);
      expect(page.errors).to.deep.equal([]);
      const key = newKey();
      await page.window.fetch(at('backend', key, 'echo'));
      await sendXhr(page.window, at('backend', key, 'echo'));
      expect(await sessions(key, 2)).to.deep.equal([null, null]);
      shimOf(page.window).install({ backendOrigins: ["'self'", origins.backend] });
      await works(page.window);
    };

    const CLOBBERS: Record<string, string> = {
      'a form': '<form name="currentScript"></form>',
      'an image': '<img name="currentScript">',
      'a frame': '<iframe name="currentScript"></iframe>',
      'a frame of another origin': `<iframe name="currentScript" src="${origins.foreignIp}/favicon.ico"></iframe>`,
      'two elements': '<form name="currentScript"></form><form name="currentScript"></form>',
    };
    for (const [what, html] of Object.entries(CLOBBERS)) {
      it(`A1: since ${what} of the page has the name currentScript, nothing breaks and install() works`, async () => {
        await isToldOnce({ head: [signedIn], body: [{ html }, shim()] });
      });
    }

    it('A1: since it is a module, nothing breaks and install() works', async () => {
      await isToldOnce({ head: [signedIn, shim({ type: 'module' })] });
    });
  });

  it('A3: without data-backend-origins there is one error, and nothing is patched', async () => {
    const patched = ({ fetch, XMLHttpRequest: { prototype } }: PageWindow) => [
      fetch,
      ...(['open', 'send', 'abort', 'setRequestHeader'] as const).map((name) => prototype[name]),
    ];
    let natives: unknown[] = [];
    const page = await openPage({
      head: [
        signedIn,
        {
          run: (window) => {
            natives = patched(window);
          },
        },
        { shim: { 'data-send': 'session-id' } },
      ],
    });
    onlyLine(page, 'error', /data-backend-origins is missing, so nothing is patched/);
    expect(patched(page.window).map((method, i) => method === natives[i])).to.not.include(false);
    const key = newKey();
    await page.window.fetch(at('page', key, 'echo'));
    expect(await sessions(key)).to.deep.equal([null]);
    shimOf(page.window).uninstall();
    expect(shimOf(page.window).explain('/x')).to.include({ ours: false, source: null });
  });
});
