import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect } from 'chai';
import { createMatcher } from '../../src/calls/backends.ts';
import type { ConfiguredSource } from '../../src/config/options.ts';
import { parseSource } from '../../src/config/sourceList.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';
import { DISGUISED, HOSTILE, OURS, OURS_PAGE } from '../model/hostileUrls.ts';

const SELF = 'https://page.test';
const PAGE = `${SELF}/dir/page.html?q=1#f`;

/** The origin that the platform resolves a URL to; `undefined` where it is no URL. */
function originOf(url: string, base: string): string | undefined {
  try {
    return new URL(url, base).origin;
  } catch {
    return undefined;
  }
}

describe('backends', () => {
  let page: NodePage;
  let base = PAGE;

  before(async () => {
    page = await openNodePage({ url: PAGE });
  });
  after(() => page.close());
  beforeEach(() => {
    base = PAGE;
  });

  const matcher = (list: string) =>
    createMatcher(
      list.split(' ').map((text) => parseSource(text, SELF) as ConfiguredSource),
      () => base,
    );
  const sourceOf = (list: string, url: string) => matcher(list)(url)?.source.text;

  describe('hostile URLs', () => {
    const expectNotOurs = (url: string) => {
      // With and without a path, and with what relative URLs lead to beside it: each takes another way through the code.
      for (const list of [OURS, `${OURS}/`, `http://page.test ${OURS}:443`]) {
        const match = matcher(list);
        expect(match(url), list).to.equal(undefined);
        // What was learnt from a URL that is ours must not help one that is not.
        match(`${OURS}/`);
        match('/');
        expect(match(url), `${list}, the second time`).to.equal(undefined);
      }
    };

    for (const url of HOSTILE) {
      it(`B5: ${JSON.stringify(url)} is never ours`, () => {
        base = OURS_PAGE;
        // A `blob:` URL has the origin of what is in it, and is no call to that.
        if (!url.startsWith('blob:'))
          expect(originOf(url, base), 'the URL is hostile').not.to.be.oneOf([OURS, 'http://page.test']);
        expectNotOurs(url);
      });
    }

    for (const url of DISGUISED) {
      it(`B5: ${JSON.stringify(url)} is ours, as the platform says`, () => {
        base = OURS_PAGE;
        expect(originOf(url, base), 'the platform says so').to.equal(OURS);
        for (const list of [OURS, `${OURS}/`]) expect(sourceOf(list, url), list).to.equal(list);
      });
    }

    it('B5: an opaque or foreign scheme is not ours, be its inside what it may', () => {
      for (const list of [OURS, "'self'", 'https://*.example.com https://*.test']) {
        for (const url of [
          `blob:${OURS}/5d1c`,
          'blob:https://page.test/5d1c',
          'BLOB:https://a.page.test/5d1c',
          'blob:null/5d1c',
          `data:,${OURS}`,
          'about:blank',
          'about:srcdoc',
          'javascript:0',
          'file:///page.test/',
          'ws://page.test/',
          'wss://api.example.com/',
        ]) {
          expect(sourceOf(list, url), `${list} ${url}`).to.equal(undefined);
        }
      }
    });

    it('B5: a wildcard does not match hosts that only end alike', () => {
      const list = 'https://*.example.com';
      for (const url of [
        'https://example.com/',
        'https://.example.com/',
        'https://badexample.com/',
        'https://-example.com/',
        'https://a.example.com.evil.test/',
        'https://a.example.com@evil.test/',
        'https://evil.test/.example.com',
        'https://evil.test\\.example.com/',
        'https://evil.test?.example.com',
        'https://evil.test#.example.com',
        'https://evil.test:80@/.example.com',
        'https://a.example.com./',
        'http://a.example.com/',
        'https://a.example.com:8443/',
      ]) {
        expect(sourceOf(list, url), url).to.equal(undefined);
      }
      expect(sourceOf(list, 'https://evil.test\\@.example.com/')).to.equal(undefined);
      expect(sourceOf(list, 'https://evil.test@a.example.com/')).to.equal(list);
    });

    it('B5: IPv4 shorthands and IPv6 are compared as addresses', () => {
      const list = 'https://127.0.0.1:3000 https://[2001:db8::1]';
      for (const url of [
        'https://127.1:3000/',
        'https://0x7f000001:3000/',
        'https://0177.0.0.01:3000/',
        'https://2130706433:3000/',
        'https://127.0.0.1.:3000/',
        'https://\uff11\uff12\uff17.0.0.1:3000/',
      ]) {
        expect(sourceOf(list, url), url).to.equal('https://127.0.0.1:3000');
      }
      for (const url of ['https://[2001:db8:0:0::1]/', 'https://[2001:DB8::0:1]:443/x']) {
        expect(sourceOf(list, url), url).to.equal('https://[2001:db8::1]');
      }
      for (const url of [
        'https://127.0.0.1/',
        'https://127.0.0.2:3000/',
        'https://127.0.0.1.evil.test:3000/',
        'https://[::127.0.0.1]:3000/',
        'https://[::ffff:127.0.0.1]:3000/',
        'https://[2001:db8::2]/',
        'https://2001:db8::1/',
      ]) {
        expect(sourceOf(list, url), url).to.equal(undefined);
      }
    });
  });

  describe('relative URLs', () => {
    const RELATIVE = ['', '?', '?a', '#', '#a', '.', '..', 'x', 'x/y', 'a.b?c', '/', '/x', '/x//y', '//page.test/x'];

    it("B3: relative URLs lead to the base's origin", () => {
      for (const url of RELATIVE) expect(sourceOf("'self'", url), url).to.equal("'self'");
    });

    it('B3: a relative URL is resolved against the base of the time of the call', () => {
      const match = matcher(`'self' ${OURS}/api/`);
      expect(match('x')?.source.text).to.equal("'self'");
      base = `${OURS}/api/`;
      expect(match('x')?.source.text).to.equal(`${OURS}/api/`);
      expect(match('../x')).to.equal(undefined);
      expect(match('/x')).to.equal(undefined);
      base = PAGE;
      expect(match('/x')?.source.text).to.equal("'self'");
    });

    it('B5: a base elsewhere takes relative URLs with it', () => {
      const match = matcher(`'self' ${OURS}`);
      for (const url of RELATIVE.slice(0, -1)) expect(match(url), `${url} before`).to.be.an('object');
      for (const elsewhere of ['https://evil.test/', 'https://api.example.com.evil.test/', 'http://page.test/']) {
        base = elsewhere;
        for (const url of RELATIVE.slice(0, -1)) expect(match(url), `${url} at ${base}`).to.equal(undefined);
      }
    });

    it('B3: a base that relative URLs cannot be resolved against makes none ours', () => {
      for (const opaque of ['about:blank', 'data:text/html,x', 'blob:https://page.test/5d1c', 'not a URL']) {
        base = opaque;
        for (const url of RELATIVE) expect(sourceOf("'self'", url), `${url} at ${base}`).to.equal(undefined);
      }
    });

    it('B5: a scheme without slashes is relative on a page of that scheme alone', () => {
      const list = `'self' ${OURS}`;
      for (const [at, expected] of [
        [PAGE, "'self'"],
        [OURS_PAGE, OURS],
      ] as const) {
        base = at;
        expect(sourceOf(list, 'https:api.example.com/'), at).to.equal(expected);
        for (const url of ['https:page.test', 'https:/api.example.com/', 'https:x', 'https:?', 'https:', 'http:x']) {
          const origin = originOf(url, base);
          const source = origin === OURS ? OURS : origin === SELF ? "'self'" : undefined;
          expect(sourceOf(list, url), `${url} at ${base}`).to.equal(source);
        }
      }
    });

    it('B1: the path of a relative URL is looked at when it is resolved', () => {
      const list = "'self'/dir/";
      for (const url of ['', '?a', '#a', 'x', './x', '../dir/x', '/dir/x', '/x/../dir/', 'x/..'])
        expect(sourceOf(list, url), url).to.equal(list);
      for (const url of ['..', '../x', '/', '/x', '/dirx', '/dir', 'x/../..', '%2e%2e/x', '/dir/..\\x', '.\t./x'])
        expect(sourceOf(list, url), url).to.equal(undefined);
    });
  });

  describe('the backend', () => {
    it('B1: a backend is found by the first source that matches', () => {
      expect(sourceOf(`${OURS}/v1/ ${OURS}`, `${OURS}/v1/x`)).to.equal(`${OURS}/v1/`);
      expect(sourceOf(`${OURS}/v1/ ${OURS}`, `${OURS}/v2/x`)).to.equal(OURS);
      expect(sourceOf(`${OURS}/v1/ ${OURS}/v2`, `${OURS}/v2`)).to.equal(`${OURS}/v2`);
      expect(sourceOf(`${OURS}/v1/ ${OURS}/v2`, `${OURS}/v3`)).to.equal(undefined);
    });

    it('B1: a backend is the same for the same origin, however it is written', () => {
      const match = matcher(`${OURS}/v1/ https://*.example.com`);
      for (const url of [`${OURS}/v1/x`, 'HTTPS://API.EXAMPLE.COM:443/v1/x', ' https:\\\\api.example.com/v1/x'])
        for (let time = 0; time < 2; time++)
          expect(match(url), url).to.deep.include({ origin: OURS, crossOrigin: true, insecure: false });
    });

    it('C5: a backend knows whether it is of another origin than the page', () => {
      const match = matcher("'self' https://*.page.test http://page.test https://page.test:8443");
      const crossOrigin = (url: string) => match(url)?.crossOrigin;
      expect(crossOrigin('x')).to.equal(false);
      expect(crossOrigin('https://page.test:443/x')).to.equal(false);
      expect(crossOrigin('https://a.page.test/x')).to.equal(true);
      expect(crossOrigin('http://page.test/x')).to.equal(true);
      expect(crossOrigin('https://page.test:8443/x')).to.equal(true);
      base = 'https://a.page.test/';
      expect(crossOrigin('x'), 'a changed base is not a changed page').to.equal(true);
    });

    it('C7: a backend knows whether it is plain http that leaves the machine', () => {
      const match = matcher(
        "http://api.example.com http://localhost:* http://127.0.0.1 http://[::1] https://a.test 'self'",
      );
      const insecure = (url: string) => match(url)?.insecure;
      expect(insecure('http://api.example.com/')).to.equal(true);
      expect(insecure('http://localhost:3000/')).to.equal(false);
      expect(insecure('http://127.1/')).to.equal(false);
      expect(insecure('http://[::1]/')).to.equal(false);
      expect(insecure('https://a.test/')).to.equal(false);
      expect(insecure('x')).to.equal(false);
    });
  });

  describe("ClerkJS's own requests", () => {
    it('B6: requests of ClerkJS are not ours, also at a backend of ours', () => {
      const match = matcher(`'self' ${OURS}/v1/`);
      for (const url of [
        '/__clerk/v1/client?_clerk_js_version=5.0.0',
        '/__clerk/v1/client?__clerk_api_version=2024&_clerk_js_version=6.40.0&_method=PATCH',
        `${OURS}/v1/client?_clerk_js_version=4.73.14`,
        'https://page.test/__clerk/v1/environment?a&_clerk_js_version=6',
      ]) {
        expect(match(url), url).to.equal(undefined);
      }
    });

    it("B6: a parameter that only looks like ClerkJS's does not make a call its own", () => {
      for (const query of [
        '?x_clerk_js_version=5',
        '?clerk_js_version=5',
        '?a=_clerk_js_version=5',
        '?_clerk_js_versions=5',
      ])
        expect(sourceOf("'self'", query), query).to.equal("'self'");
    });
  });

  it('E8: what is no URL is not ours, and does not throw', () => {
    const match = matcher("'self' http://localhost:*");
    for (const url of [
      'https://',
      'http://[',
      'https://a:b',
      'https://%',
      '//',
      'http://localhost:99999',
      'https://xn--a/',
    ])
      expect(match(url), url).to.equal(undefined);
  });

  it('B1: a page that makes up origins does not make the matcher forget what is ours', () => {
    const match = matcher('https://*.example.com');
    for (let i = 0; i < 600; i++) {
      expect(match(`https://a${i}.example.com/`)?.origin).to.equal(`https://a${i}.example.com`);
      expect(match(`https://a${i}.example.org/`)).to.equal(undefined);
    }
    expect(match('https://a0.example.com/')?.origin).to.equal('https://a0.example.com');
  });

  it('B3: URLs are not kept, however many and long they are', () => {
    const match = matcher("'self' https://*.example.com");
    const gc = garbageCollector();
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < 100; i++) {
      const long = `${i}${'x'.repeat(300_000)}`;
      for (const url of [
        `data:text/plain,${long}`,
        `blob:${long}`,
        `https://a.example.com/?${long}`,
        `/${long}`,
        `x:${long}`,
      ]) {
        match(url);
      }
    }
    gc();
    // 150 MB in all.
    expect(process.memoryUsage().heapUsed - before).to.be.below(40_000_000);
  });

  describe('exclusions', () => {
    const isOurs = (list: string, exclude: string, url: string) => {
      const sources = (texts: string, isExcluded: boolean) =>
        texts.split(' ').map((text) => ({ ...parseSource(text, SELF), isExcluded }) as ConfiguredSource);
      const match = createMatcher([...sources(exclude, true), ...sources(list, false)], () => base);
      // The second time, it is known.
      match(url);
      return !!match(url);
    };

    for (const url of [
      'https://api.test/public/x',
      'https://API.test:443/public/',
      '//api.test/a/../public/x?y#z',
      'https://api.test\\public\\x',
    ]) {
      it(`B7: never ours: ${url}`, () => {
        for (const list of ['https://api.test', 'https://api.test/public/x https://api.test/', 'https://*.test']) {
          expect(isOurs(list, 'https://api.test/public/', url), list).to.equal(false);
          expect(isOurs(list, 'https://api.test', url), list).to.equal(false);
        }
      });
    }

    it('B7: all other URLs of the backend stay ours', () => {
      for (const url of [
        'https://api.test/',
        'https://api.test/public',
        'https://api.test/x/public/',
        'https://b.test/public/',
      ]) {
        expect(isOurs('https://*.test', 'https://api.test/public/', url), url).to.equal(true);
      }
    });

    it('B7: a relative URL is excluded where it leads', () => {
      expect(isOurs("'self'", "'self'/livewire/", '/livewire/upload-file?signature=1')).to.equal(false);
      expect(isOurs("'self'", "'self'/livewire/", 'livewire/upload-file')).to.equal(true);
    });
  });
});

/** Node's garbage collector, which it shows on demand. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
