import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

const shim = { shim: { 'data-backend-origins': `'self' ${origins.backend}` } };
const signedIn = { clerk: { session: 'sess_A' } };

/** Everything of the page that a script could leave a trace at, by its names. */
const tracesIn = (window: PageWindow) => {
  const places: Record<string, object> = {
    window,
    document: window.document,
    documentElement: window.document.documentElement,
    navigator: window.navigator,
    XMLHttpRequest: window.XMLHttpRequest,
    'XMLHttpRequest.prototype': window.XMLHttpRequest.prototype,
    'Request.prototype': window.Request.prototype,
    'Response.prototype': window.Response.prototype,
    'EventTarget.prototype': window.EventTarget.prototype,
    'Object.prototype': window.Object.prototype,
    'Function.prototype': window.Function.prototype,
    'Promise.prototype': window.Promise.prototype,
    'String.prototype': window.String.prototype,
    'a new XHR': new window.XMLHttpRequest(),
  };
  const names: string[] = [];
  for (const [place, object] of Object.entries(places)) {
    for (const key of Reflect.ownKeys(object)) {
      const { enumerable } = Object.getOwnPropertyDescriptor(object, key) ?? {};
      names.push(`${place} ${String(key)}${enumerable ? '' : ', hidden'}`);
    }
    for (const key in object) names.push(`${place} in ${key}`);
  }
  return names;
};

const added = async (without: TestPage, with_: TestPage) => {
  const before = new Set(tracesIn((await openPage(without)).window));
  const page = await openPage(with_);
  return { page, names: tracesIn(page.window).filter((name) => !before.delete(name)), gone: [...before] };
};

describe('what the page sees of the shim', () => {
  it('G1, E1: with Clerk on the page, one global name, ClerkAjax, and one symbol that does not show', async () => {
    const { names, gone } = await added({ head: [signedIn] }, { head: [signedIn, shim] });
    expect(names).to.deep.equal(['window ClerkAjax', 'window Symbol(clerk-ajax), hidden', 'window in ClerkAjax']);
    expect(gone).to.deep.equal([]);
  });

  it('G1, E1: before Clerk is there, its name does not show either, and has no value', async () => {
    const { page, names } = await added({}, { head: [shim] });
    expect(names.filter((name) => !name.includes('lerk-') && !name.includes('ClerkAjax'))).to.deep.equal([
      'window Clerk, hidden',
    ]);
    expect(page.window.Clerk).to.equal(undefined);
    expect(typeof page.window.Clerk).to.equal('undefined');
  });

  it('E1: once Clerk is there, window.Clerk is as the assignment alone would have left it', async () => {
    const { window } = await openPage({ head: [shim, { clerk: {}, attributes: { 'data-fake-manual': '' } }] });
    const clerk = new window.FakeClerk();
    window.Clerk = clerk;
    expect(Object.getOwnPropertyDescriptor(window, 'Clerk')).to.deep.equal({
      value: clerk,
      writable: true,
      enumerable: true,
      configurable: true,
    });
    window.Clerk = undefined as never;
    expect(window.Clerk).to.equal(undefined);
  });

  const DECLARATIONS: Record<string, string> = {
    'let Clerk': 'let Clerk = new FakeClerk();',
    'const Clerk': 'const Clerk = new FakeClerk();',
    'class Clerk': 'class Clerk {}',
    'var Clerk': 'var Clerk = new FakeClerk(); var own = Clerk;',
    'function Clerk()': 'function Clerk() {}',
    'Object.defineProperty()': "Object.defineProperty(window, 'Clerk', { value: new FakeClerk() });",
    'delete window.Clerk': 'delete window.Clerk; window.Clerk = new FakeClerk();',
  };
  for (const [what, script] of Object.entries(DECLARATIONS)) {
    it(`E1: a page that says ${what} is not disturbed`, async () => {
      const page = await openPage({
        head: [shim, { clerk: {}, attributes: { 'data-fake-manual': '' } }, { script: `${script} window.ran = true;` }],
      });
      expect(page.window).to.have.property('ran', true);
      expect(page.errors).to.deep.equal([]);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('D1: a Clerk that the page declares with var gives its session to held calls', async () => {
    const { window } = await openPage({
      head: [shim, { clerk: {}, attributes: { 'data-fake-manual': '' } }, { script: 'var Clerk = new FakeClerk();' }],
    });
    const key = newKey();
    const held = window.fetch(at('backend', key, 'echo'));
    clerkOf(window).become('sess_A');
    await held;
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });

  it('G3: the shim makes no request of its own, and adds nothing to the page', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const elements = window.document.querySelectorAll('*').length;
    await window.fetch(at('page', key, 'echo'), { method: 'POST', body: 'x' });
    await sendXhr(window, at('backend', key, 'echo'));
    shimOf(window).explain('/x');
    const names = window.performance
      .getEntriesByType('resource')
      .map(({ name }) => name.replace(/\?.*/, ''))
      .filter((name) => !name.includes('/support/'));
    const own = [`${origins.page}/dist/clerk-ajax.min.js`, at('backend', key, 'echo'), at('page', key, 'echo')];
    // Some engines note what crossed origins only later.
    expect(own).to.include.members(names);
    expect(names).to.include(own[0]);
    expect(window.document.querySelectorAll('*')).to.have.length(elements);
    expect([window.localStorage.length, window.sessionStorage.length]).to.deep.equal([0, 0]);
  });
});
