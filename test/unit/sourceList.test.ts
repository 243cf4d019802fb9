import { expect } from 'chai';
import { isLoopback, matchesOrigin, matchesPath, parseSource, type Source } from '../../src/config/sourceList.ts';

const SELF = 'https://page.test';
const parse = (text: string, self = SELF) => parseSource(text, self);

/** Whether the only source of a list matches a URL: its origin and its path. */
function matches(text: string, url: string, self = SELF): boolean {
  const source = parse(text, self);
  if (!source) throw new Error(`"${text}" was refused`);
  const parsed = new URL(url);
  return matchesOrigin(source, parsed.origin) && matchesPath(source, parsed.pathname);
}

function table(rule: string, rows: [source: string, url: string, ours: boolean][]): void {
  for (const [source, url, ours] of rows) {
    it(`${rule}: ${source} ${ours ? 'matches' : 'does not match'} ${url}`, () => {
      expect(matches(source, url)).to.equal(ours);
    });
  }
}

describe('sourceList', () => {
  describe('one origin', () => {
    table('B1', [
      ['https://api.example.com', 'https://api.example.com/', true],
      ['https://api.example.com', 'https://api.example.com/any/path?q#f', true],
      ['https://api.example.com', 'http://api.example.com/', false],
      ['https://api.example.com', 'https://api.example.com:8443/', false],
      ['https://api.example.com', 'https://example.com/', false],
      ['https://api.example.com', 'https://x.api.example.com/', false],
      ['http://api.example.com', 'http://api.example.com/', true],
      ['http://api.example.com', 'https://api.example.com/', false],
    ]);
  });

  describe('no scheme means https, and http for a loopback host', () => {
    table('B1', [
      ['api.example.com', 'https://api.example.com/', true],
      ['api.example.com', 'http://api.example.com/', false],
      ['*.example.com', 'http://api.example.com/', false],
      ['api.example.com:8443', 'https://api.example.com:8443/', true],
      ['api.example.com:8443', 'http://api.example.com:8443/', false],
      ['localhost', 'http://localhost/', true],
      ['localhost', 'https://localhost/', true],
      ['localhost:3000', 'http://localhost:3000/', true],
      ['localhost:3000', 'https://localhost:3000/', true],
      ['localhost:3000', 'http://localhost:3001/', false],
      ['localhost:3000/api/', 'http://localhost:3000/api/x', true],
      ['127.0.0.1:3000', 'http://127.0.0.1:3000/', true],
      ['127.1.2.3', 'http://127.1.2.3/', true],
      ['[::1]:3000', 'http://[::1]:3000/', true],
      ['app.localhost', 'http://app.localhost/', true],
      ['*.localhost', 'http://app.localhost/', true],
      ['192.168.0.1', 'http://192.168.0.1/', false],
      ['notlocalhost', 'http://notlocalhost/', false],
      ['localhost.evil.test', 'http://localhost.evil.test/', false],
      ['127.0.0.1.evil.test', 'http://127.0.0.1.evil.test/', false],
      ['https://localhost', 'http://localhost/', false],
    ]);
  });

  describe('ports', () => {
    table('B1', [
      ['https://api.example.com:8443', 'https://api.example.com:8443/', true],
      ['https://api.example.com:8443', 'https://api.example.com/', false],
      ['https://api.example.com:443', 'https://api.example.com/', true],
      ['https://api.example.com', 'https://api.example.com:443/', true],
      ['http://api.example.com:80', 'http://api.example.com/', true],
      ['https://api.example.com:80', 'https://api.example.com/', false],
      ['https://api.example.com:08443', 'https://api.example.com:8443/', true],
      ['localhost:443', 'https://localhost/', true],
      ['localhost:443', 'http://localhost:443/', true],
      ['localhost:443', 'http://localhost/', false],
      ['http://localhost:*', 'http://localhost:3000/', true],
      ['http://localhost:*', 'http://localhost/', true],
      ['http://localhost:*', 'https://localhost:3000/', false],
      ['http://localhost:*', 'http://localhost.evil.test:3000/', false],
      ['localhost:*', 'https://localhost:3000/', true],
      ['https://*.example.com:*', 'https://a.example.com:1/', true],
      ['https://*.example.com:8443', 'https://a.example.com:8443/', true],
      ['https://*.example.com:8443', 'https://a.example.com/', false],
    ]);
  });

  describe('any subdomain at any depth, never the apex', () => {
    table('B1', [
      ['https://*.example.com', 'https://a.example.com/', true],
      ['https://*.example.com', 'https://a.b.c.example.com/', true],
      ['https://*.example.com', 'https://example.com/', false],
      ['https://*.example.com', 'https://.example.com/', false],
      ['https://*.example.com', 'https://badexample.com/', false],
      ['https://*.example.com', 'https://example.com.evil.test/', false],
      ['https://*.example.com', 'https://a.example.com./', false],
      ['https://*.example.com', 'https://a.example.comm/', false],
      ['https://*.example.com', 'https://a-example.com/', false],
      ['https://*.EXAMPLE.com', 'https://A.example.COM/', true],
      ['https://*.xn--bcher-kva.example', 'https://a.b\u00fccher.example/', true],
    ]);
  });

  describe('paths', () => {
    table('B1', [
      ['https://api.example.com/', 'https://api.example.com/x', true],
      ['https://api.example.com/v1/', 'https://api.example.com/v1/', true],
      ['https://api.example.com/v1/', 'https://api.example.com/v1/x/y', true],
      ['https://api.example.com/v1/', 'https://api.example.com/v1', false],
      ['https://api.example.com/v1/', 'https://api.example.com/v10/', false],
      ['https://api.example.com/v1/', 'https://api.example.com/x/v1/', false],
      ['https://api.example.com/v1/', 'https://api.example.com/V1/', false],
      ['https://api.example.com/v1/', 'https://api.example.com/v1/../v2/', false],
      ['https://api.example.com/v1/', 'https://api.example.com/v1/%2e%2E/v2/', false],
      ['https://api.example.com/v1/', 'https://api.example.com/v1\\..\\v2/', false],
      ['https://api.example.com/v1/', 'https://api.example.com/v2/../v1/x', true],
      ['https://api.example.com/v1/', 'https://api.example.com/?/v1/', false],
      ['https://api.example.com/v1', 'https://api.example.com/v1', true],
      ['https://api.example.com/v1', 'https://api.example.com/v1?q#f', true],
      ['https://api.example.com/v1', 'https://api.example.com/v1/', false],
      ['https://api.example.com/v1', 'https://api.example.com/v1/x', false],
      ['https://api.example.com/v1', 'https://api.example.com/v10', false],
      ['https://api.example.com/\u00fc/', 'https://api.example.com/%C3%BC/x', true],
      ['https://api.example.com/a/../v1/', 'https://api.example.com/v1/x', true],
      ['https://*.example.com/v1/', 'https://a.example.com/v1/x', true],
      ['https://*.example.com/v1/', 'https://a.example.com/v2/x', false],
      ['http://localhost:*/api', 'http://localhost:3000/api', true],
      ['http://localhost:*/api', 'http://localhost:3000/', false],
    ]);
  });

  describe('scheme, host and port as the URL parser leaves them', () => {
    table('B1', [
      ['HTTPS://API.Example.COM', 'https://api.example.com/', true],
      ['https://b\u00fccher.example', 'https://xn--bcher-kva.example/', true],
      ['https://xn--bcher-kva.example', 'https://B\u00dcCHER.example/', true],
      ['https://0x7f.1', 'https://127.0.0.1/', true],
      ['https://2130706433', 'https://127.0.0.1/', true],
      ['https://[0:0:0:0:0:0:0:1]', 'https://[::1]/', true],
      ['https://[2001:DB8::1]:8443', 'https://[2001:db8::1]:8443/', true],
      ['https://[::ffff:1.2.3.4]', 'https://[::ffff:102:304]/', true],
      ['https://api.example.com.', 'https://api.example.com./', true],
      ['https://api.example.com.', 'https://api.example.com/', false],
    ]);
  });

  describe("'self'", () => {
    it("B1: 'self' is the page's origin", () => {
      expect(matches("'self'", 'https://page.test/x')).to.equal(true);
      expect(matches("'self'", 'http://page.test/x')).to.equal(false);
      expect(matches("'self'", 'https://page.test:8443/x')).to.equal(false);
      expect(matches("'self'", 'https://x.page.test/')).to.equal(false);
      expect(matches("'SELF'", 'https://page.test/x')).to.equal(true);
    });

    it("B1: 'self' on a page with a port, and over plain http, is just that", () => {
      expect(matches("'self'", 'http://page.test:8080/x', 'http://page.test:8080')).to.equal(true);
      expect(matches("'self'", 'https://page.test:8080/x', 'http://page.test:8080')).to.equal(false);
      expect(matches("'self'", 'http://page.test/x', 'http://page.test:8080')).to.equal(false);
    });

    it("B1: 'self' may carry a path", () => {
      expect(matches("'self'/api/", 'https://page.test/api/x')).to.equal(true);
      expect(matches("'self'/api/", 'https://page.test/')).to.equal(false);
    });

    it("B1: 'self' is nothing where the page has an opaque origin", () => {
      expect(parse("'self'", 'null')).to.equal(undefined);
      expect(parse("'self'/api/", 'null')).to.equal(undefined);
    });

    it('B1: a source is kept as it was written', () => {
      expect(parse("'self'/api/")).to.include({ text: "'self'/api/" });
      expect(parse('HTTPS://API.Example.COM:443')).to.include({ text: 'HTTPS://API.Example.COM:443' });
    });
  });

  describe('what is refused', () => {
    const refused = {
      'a host that is only a wildcard': [
        '*',
        '*/',
        '*:*',
        '*:443',
        'https://*',
        'http://*',
        'https://*/',
        'https://*:*',
        'https://*:443',
        'https://*/path/',
        'https://*.',
        'https://*.*',
        '*.',
        '*.*',
        '**',
      ],
      'a wildcard inside a label or in the wrong place': [
        'https://a*.example.com',
        'https://*a.example.com',
        'https://a.*.example.com',
        'https://example.*',
        'https://*.*.example.com',
        'https://**.example.com',
        'https://*example.com',
        'https://example.com*',
        '*://example.com',
        'https://example.com:8*',
        'https://example.com:**',
      ],
      'user info': [
        'https://user@example.com',
        'https://user:password@example.com',
        'https://@example.com',
        'https://api.example.com@evil.test',
        'user@example.com',
      ],
      'a query': ['https://example.com?', 'https://example.com/?a', "'self'?a", 'https://example.com/a/?/'],
      'a fragment': ['https://example.com#', 'https://example.com/#a', "'self'#a"],
      'any scheme but http and https': [
        'ws://example.com',
        'wss://example.com',
        'ftp://example.com',
        'file:///tmp/',
        'data:',
        'blob:',
        'https:',
        'http:',
        'https://',
        'blob:https://example.com',
        'about:blank',
        'javascript:alert(1)',
        'chrome-extension://abc',
        'xhttps://example.com',
        '//example.com',
        'https:/example.com',
        'https:example.com',
        'https:///example.com',
        ':443',
      ],
      'what is no host or no port': [
        '/api/',
        'https://exa mple.com',
        'https://example.com:65536',
        'https://example.com:x',
        'https://example.com:-1',
        'https://1.2.3.256',
        'https://[::1',
        'https://::1',
        'https://[api]',
        'https://[1:2]',
        'https://xn--a',
        'https://exa%6dple.com',
        'https://example.com\\evil.test',
        'https://example.com/a\\b',
        'https://exa<mple.com',
        'https://\u00ad',
        '',
      ],
      'keywords that are slips of the pen or mean something else': [
        'self',
        'SELF',
        'none',
        'null',
        'self/api/',
        "'none'",
        "'SELF",
        "self'",
        '"self"',
        "'unsafe-inline'",
        "'self'.evil.test",
        "'self'@evil.test",
        "'self':8443",
        "https://'self'",
      ],
    };
    for (const [what, texts] of Object.entries(refused)) {
      for (const text of texts) {
        it(`B2: ${what}: ${JSON.stringify(text)}`, () => {
          expect(parse(text)).to.equal(undefined);
        });
      }
    }

    it('B2: refusing has not gone so far as to refuse hosts that look like keywords', () => {
      for (const text of [
        'https://self',
        'https://none/x',
        '*.self',
        'https://selfish.example',
        'none.example',
        'nullable',
        'self.example/api/',
      ]) {
        expect(parse(text), text).to.be.an('object');
      }
    });
  });

  describe('loopback', () => {
    it('B1: loopback is localhost and what is below it, 127.0.0.0/8 and ::1', () => {
      for (const host of ['localhost', 'a.localhost', 'a.b.localhost', '127.0.0.1', '127.255.255.254', '[::1]']) {
        for (const end of ['', ':8080']) expect(isLoopback(`http://${host}${end}`), host).to.equal(true);
      }
    });

    it('B1: nothing else is loopback', () => {
      for (const host of [
        'localhost.evil.test',
        'evil-localhost',
        'xlocalhost',
        '.localhost.test',
        '127.0.0.1.evil.test',
        '128.0.0.1',
        '0.0.0.0',
        '10.127.0.0.1',
        '[::2]',
        '[::ffff:127.0.0.1]',
        '',
      ]) {
        expect(isLoopback(`https://${host}`), host).to.equal(false);
      }
    });
  });

  it('B1: a path is looked at apart from the origin', () => {
    const source = parse('https://api.example.com/v1/') as Source;
    expect(matchesOrigin(source, 'https://api.example.com')).to.equal(true);
    expect(matchesPath(source, '/v2/')).to.equal(false);
    expect(matchesPath({ ...source, path: '' }, '/anything')).to.equal(true);
  });
});
