import { expect } from 'chai';
import sinon from 'sinon';
import type { install } from '../../src/entries/index.ts';
import type { Installation } from '../../src/types.ts';
import { type NodePage, newFakeClerk, openNodePage } from '../kit/nodePage.ts';

const API = 'https://api.example.com';

type Global = Partial<Installation> & { install: typeof install };
const window = globalThis as unknown as { Clerk?: unknown; ClerkAjax?: Global; fetch: typeof fetch };

let evaluations = 0;

describe('script', () => {
  let page: NodePage;
  let clock: sinon.SinonFakeTimers;
  let nativeFetch: sinon.SinonStub;
  let error: sinon.SinonStub;

  beforeEach(async () => {
    page = await openNodePage();
    clock = sinon.useFakeTimers({ now: 0, toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
    nativeFetch = sinon.stub().callsFake(async () => new Response('ok'));
    page.put('fetch', nativeFetch);
    sinon.stub(XMLHttpRequest.prototype, 'send');
    error = sinon.stub(console, 'error');
    sinon.stub(console, 'warn');
  });
  afterEach(() => {
    window.ClerkAjax?.uninstall?.();
    sinon.restore();
    clock.restore();
    page.close();
  });

  /** Runs the script as the browser does, with this as `document.currentScript`. */
  async function run(currentScript: Element | null): Promise<void> {
    Object.defineProperty(page.document, 'currentScript', { value: currentScript, configurable: true });
    // Each evaluation is one tag.
    await import(`../../src/entries/script.ts?${evaluations++}`);
    Object.defineProperty(page.document, 'currentScript', { value: null, configurable: true });
  }

  function tag(attributes: Record<string, string>): HTMLScriptElement {
    const script = page.document.createElement('script');
    for (const [name, value] of Object.entries(attributes)) script.setAttribute(name, value);
    page.document.head.append(script);
    return script;
  }
  const runTag = (attributes: Record<string, string>) => run(tag(attributes));

  async function signIn(): Promise<void> {
    const clerk = await newFakeClerk();
    clerk.control.become('sess_1');
    window.Clerk = clerk;
  }
  const errors = () => error.args.map(([message]) => message as string);
  const fetched = () => nativeFetch.args.map(([input]) => (input instanceof Request ? input.url : `${input}`));
  const patched = () => window.fetch !== nativeFetch;

  it('A: one tag gives the calls of the page the session', async () => {
    await signIn();
    await runTag({ 'data-backend-origins': `'self' ${API}` });
    await window.fetch('/x');
    await window.fetch(`${API}/x`);
    await window.fetch('https://evil.test/x');
    expect(fetched()).to.deep.equal([
      '/x?_clerk_session_id=sess_1',
      `${API}/x?_clerk_session_id=sess_1`,
      'https://evil.test/x',
    ]);
    expect(errors()).to.deep.equal([]);
  });

  it('A: every attribute is read', async () => {
    await signIn();
    const debug = sinon.stub(console, 'debug');
    await runTag({
      'data-backend-origins': "'self'",
      'data-session-param': 'sid',
      'data-send': 'session-id',
      'data-patch': 'fetch',
      'data-wait': '100',
      'data-debug': '',
    });
    await window.fetch('/x');
    expect(fetched()).to.deep.equal(['/x?sid=sess_1']);
    sinon.assert.calledOnce(debug);
    expect(window.ClerkAjax?.explain?.('/x').sends).to.deep.equal(['session-id']);
    expect(errors()).to.deep.equal([]);
  });

  describe('the tag', () => {
    it('A1: where there is no current script, as in a module, one error says so, and nothing is patched', async () => {
      await run(null);
      expect(errors()).to.have.length(1);
      expect(errors()[0]).to.match(/^\[clerk-ajax\] .*tag/);
      expect(patched()).to.equal(false);
      expect(window.ClerkAjax).to.have.all.keys('install');
    });

    it('A1: an element of the page that has taken the name is not the tag', async () => {
      for (const name of ['img', 'form', 'object']) {
        const element = page.document.createElement(name);
        element.setAttribute('name', 'currentScript');
        element.setAttribute('data-backend-origins', 'https://evil.test');
        await run(element);
      }
      const svg = page.document.createElementNS('http://www.w3.org/2000/svg', 'script');
      svg.setAttribute('data-backend-origins', 'https://evil.test');
      await run(svg);
      expect(errors()).to.have.length(4);
      expect(patched()).to.equal(false);
    });

    it('A1: without its tag, the script still gives install()', async () => {
      await signIn();
      await run(null);
      const handle = window.ClerkAjax?.install({ backendOrigins: "'self'" });
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1']);
      handle?.uninstall();
    });
  });

  describe('bad configuration', () => {
    for (const [attribute, bad, allowed] of [
      ['data-backend-origins', '*', "'self', https://host"],
      ['data-backend-origins', 'https://user@a.test', "'self', https://host"],
      ['data-session-param', 'a b', 'letters'],
      ['data-session-param', '', 'letters'],
      ['data-send', 'cookies', 'session-id credentials session-token'],
      ['data-send', '', 'session-id credentials session-token'],
      ['data-patch', 'jsonp', 'fetch xhr'],
      ['data-patch', '', 'fetch xhr'],
      ['data-wait', '5s', 'milliseconds'],
      ['data-wait', '-1', 'milliseconds'],
      ['data-wait', '', 'milliseconds'],
      ['data-wait', '99999999999', 'milliseconds'],
      ['data-debug', 'on', 'true or false'],
      ['data-warm-start', 'off', 'true or false'],
    ] as const) {
      it(`A2: ${attribute}="${bad}": one error names both and what is allowed; the rest works`, async () => {
        await signIn();
        const origins = `'self' ${attribute === 'data-backend-origins' ? bad : ''}`;
        await runTag({
          'data-backend-origins': origins,
          ...(attribute === 'data-backend-origins' ? {} : { [attribute]: bad }),
        });
        expect(errors()).to.have.length(1);
        expect(errors()[0]).to.match(new RegExp(`^\\[clerk-ajax\\] ${attribute} `));
        expect(errors()[0]).to.include(`"${bad}"`).and.include(allowed);
        await window.fetch('/x');
        expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1']);
        expect(window.ClerkAjax?.explain?.('/x')).to.deep.include({ ours: true, sends: ['session-id'] });
      });
    }

    it('A2: an attribute that is none, data-clerk, does not keep window.Clerk out', async () => {
      await signIn();
      await runTag({ 'data-backend-origins': "'self'", 'data-clerk': 'Clerk' });
      expect(window.ClerkAjax?.explain?.('/x').sends).to.deep.equal(['session-id']);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1']);
    });

    it('A2: each of many faults is one error, nothing throws, and what is valid beside them works', async () => {
      await signIn();
      await runTag({
        'data-backend-origins': `* ${API} self`,
        'data-session-param': '&',
        'data-send': 'session-id cookie',
        'data-patch': 'all',
        'data-wait': 'long',
        'data-debug': '1',
      });
      expect(errors()).to.have.length(7);
      await window.fetch(`${API}/x`);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal([`${API}/x?_clerk_session_id=sess_1`, '/x']);
    });

    for (const [wrong, right] of [
      ['data-backend-origin', 'data-backend-origins'],
      ['data-backends-origin', 'data-backend-origins'],
      ['data-token-origin', 'data-token-origins'],
      ['data-token-orgins', 'data-token-origins'],
      ['data-token-orignis', 'data-token-origins'],
      ['data-excludes', 'data-exclude'],
      ['data-organisation', 'data-organization'],
      ['data-waits', 'data-wait'],
    ] as const) {
      it(`A2a: ${wrong} is said to mean ${right}, beside a valid attribute, and alone`, async () => {
        await runTag({ 'data-backend-origins': `${API}/v1/`, [wrong]: 'https://b.test' });
        expect(errors()).to.deep.equal([`[clerk-ajax] ${wrong} is no attribute of clerk-ajax: use ${right}`]);
        expect(patched()).to.equal(true);
        window.ClerkAjax?.uninstall?.();
        await runTag({ [wrong]: API });
        expect(errors().filter((line) => line.includes(`${wrong} `))).to.have.length(2);
      });
    }

    it('A2a: attributes of other tools and of ClerkJS are none of ours', async () => {
      await runTag({
        'data-backend-origins': API,
        ...{ 'data-cfasync': 'false', 'data-turbo-track': 'reload', 'data-domain': 'x', 'data-main': 'x' },
        ...{ 'data-origins': 'x', 'data-clerk-sign-in-ulr': 'x', 'data-n-head': 'ssr', 'data-cookieconsent': 'x' },
      });
      expect(errors()).to.deep.equal([]);
    });

    for (const attributes of [{}, { 'data-backend-origins': '' }, { 'data-backend-origins': ' \n' }]) {
      it(`A3: ${JSON.stringify(attributes)}: one error, and nothing is patched`, async () => {
        const { open, send } = XMLHttpRequest.prototype;
        await runTag(attributes as Record<string, string>);
        expect(errors()).to.have.length(1);
        expect(errors()[0]).to.match(/^\[clerk-ajax\] data-backend-origins .*missing/);
        expect(patched()).to.equal(false);
        expect(XMLHttpRequest.prototype).to.include({ open, send });
        expect(Object.getOwnPropertyDescriptor(window, 'Clerk')).to.equal(undefined);
        expect(window.ClerkAjax?.explain?.('/x')).to.include({ ours: false });
        expect(() => window.ClerkAjax?.uninstall?.()).not.to.throw();
      });
    }

    it('A2: a tag with only bad sources gives an error for each, and patches nothing', async () => {
      await runTag({ 'data-backend-origins': '* self' });
      expect(errors()).to.have.length(2);
      expect(patched()).to.equal(false);
    });
  });

  describe('loaded twice', () => {
    it('A4: the same tag twice patches once, adds the parameter once, and says nothing', async () => {
      await signIn();
      await runTag({ 'data-backend-origins': "'self'" });
      const { fetch } = window;
      await runTag({ 'data-backend-origins': "'self'" });
      expect(window.fetch).to.equal(fetch);
      await window.fetch('/x');
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1']);
      expect(errors()).to.deep.equal([]);
      expect(window.ClerkAjax).to.have.all.keys('install', 'uninstall', 'explain');
    });

    it('A4: a second tag with other options is one error, and the first options stay', async () => {
      await signIn();
      await runTag({ 'data-backend-origins': "'self'" });
      await runTag({ 'data-backend-origins': API });
      expect(errors()).to.have.length(1);
      expect(errors()[0]).to.match(/^\[clerk-ajax\] .*already/);
      await window.fetch('/x');
      await window.fetch(`${API}/x`);
      expect(fetched()).to.deep.equal(['/x?_clerk_session_id=sess_1', `${API}/x`]);
    });

    it('A3: a second tag without backend origins is one error, and the first stays in reach', async () => {
      await signIn();
      await runTag({ 'data-backend-origins': "'self'" });
      const { fetch } = window;
      await runTag({});
      expect(errors()).to.have.length(1);
      expect(errors()[0]).to.match(/data-backend-origins .*missing/);
      expect(window.fetch).to.equal(fetch);
      expect(window.ClerkAjax?.explain?.('/x')).to.deep.include({ ours: true, sends: ['session-id'] });
      window.ClerkAjax?.uninstall?.();
      expect(patched()).to.equal(false);
    });

    it('A1: a second script whose tag is not found leaves the first in reach', async () => {
      await signIn();
      await runTag({ 'data-backend-origins': "'self'" });
      await run(null);
      expect(errors()).to.have.length(1);
      expect(window.ClerkAjax?.explain?.('/x')).to.deep.include({ ours: true, sends: ['session-id'] });
      window.ClerkAjax?.uninstall?.();
      expect(patched()).to.equal(false);
    });

    it('A4: the tag and a program with the same options share one installation', async () => {
      await runTag({ 'data-backend-origins': "'self'" });
      const first = window.ClerkAjax as Global;
      const handle = first.install({ backendOrigins: "'self'" });
      expect(handle.uninstall).to.equal(first.uninstall);
      expect(() => first.install({ backendOrigins: API })).to.throw(TypeError, /already/);
    });
  });

  describe('window.ClerkAjax', () => {
    it("A5: ClerkAjax has install(), and uninstall() and explain() of the tag's installation", async () => {
      await runTag({ 'data-backend-origins': "'self'" });
      expect(window.ClerkAjax).to.have.all.keys('install', 'uninstall', 'explain');
      expect(window.ClerkAjax?.explain?.('/x')).to.include({ ours: true, source: "'self'" });
      window.ClerkAjax?.uninstall?.();
      expect(patched()).to.equal(false);
    });

    it('A5: install() of the tag throws, since a program called it', async () => {
      await run(null);
      expect(() => window.ClerkAjax?.install({ backendOrigins: '*' })).to.throw(TypeError, /backendOrigins/);
    });
  });

  describe('loading ClerkJS', () => {
    const KEY = `pk_test_${btoa('clerk.page.test$')}`;
    const clerkScripts = () =>
      [...page.document.querySelectorAll<HTMLScriptElement>('script[src]')].map(({ src }) => src);

    it('H: with a publishable key the tag loads ClerkJS, and calls are held for it', async () => {
      await runTag({ 'data-backend-origins': API, 'data-clerk-publishable-key': KEY });
      expect(clerkScripts()).to.deep.equal(['https://clerk.page.test/npm/@clerk/clerk-js@6/dist/clerk.browser.js']);
      const done = window.fetch(`${API}/x`);
      expect(fetched()).to.deep.equal([]);
      await signIn();
      await done;
      expect(fetched()).to.deep.equal([`${API}/x?_clerk_session_id=sess_1`]);
    });

    it('H: without a publishable key the tag loads no ClerkJS', async () => {
      await runTag({ 'data-backend-origins': API, 'data-clerk-js-url': 'https://a.test/clerk.browser.js' });
      expect(clerkScripts()).to.deep.equal([]);
    });

    it('H: a ClerkJS that fails to load lets held calls be sent, with one warning', async () => {
      await runTag({ 'data-backend-origins': API, 'data-clerk-publishable-key': KEY });
      const done = window.fetch(`${API}/x`);
      page.document.querySelector('script[src]')?.dispatchEvent(new Event('error'));
      await done;
      expect(fetched()).to.deep.equal([`${API}/x`]);
      sinon.assert.calledOnce(console.warn as sinon.SinonStub);
    });

    it('H: the tag twice loads ClerkJS once', async () => {
      for (let i = 0; i < 2; i++) await runTag({ 'data-backend-origins': API, 'data-clerk-publishable-key': KEY });
      expect(clerkScripts()).to.have.length(1);
      expect(errors()).to.deep.equal([]);
    });

    it('A3, H: a tag without backend origins still loads ClerkJS', async () => {
      await runTag({ 'data-clerk-publishable-key': KEY });
      expect(clerkScripts()).to.have.length(1);
      expect(patched()).to.equal(false);
    });
  });
});
