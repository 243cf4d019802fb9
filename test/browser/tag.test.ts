import { expect } from 'chai';
import { shimmedPage } from '../support/differential.ts';
import { at, newKey, openPage, origins, type TestPage } from '../support/page.ts';
import { onlyLine, sendXhr, sessions } from '../support/session.ts';

const signedIn = { clerk: { session: 'sess_A' } };
const shim = (attributes: Record<string, string | boolean> = {}) => ({
  shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes },
});

describe('the script tag', () => {
  const works = async (definition: TestPage) => {
    const page = await openPage(definition);
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    await sendXhr(page.window, at('backend', key, 'echo'));
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
    return page;
  };

  for (const attributes of [{}, { defer: true }, { async: true }] as Record<string, boolean>[]) {
    it(`A1: works as a classic script, ${Object.keys(attributes)[0] ?? 'blocking'}`, async () => {
      await works({ head: [signedIn, shim(attributes)] });
    });
  }

  it('A1: works when a script inserts it', async () => {
    const page = await openPage({ head: [signedIn] });
    const { document } = page.window;
    const tag = document.createElement('script');
    tag.src = '/dist/clerk-ajax.min.js';
    tag.dataset.backendOrigins = origins.backend;
    document.head.append(tag);
    await new Promise((resolve) => {
      tag.onload = resolve;
    });
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });

  for (const element of ['form', 'img']) {
    it(`A1: a page that gives the name currentScript to a ${element} breaks nothing`, async () => {
      const page = await openPage({
        head: [signedIn],
        body: [{ html: `<${element} name="currentScript"></${element}>` }, shim()],
      });
      const key = newKey();
      await page.window.fetch(at('backend', key, 'echo'));
      expect(await sessions(key)).to.have.length(1);
      expect(page.errors).to.deep.equal([]);
    });
  }

  it('A3: without data-backend-origins there is one error, and nothing is patched', async () => {
    const page = await openPage({
      head: [signedIn, { run: (window) => Object.assign(window, { before: window.fetch }) }, { shim: {} }],
    });
    onlyLine(page, 'error', /data-backend-origins is missing, so nothing is patched/);
    expect(page.window.fetch).to.equal((page.window as never as { before: unknown }).before);
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal([null]);
    page.window.ClerkAjax?.uninstall();
    expect(page.window.ClerkAjax?.explain('/x')).to.include({ ours: false, source: null });
  });

  const FAULTS: [attribute: string, value: string, allowed: RegExp][] = [
    ['data-backend-origins', '*', /'self', https:\/\/host/],
    ['data-backend-origins', 'ftp://files.test', /https:\/\/host/],
    ['data-session-param', 'a b', /letters/],
    ['data-send', 'cookies', /session-id credentials session-token/],
    ['data-patch', 'sockets', /fetch xhr/],
    ['data-wait', '-1', /milliseconds/],
    ['data-wait', '5s', /milliseconds/],
    ['data-debug', 'loud', /true or false/],
  ];
  for (const [attribute, value, allowed] of FAULTS) {
    it(`A2: ${attribute}="${value}" is one error that names it and what is allowed, and the rest works`, async () => {
      const attributes = { [attribute]: attribute.endsWith('origins') ? `${value} ${origins.backend}` : value };
      const page = await works({ head: [signedIn, shim(attributes)] });
      onlyLine(page, 'error', allowed);
      const [line] = page.said('error');
      expect(line).to.include(attribute).and.include(`"${value}"`);
    });
  }

  it('A4: the same tag twice adds the parameter once, and gives back the same installation', async () => {
    const page = await works({
      head: [signedIn, shim(), { run: (window) => Object.assign(window, { first: window.ClerkAjax }) }, shim()],
    });
    expect(page.said('error')).to.deep.equal([]);
    const { first } = page.window as never as { first: { uninstall: unknown } };
    expect(page.window.ClerkAjax?.uninstall).to.equal(first.uninstall);
  });

  it('A4: a second tag with other options is an error, and the first stays', async () => {
    const page = await openPage({ head: [signedIn, shim(), shim({ 'data-session-param': 'other' })] });
    onlyLine(page, 'error', /already, with other options/);
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(page.window.ClerkAjax?.explain(`${origins.backend}/`)).to.include({ ours: true });
  });

  it('A4, A5: install() of the package beside the tag: the same options give the same handle, others throw', async () => {
    const page = await openPage(shimmedPage());
    const result = await page.run(async (backend: string) => {
      const load = new Function('url', 'return import(url)');
      const { install } = await load('/dist/index.js');
      const same = install({ backendOrigins: ["'self'", backend] });
      let thrown: unknown;
      try {
        install({ backendOrigins: backend });
      } catch (error) {
        thrown = error;
      }
      let bad: unknown;
      try {
        install({ backendOrigins: '*' });
      } catch (error) {
        bad = error;
      }
      const { uninstall } = (window as never as { ClerkAjax: { uninstall: unknown } }).ClerkAjax;
      return [same.uninstall === uninstall, `${thrown}`, `${bad}`];
    }, origins.backend);
    expect(result[0]).to.equal(true);
    expect(result[1]).to.match(/^TypeError: \[clerk-ajax\] .*other options/);
    expect(result[2]).to.match(/^TypeError: \[clerk-ajax\] backendOrigins "\*"/);
  });

  it('A5, A6: uninstall() puts the native functions back, and one can install anew', async () => {
    const page = await openPage({
      head: [
        signedIn,
        { run: (window) => Object.assign(window, { natives: [window.fetch, window.XMLHttpRequest.prototype.open] }) },
        shim(),
      ],
    });
    const { window } = page;
    const { natives } = window as never as { natives: unknown[] };
    expect(window.fetch).to.not.equal(natives[0]);
    window.ClerkAjax?.uninstall();
    expect([window.fetch, window.XMLHttpRequest.prototype.open]).to.deep.equal(natives);
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    window.ClerkAjax?.install({ backendOrigins: origins.backend });
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key, 2)).to.deep.equal([null, 'sess_A']);
  });

  it('A6: after uninstall() a later patch keeps working, and held calls are let go', async () => {
    const page = await openPage({ head: [{ clerk: {} }, shim()] });
    const { window } = page;
    let calls = 0;
    const before = window.fetch;
    window.fetch = (...args) => {
      calls++;
      return before(...args);
    };
    const key = newKey();
    const held = window.fetch(at('backend', key, 'echo'));
    window.ClerkAjax?.uninstall();
    expect((await held).status).to.equal(200);
    await window.fetch(at('backend', key, 'echo'));
    expect(calls).to.equal(2);
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
  });

  it('E1, G3: the page gets one global, ClerkAjax, and no enumerable trace of a Clerk that is not there', async () => {
    const names = (definition: TestPage) =>
      openPage(definition).then(({ window }) => [
        Object.getOwnPropertyNames(window),
        Object.keys(window),
        'Clerk' in window && window.Clerk,
      ]);
    const [all, enumerable] = (await names({})) as [string[], string[]];
    const [allWith, enumerableWith, clerk] = (await names({ head: [shim()] })) as [string[], string[], unknown];
    expect(allWith.filter((name) => !all.includes(name)).sort()).to.deep.equal(['Clerk', 'ClerkAjax']);
    expect(enumerableWith.filter((name) => !enumerable.includes(name))).to.deep.equal(['ClerkAjax']);
    expect(clerk).to.equal(undefined);
  });
});
