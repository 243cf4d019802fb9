import { expect } from 'chai';
import sinon from 'sinon';
import { hasClerkScript } from '../../src/clerk/clerkScripts.ts';
import { loadClerk } from '../../src/clerk/loadClerk.ts';
import { type NodePage, newFakeClerk, openNodePage } from '../kit/nodePage.ts';

const keyOf = (host: string, kind = 'test') => `pk_${kind}_${btoa(`${host}$`)}`;
const KEY = keyOf('clerk.page.test');
const PATH = '/npm/@clerk/clerk-js@6/dist/clerk.browser.js';

const window = globalThis as unknown as { Clerk?: unknown; trustedTypes?: unknown };

describe('loadClerk', () => {
  let page: NodePage;
  let failed: sinon.SinonSpy;
  let error: sinon.SinonStub;

  beforeEach(async () => {
    page = await openNodePage();
    failed = sinon.spy();
    error = sinon.stub(console, 'error');
  });
  afterEach(() => {
    sinon.restore();
    page.close();
  });

  /** Runs it for a tag with these attributes, and gives the script that it has added. */
  function load(attributes: Record<string, string>): HTMLScriptElement | undefined {
    const { document } = page;
    const tag = document.createElement('script');
    for (const [name, value] of Object.entries(attributes)) tag.setAttribute(name, value);
    document.head.append(tag);
    const before = new Set(document.scripts);
    loadClerk(tag, failed);
    const added = [...document.scripts].filter((script) => !before.has(script));
    expect(added.length).to.be.below(2);
    return added[0];
  }
  const loadKey = (key = KEY, more = {}) => load({ 'data-clerk-publishable-key': key, ...more });

  describe('the address', () => {
    for (const [what, key, more, src] of [
      ["the instance's Frontend API", KEY, {}, `https://clerk.page.test${PATH}`],
      ['of a production instance', keyOf('clerk.page.test', 'live'), {}, `https://clerk.page.test${PATH}`],
      [
        'of a development instance',
        keyOf('nice-owl-1.clerk.accounts.dev'),
        {},
        `https://nice-owl-1.clerk.accounts.dev${PATH}`,
      ],
      [
        'behind a proxy',
        KEY,
        { 'data-clerk-proxy-url': 'https://page.test/__clerk' },
        `https://page.test/__clerk${PATH}`,
      ],
      ['behind a proxy with a slash', KEY, { 'data-clerk-proxy-url': '/__clerk/' }, `https://page.test/__clerk${PATH}`],
      [
        "a satellite's domain",
        keyOf('clerk.page.test', 'live'),
        { 'data-clerk-domain': 'satellite.test' },
        `https://clerk.satellite.test${PATH}`,
      ],
      [
        "a satellite's domain, with the label that it gets",
        keyOf('clerk.page.test', 'live'),
        { 'data-clerk-domain': 'clerk.satellite.test' },
        `https://clerk.satellite.test${PATH}`,
      ],
      [
        'of a development instance with a domain',
        KEY,
        { 'data-clerk-domain': 'satellite.test' },
        `https://clerk.page.test${PATH}`,
      ],
      ['an address of its own', KEY, { 'data-clerk-js-url': '/vendor/clerk.js' }, 'https://page.test/vendor/clerk.js'],
      [
        'an address of its own before all others',
        KEY,
        { 'data-clerk-js-url': '/vendor/clerk.js', 'data-clerk-proxy-url': '/__clerk', 'data-clerk-domain': 'a.test' },
        'https://page.test/vendor/clerk.js',
      ],
    ] as const) {
      it(`H: ClerkJS is loaded from ${what}`, () => {
        expect(loadKey(key, more)?.src).to.equal(src);
        sinon.assert.notCalled(error);
        sinon.assert.notCalled(failed);
      });
    }
  });

  it("H: the script of ClerkJS is asynchronous, anonymous, and has the tag's nonce", () => {
    const script = loadKey(KEY, { nonce: 'abc' });
    expect(script).to.include({ async: true, crossOrigin: 'anonymous', nonce: 'abc' });
  });

  describe('a page that has Clerk', () => {
    it('H: no script is added where window.Clerk is there', async () => {
      window.Clerk = await newFakeClerk();
      expect(loadKey()).to.equal(undefined);
    });

    it('H: no script is added where a Clerk script tag is there', () => {
      page.document.head.innerHTML = `<script src="https://clerk.page.test${PATH}"></script>`;
      expect(loadKey()).to.equal(undefined);
    });

    it("H: the shim's own tag is not taken for a Clerk script tag", () => {
      expect(loadKey()).to.be.an.instanceof(HTMLScriptElement);
    });

    it('H: a Clerk tag that comes further down starts Clerk itself', async () => {
      const script = loadKey();
      page.document.body.innerHTML = '<script data-clerk-publishable-key="pk_test_x" src="/vendor.js"></script>';
      const clerk = await newFakeClerk();
      window.Clerk = clerk;
      script?.dispatchEvent(new Event('load'));
      expect(clerk.control.loads).to.deep.equal([]);
    });
  });

  describe('starting it', () => {
    const LIVE = keyOf('clerk.page.test', 'live');
    const DOMAIN = { 'data-clerk-domain': 'satellite.test' };
    const SIGN_IN = { 'data-clerk-sign-in-url': 'https://primary.test/sign-in' };
    const SATELLITE = { isSatellite: true, satelliteAutoSync: true };
    const OTHER = { isSatellite: false };
    for (const [key, more, options] of [
      [KEY, {}, OTHER],
      [LIVE, {}, OTHER],
      [LIVE, DOMAIN, SATELLITE],
      [LIVE, { ...DOMAIN, 'data-clerk-proxy-url': '/__clerk' }, SATELLITE],
      [KEY, DOMAIN, OTHER],
      [KEY, { ...DOMAIN, ...SIGN_IN }, { ...SATELLITE, signInUrl: 'https://primary.test/sign-in' }],
      [LIVE, { ...DOMAIN, ...SIGN_IN }, { ...SATELLITE, signInUrl: 'https://primary.test/sign-in' }],
      [LIVE, { ...DOMAIN, 'data-clerk-satellite-auto-sync': 'true' }, SATELLITE],
      [LIVE, { ...DOMAIN, 'data-clerk-satellite-auto-sync': '' }, SATELLITE],
      [LIVE, { ...DOMAIN, 'data-clerk-satellite-auto-sync': 'false' }, { ...SATELLITE, satelliteAutoSync: false }],
      [LIVE, { 'data-clerk-satellite-auto-sync': 'true' }, OTHER],
      [KEY, SIGN_IN, { ...OTHER, signInUrl: 'https://primary.test/sign-in' }],
      [
        KEY,
        { 'data-clerk-sign-in-url': '/sign-in', 'data-clerk-sign-up-url': '/sign-up' },
        { ...OTHER, signInUrl: '/sign-in', signUpUrl: '/sign-up' },
      ],
    ] as const) {
      it(`H1: load() is called once, of ${key.slice(0, 7)} with ${JSON.stringify(more)}`, async () => {
        const script = loadKey(key, more);
        const clerk = await newFakeClerk();
        window.Clerk = clerk;
        expect(clerk.control.loads).to.deep.equal([]);
        script?.dispatchEvent(new Event('load'));
        expect(clerk.control.loads).to.deep.equal([options]);
        sinon.assert.notCalled(failed);
      });
    }

    it('D3: the script is one whose failure to load is noticed, as that of any Clerk tag', () => {
      expect(hasClerkScript(document)).to.equal(false);
      loadKey(KEY, { 'data-clerk-js-url': '/vendor/c.js' });
      expect(hasClerkScript(document)).to.equal(true);
    });

    it('D3: a load() that rejects is a failure', async () => {
      const script = loadKey();
      window.Clerk = { load: () => Promise.reject(new Error('no')) };
      script?.dispatchEvent(new Event('load'));
      await new Promise((resolve) => setImmediate(resolve));
      sinon.assert.calledOnceWithExactly(failed, sinon.match(/failed to start/));
    });

    it('E8: a script that brings no Clerk does no harm', async () => {
      loadKey()?.dispatchEvent(new Event('load'));
      await new Promise((resolve) => setImmediate(resolve));
      sinon.assert.notCalled(error);
    });
  });

  for (const key of [
    '',
    'pk_test_',
    'pk_test_%%%',
    'sk_test_Y2xlcmsucGFnZS50ZXN0JA',
    'pk_other_Y2xlcmsucGFnZS50ZXN0JA',
    `pk_test_${btoa('clerk.page.test')}`,
    `pk_test_${btoa('evil.test/x$')}`,
    `pk_test_${btoa('user@evil.test$')}`,
    `pk_test_${btoa('evil.test:8443$')}`,
    `pk_test_${btoa('$')}`,
  ]) {
    it(`A2: the key ${JSON.stringify(key)} is named in one error, and nothing is loaded`, () => {
      expect(loadKey(key)).to.equal(undefined);
      sinon.assert.calledOnce(error);
      expect(error.args[0]?.[0]).to.match(/^\[clerk-ajax\] data-clerk-publishable-key /);
      expect(error.args[0]?.[0])
        .to.include(`"${key}"`)
        .and.match(/use the publishable key/);
      sinon.assert.calledOnce(failed);
    });
  }

  for (const [attribute, value, live] of [
    ['data-clerk-sign-in-url', 'javascript:alert(1)', false],
    ['data-clerk-sign-in-url', '/sign-in', true],
    ['data-clerk-sign-in-url', '//primary.test/sign-in', true],
    ['data-clerk-sign-in-url', 'https://page.test/sign-in', true],
    ['data-clerk-sign-up-url', 'http://[', false],
    ['data-clerk-satellite-auto-sync', 'no', true],
  ] as const) {
    it(`H1, A2: ${attribute}="${value}" ${live ? 'of a satellite ' : ''}is named in one error, and nothing is loaded`, () => {
      const more = live ? { 'data-clerk-domain': 'satellite.test' } : {};
      expect(loadKey(keyOf('clerk.page.test', live ? 'live' : 'test'), { ...more, [attribute]: value })).to.equal(
        undefined,
      );
      sinon.assert.calledOnce(error);
      expect(error.args[0]?.[0]).to.include(`${attribute} "${value}" is not allowed; use `);
      sinon.assert.calledOnce(failed);
    });
  }

  describe('an engine that may not read ES2022', () => {
    beforeEach(() => {
      page.put('RegExp', (pattern: string, flags: string) => {
        if (flags === 'v') throw new SyntaxError('Invalid flags');
        return pattern;
      });
    });

    it('H1: an old engine gets the legacy build', () => {
      expect(loadKey()?.src).to.equal(
        `https://clerk.page.test${PATH.replace('clerk.browser', 'clerk.legacy.browser')}`,
      );
    });

    it('H1: an old engine gets the address that the page gives', () => {
      expect(loadKey(KEY, { 'data-clerk-js-url': '/clerk.browser.js' })?.src).to.equal(
        'https://page.test/clerk.browser.js',
      );
    });
  });

  describe('trusted types', () => {
    afterEach(() => {
      delete window.trustedTypes;
    });

    it('G3: a Trusted Types policy makes the address of the script', () => {
      const createScriptURL = sinon.spy((url: string) => `${url}?trusted`);
      const createPolicy = sinon.stub().callsFake((_name: string, rules: { createScriptURL(url: string): string }) => ({
        createScriptURL: (url: string) => createScriptURL(rules.createScriptURL(url)),
      }));
      window.trustedTypes = { createPolicy };
      expect(loadKey()?.src).to.equal(`https://clerk.page.test${PATH}?trusted`);
      sinon.assert.calledOnceWithMatch(createPolicy, 'clerk-ajax');
    });

    it("G3: where the page allows no such policy, the page's default one decides on the address", () => {
      window.trustedTypes = {
        createPolicy() {
          throw new TypeError('refused');
        },
      };
      expect(loadKey()?.src).to.equal(`https://clerk.page.test${PATH}`);
    });
  });
});
