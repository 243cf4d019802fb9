import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type PageWindow, type Part } from '../kit/page.ts';
import { insertShim, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

const signedIn = { clerk: { session: 'sess_A' } };
const sources = `'self' ${origins.backend}`;

type Install = NonNullable<PageWindow['ClerkAjax']>['install'];
type WithPackage = PageWindow & { Package: { install: Install } };

const works = async (page: Page, name = '_clerk_session_id') => {
  const { window } = page;
  const key = newKey();
  await window.fetch(at('backend', key, 'echo'), { method: 'POST', body: 'x' });
  await sendXhr(window, `${at('page', key, 'echo')}?${name}=own`);
  expect(await sessions(key, 2)).to.deep.equal(['sess_A', name === '_clerk_session_id' ? 'sess_A' : 'own']);
  expect(shimLines(page)).to.deep.equal([]);
  expect(page.errors).to.deep.equal([]);
};

describe('the files of dist', () => {
  for (const file of ['clerk-ajax.js', 'clerk-ajax.min.js']) {
    it(`G1: ${file} is a classic script with the global ClerkAjax`, async () => {
      const page = await openPage({ head: [signedIn, { shim: { 'data-backend-origins': sources }, file }] });
      await works(page);
      expect(Object.keys(shimOf(page.window)).sort()).to.deep.equal(['explain', 'install', 'uninstall']);
      shimOf(page.window).uninstall();
      shimOf(page.window).install({ backendOrigins: sources });
      await works(page);
    });
  }

  const PACKAGES: Record<string, Part> = {
    'index.js is a module': {
      script: "import * as Package from '/dist/index.js'; window.Package = Package;",
      attributes: { type: 'module' },
    },
    'index.cjs is a CommonJS module': { src: '/iife/Package/dist/index.cjs' },
  };
  for (const [what, part] of Object.entries(PACKAGES)) {
    it(`G1: ${what} that exports install(), and does nothing by itself`, async () => {
      let natives: unknown[] = [];
      const page = await openPage({
        head: [
          signedIn,
          {
            run: (window) => {
              natives = [window.fetch, window.XMLHttpRequest.prototype.open];
            },
          },
          part as never,
        ],
      });
      const window = page.window as WithPackage;
      expect([window.fetch, window.XMLHttpRequest.prototype.open]).to.deep.equal(natives);
      expect(window.ClerkAjax).to.equal(undefined);
      expect(Object.keys(window.Package).filter((name) => name !== 'default')).to.deep.equal(['install']);
      const handle = window.Package.install({ backendOrigins: sources });
      expect(Object.keys(handle).sort()).to.deep.equal(['explain', 'uninstall']);
      await works(page);
      handle.uninstall();
      expect([window.fetch, window.XMLHttpRequest.prototype.open]).to.deep.equal(natives);
    });
  }

  it("G3: the README's Subresource Integrity hash is that of the file, and the browser takes it", async () => {
    const bytes = await (await fetch('/dist/clerk-ajax.min.js')).arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-384', bytes));
    const integrity = `sha384-${btoa(String.fromCharCode(...digest))}`;
    const readme = await (await fetch('/README.md')).text();
    expect(readme).to.include(`integrity="${integrity}"`);
    const attributes = { 'data-backend-origins': sources, integrity, crossorigin: 'anonymous' };
    const page = await openPage({ head: [signedIn, { shim: attributes, file: 'clerk-ajax.min.js' }] });
    await works(page);
    const wrong = { ...attributes, integrity: `sha384-${btoa('x'.repeat(48))}` };
    const other = await openPage({ head: [signedIn, { shim: wrong, file: 'clerk-ajax.min.js' }] });
    expect(other.window.ClerkAjax).to.equal(undefined);
  });

  it('G1: the readable build, the small one and the package are one: what one has installed, the others find', async () => {
    const page = await openPage({
      head: [signedIn, { shim: { 'data-backend-origins': sources } }, { src: '/iife/Package/dist/index.cjs' }],
    });
    const { uninstall } = shimOf(page.window);
    await insertShim(page.window, { 'data-backend-origins': sources }, { file: 'clerk-ajax.min.js' });
    expect(shimOf(page.window).uninstall).to.equal(uninstall);
    const window = page.window as WithPackage;
    expect(window.Package.install({ backendOrigins: sources }).uninstall).to.equal(uninstall);
    await works(page);
  });
});

describe('pages of the old days', () => {
  it('G2: where fetch is missing, XHR is still patched', async () => {
    const page = await openPage({
      head: [signedIn, { script: 'delete window.fetch' }, { shim: { 'data-backend-origins': sources } }],
    });
    expect(page.window.fetch).to.equal(undefined);
    expect('fetch' in page.window).to.equal(false);
    const key = newKey();
    await sendXhr(page.window, at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(shimLines(page)).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it('G2: where fetch is a polyfill that sends with XHR, its calls carry the session once', async () => {
    const page = await openPage({
      head: [
        signedIn,
        { script: 'delete window.fetch; delete window.Request; delete window.Response; delete window.Headers;' },
        { src: '/node_modules/whatwg-fetch/dist/fetch.umd.js' },
        { shim: { 'data-backend-origins': sources } },
      ],
    });
    const { window } = page;
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'), { method: 'POST', body: 'x', credentials: 'same-origin' });
    await window.fetch(new window.Request(at('page', key, 'echo')));
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
    expect(page.errors).to.deep.equal([]);
  });

  it('E7: a look-alike in place of XMLHttpRequest is left alone, and fetch is served', async () => {
    const page = await openPage({
      head: [
        signedIn,
        { script: 'window.XMLHttpRequest = function () { this.open = function () { this.opened = true; }; };' },
        { shim: { 'data-backend-origins': sources } },
      ],
    });
    const { window } = page;
    const xhr = new window.XMLHttpRequest() as XMLHttpRequest & { opened?: boolean };
    xhr.open('GET', '/');
    expect(xhr.opened).to.equal(true);
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(page.said('error')).to.have.length(1);
  });
});
