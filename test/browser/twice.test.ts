import { expect } from 'chai';
import { fakeClerkJs, loaded, loadingShim } from '../kit/clerkTag.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { clerkOf, insertShim, onlyLine, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

const sources = `'self' ${origins.backend}`;
type Install = NonNullable<PageWindow['ClerkAjax']>['install'];

/** The package as a module script of the page imports it. */
const moduleOf = {
  script: "import { install } from '/dist/index.js'; window.install = install;",
  attributes: { type: 'module' },
};
const installOf = (window: PageWindow) => (window as PageWindow & { install: Install }).install;

/** One fetch and one XHR; the whole query, to see a parameter that is there twice. */
const queries = async (window: PageWindow) => {
  const key = newKey();
  await window.fetch(at('backend', key, 'echo'));
  await sendXhr(window, at('page', key, 'echo'));
  return (await requests(key, 2)).map(({ url }) => url.split('?')[1]);
};
const once = ['_clerk_session_id=sess_A', '_clerk_session_id=sess_A'];

describe('loaded twice', () => {
  it('A4: the same tag adds the parameter once, and gives back the same installation', async () => {
    const page = await openPage(shimmedPage());
    const { window } = page;
    const first = window.ClerkAjax;
    const { fetch } = window;
    await insertShim(window, { 'data-backend-origins': sources });
    // Another build of the same, with its options in other words.
    await insertShim(
      window,
      { 'data-backend-origins': ` 'self',\n${origins.backend}`, 'data-send': 'credentials session-id' },
      { file: 'clerk-ajax.min.js' },
    );
    expect(window.fetch).to.equal(fetch);
    expect(shimOf(window).uninstall).to.equal(first?.uninstall);
    expect(shimOf(window).explain).to.equal(first?.explain);
    expect(await queries(window)).to.deep.equal(once);
    expect(shimLines(page)).to.deep.equal([]);
  });

  const OTHERS: Record<string, Record<string, string>> = {
    'other sources': { 'data-backend-origins': origins.backend },
    'another name of the parameter': { 'data-session-param': 'other' },
    'something else to send': { 'data-send': 'credentials' },
    'something else to patch': { 'data-patch': 'fetch' },
    'another wait': { 'data-wait': '1' },
    'debug lines': { 'data-debug': '' },
  };
  for (const [what, attributes] of Object.entries(OTHERS)) {
    it(`A4: a second tag with ${what} is one error, and the first options stay`, async () => {
      const page = await openPage(shimmedPage());
      const { window } = page;
      const first = window.ClerkAjax;
      await insertShim(window, { 'data-backend-origins': sources, ...attributes });
      onlyLine(page, 'error', /already installed with different options/);
      expect(shimOf(window).uninstall).to.equal(first?.uninstall);
      expect(await queries(window)).to.deep.equal(once);
    });
  }

  const WITHOUT: Record<string, Record<string, string>> = {
    'without sources': {},
    'with bad sources': { 'data-backend-origins': '*' },
    'that is not found': { 'data-backend-origins': sources, type: 'module' },
  };
  for (const [what, attributes] of Object.entries(WITHOUT)) {
    it(`A4: a second tag ${what} is one error, and the first installation stays in reach`, async () => {
      const page = await openPage(shimmedPage());
      const { window } = page;
      await insertShim(window, attributes);
      onlyLine(page, 'error', /./);
      expect(await queries(window)).to.deep.equal(once);
      expect(shimOf(window).explain('/')).to.include({ ours: true });
      shimOf(window).uninstall();
      expect(await queries(window)).to.deep.equal([undefined, undefined]);
    });
  }

  it('A4, A5: the package beside a tag gives the same handle for the same options, and throws for others', async () => {
    const definition = shimmedPage();
    const page = await openPage({ ...definition, body: [moduleOf] });
    const { window } = page;
    const install = installOf(window);
    const { uninstall, explain } = install({ backendOrigins: ["'self'", origins.backend] });
    expect(uninstall).to.equal(shimOf(window).uninstall);
    expect(explain).to.equal(shimOf(window).explain);
    for (const options of [{ backendOrigins: '/' }, { backendOrigins: sources, debug: true }]) {
      expect(() => install(options)).to.throw((window as PageWindow).TypeError, /^\[clerk-ajax\] /);
    }
    expect(await queries(window)).to.deep.equal(once);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('A4: the options of a program stay beside a later tag', async () => {
    const page = await openPage({ head: [{ clerk: { session: 'sess_A' } }, moduleOf] });
    const { window } = page;
    const handle = installOf(window)({ backendOrigins: sources });
    await insertShim(window, { 'data-backend-origins': sources });
    expect(shimLines(page)).to.deep.equal([]);
    expect(shimOf(window).uninstall).to.equal(handle.uninstall);
    await insertShim(window, { 'data-backend-origins': sources, 'data-session-param': 'other' });
    onlyLine(page, 'error', /already installed with different options/);
    expect(await queries(window)).to.deep.equal(once);
  });

  it('A4, H: a tag with a publishable key after the package loads the Clerk that the calls wait for', async () => {
    const page = await openPage({ head: [moduleOf] });
    const { window } = page;
    const handle = installOf(window)({ backendOrigins: origins.backend });
    const held = newKey();
    const call = window.fetch(at('backend', held, 'echo'));
    await insertShim(window, loadingShim({ 'data-clerk-js-url': fakeClerkJs(newKey()) }).shim);
    expect(shimOf(window).uninstall).to.equal(handle.uninstall);
    await loaded(window);
    clerkOf(window).become('sess_A');
    await call;
    expect(await sessions(held)).to.deep.equal(['sess_A']);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('A4, H, D3: the calls of the package are sent, with one warning, if that Clerk cannot be loaded', async () => {
    const page = await openPage({ head: [moduleOf] });
    const { window } = page;
    installOf(window)({ backendOrigins: origins.backend, wait: 60_000 });
    const held = newKey();
    const call = window.fetch(at('backend', held, 'echo'));
    const attributes = { 'data-clerk-js-url': at('backend', newKey(), 'status', 404), 'data-wait': '60000' };
    await insertShim(window, loadingShim(attributes).shim);
    await call;
    expect(await sessions(held)).to.deep.equal([null]);
    expect(page.said('warn')).to.have.length(1);
  });

  for (const [what, backendOrigins] of Object.entries({
    'a number': 5,
    'an object': {},
    'a list that holds null': [null],
    'a function': () => 'self',
    true: true,
  })) {
    it(`A5: install() with ${what} for backendOrigins throws a TypeError of the page, and changes nothing`, async () => {
      const page = await openPage({ head: [moduleOf] });
      const { window } = page;
      const { fetch } = window;
      expect(() => installOf(window)({ backendOrigins } as never)).to.throw(window.TypeError, /backendOrigins/);
      expect(window.fetch).to.equal(fetch);
    });
  }

  it('A5: an instance of a bundle is the one that counts, whatever window.Clerk is', async () => {
    const page = await openPage({ head: [{ clerk: { session: 'sess_global' } }, moduleOf] });
    const { window } = page;
    const clerk = new window.FakeClerk();
    const handle = installOf(window)({ backendOrigins: sources, clerk: clerk as never });
    const held = queries(window);
    clerk.control.become('sess_A');
    expect(await held).to.deep.equal(once);
    // The same instance is the same option, another one is not.
    expect(installOf(window)({ backendOrigins: sources, clerk: clerk as never }).uninstall).to.equal(handle.uninstall);
    expect(() => installOf(window)({ backendOrigins: sources })).to.throw(/different options/);
  });

  it('A4: two frames of one page have an installation each', async () => {
    const first = await openPage(shimmedPage());
    const second = await openPage(shimmedPage({ 'data-session-param': 'other' }));
    expect(await queries(first.window)).to.deep.equal(once);
    expect(await queries(second.window)).to.deep.equal(['other=sess_A', 'other=sess_A']);
    expect([...shimLines(first), ...shimLines(second)]).to.deep.equal([]);
  });
});
