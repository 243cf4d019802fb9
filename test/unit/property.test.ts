import { expect } from 'chai';
import fc from 'fast-check';
import { createMatcher } from '../../src/calls/backends.ts';
import type { ConfiguredSource } from '../../src/config/options.ts';
import { parseSource } from '../../src/config/sourceList.ts';
import { install } from '../../src/entries/index.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';
import { DISGUISED, HOSTILE } from '../model/hostileUrls.ts';

const SELF = 'https://page.test';
const NAME = '_clerk_session_id';
const ID = 'sess_1';
const RUNS = { numRuns: 1000 };

/** A source in its parts, so that the reference below need not read the text of one. */
interface Parts {
  self: boolean;
  scheme: '' | 'http' | 'https';
  wildcard: boolean;
  host: string;
  /** `''` for none, `'*'` for any. */
  port: string;
  path: string;
}

const textOf = ({ self, scheme, wildcard, host, port, path }: Parts) =>
  self ? `'self'${path}` : `${scheme && `${scheme}://`}${wildcard ? '*.' : ''}${host}${port && `:${port}`}${path}`;

function parse(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}

const LOOPBACK = ['localhost', '[::1]'];
const isLoopback = (hostname: string) =>
  LOOPBACK.includes(hostname) || hostname.endsWith('.localhost') || /^127\.[\d.]+$/.test(hostname);

const portOf = ({ protocol, port }: URL) => port || (protocol === 'https:' ? '443' : '80');

/** Whether a source names a URL, as rule B1 says it, slowly. */
function names(parts: Parts, url: URL): boolean {
  const { self, scheme, wildcard, host, port, path } = parts;
  if (self) {
    if (url.origin !== SELF) return false;
  } else {
    const { hostname } = new URL(`https://${host}`);
    const schemes = scheme ? [scheme] : isLoopback(hostname) ? ['https', 'http'] : ['https'];
    if (!schemes.some((each) => url.protocol === `${each}:`)) return false;
    const expected = port || (url.protocol === 'https:' ? '443' : '80');
    if (port !== '*' && portOf(url) !== expected) return false;
    if (!wildcard && url.hostname !== hostname) return false;
    if (wildcard && !(url.hostname.endsWith(`.${hostname}`) && url.hostname.length > hostname.length + 1)) return false;
  }
  if (!path) return true;
  return path.endsWith('/') ? url.pathname.startsWith(path) : url.pathname === path;
}

/** The first source that names where a call would go: rules B1 and B3, with the platform's parser as the oracle. */
function reference(list: Parts[], url: string, base: string): Parts | undefined {
  const parsed = parse(url, base);
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined;
  return list.find((parts) => names(parts, parsed));
}

const HOSTS = ['example.com', 'api.example.com', 'page.test', 'localhost', '127.0.0.1', '[::1]', 'b\u00fccher.example'];
const PATHS = ['/', '/v1', '/v1/', '/v1/a', '/dir/'];
const PIECES = [
  ...['https:', 'http:', 'HTTPS:', 'hTTp:', 'ws:', 'blob:', 'data:', 'about:', 'javascript:', 'x'],
  ...['/', '//', '///', '\\', '\\\\', '.', '..', './', '../', '@', ':', ':443', ':80', ':8443', ':0443', ':'],
  ...['API.Example.com', 'evil.test', '127.1', '0x7f.1', 'a.', 'xn--', 'xn--bcher-kva.example', 'B\u00dcCHER.example'],
  ...['?', '#', '&', '=', '+', ';', 'a=b', 'q=\u00e4', '%', '%2e', '%2F', '%40', '%3f', '%zz', '*', "'self'", '[', ']'],
  ...[
    '\t',
    '\n',
    '\r',
    ' ',
    '\0',
    '\x1f',
    '\x7f',
    '\u00a0',
    '\u00ad',
    '\u3002',
    '\uff0e',
    '\uff41',
    '\u200b',
    '\ud800',
  ],
  ...[NAME, `${NAME}=own`, '%5Fclerk_session_id=own', '_clerk', 'own', '_', 'v1', 'v1/', 'dir'],
  ...HOSTS,
  ...PATHS,
];

const piece = fc.constantFrom(...PIECES);
const soup = fc.array(piece, { maxLength: 9 }).map((pieces) => pieces.join(''));
const tail = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''));
const sane = fc
  .record({
    scheme: fc.constantFrom('https://', 'http://', 'HTTPS://', '//', 'https:', 'https:\\\\', ' https://'),
    prefix: fc.constantFrom('', '', '', 'a.', 'a.b.', 'x', 'user@', 'evil.test@', '.'),
    host: fc.constantFrom(...HOSTS),
    port: fc.constantFrom('', '', '', ':443', ':80', ':8443', ':', '.', '.evil.test', '@evil.test'),
    path: fc.constantFrom('', ...PATHS),
    tail,
  })
  .map(({ scheme, prefix, host, port, path, tail }) => scheme + prefix + host + port + path + tail);
const query = fc
  .tuple(
    fc.constantFrom('', 'x', '/v1/a', `${SELF}/`, 'https://api.example.com'),
    fc.constantFrom('', '', '?', '&', `${NAME}=own`, `?${NAME}=own`),
    tail,
    tail,
  )
  .map(([head, first, search, hash]) => `${head}?${first}${search}#${hash}`);
/** One that is mostly right, with something put into the middle of it. */
const disturbed = fc
  .tuple(sane, piece, fc.nat())
  .map(([url, insert, at]) => url.slice(0, at % (url.length + 1)) + insert + url.slice(at % (url.length + 1)));
const anyUrl = fc
  .oneof(
    { weight: 4, arbitrary: soup },
    { weight: 4, arbitrary: sane },
    { weight: 4, arbitrary: disturbed },
    { weight: 3, arbitrary: query },
    { weight: 1, arbitrary: fc.webUrl({ withQueryParameters: true, withFragments: true }) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
    { weight: 2, arbitrary: fc.constantFrom(...HOSTILE, ...DISGUISED) },
  )
  // ClerkJS's own requests are another rule's (B6).
  .filter((url) => !url.includes('_clerk_js_version'));

const source: fc.Arbitrary<Parts> = fc.record({
  self: fc.nat(3).map((n) => n === 0),
  scheme: fc.constantFrom('', 'http', 'https'),
  wildcard: fc.boolean(),
  host: fc.constantFrom(...HOSTS),
  port: fc.constantFrom('', '', '', '443', '80', '8443', '*'),
  path: fc.constantFrom('', '', '', ...PATHS),
});
// A wildcard before an address names no host that there could be.
const sources = fc
  .array(source, { minLength: 1, maxLength: 4 })
  .map((list) => list.map((parts) => ({ ...parts, wildcard: parts.wildcard && !/^[[\d]/.test(parts.host) })));

const webBase = fc.constantFrom(
  `${SELF}/dir/page.html?q=1&r=%E4#f`,
  `${SELF}/`,
  'http://page.test/dir/',
  'https://api.example.com/v1/a?x',
  'https://a.api.example.com/v1/',
  'http://localhost:8443/',
  'https://evil.test/?b?',
);
const anyBase = fc.oneof(
  { weight: 6, arbitrary: webBase },
  { weight: 1, arbitrary: fc.constantFrom('about:blank', 'data:text/html,x', `blob:${SELF}/0`, 'file:///tmp/x') },
);

describe('properties', function () {
  this.timeout(60_000);

  let page: NodePage;
  let native: unknown[][];
  let baseElement: HTMLBaseElement;

  before(async () => {
    page = await openNodePage({ url: `${SELF}/dir/page.html`, html: '<base>' });
    baseElement = page.document.querySelector('base') as HTMLBaseElement;
    page.put('fetch', (...args: unknown[]) => {
      native.push(args);
      return Promise.resolve(new Response());
    });
  });
  after(() => page.close());

  it('B1 B3 B5: what is ours is what a slow reading of the rules says, by the first source that matches', () => {
    fc.assert(
      fc.property(sources, anyBase, fc.array(anyUrl, { minLength: 1, maxLength: 6 }), (list, base, urls) => {
        const parsed = list.map((parts) => parseSource(textOf(parts), SELF));
        expect(parsed).not.to.include(undefined);
        const match = createMatcher(parsed as ConfiguredSource[], () => base);
        // Twice: what is remembered of one URL must not change what is said of another.
        for (const url of [...urls, ...urls]) {
          const backend = match(url);
          const expected = reference(list, url, base);
          expect(backend?.source.text, `${JSON.stringify(url)} at ${base}`).to.equal(expected && textOf(expected));
          if (!backend) continue;
          const { origin, protocol, hostname } = new URL(url, base);
          expect(backend).to.include({
            origin,
            crossOrigin: origin !== SELF,
            insecure: protocol === 'http:' && !isLoopback(hostname),
          });
        }
      }),
      RUNS,
    );
  });

  it('B2: a source with anything in it that rule B2 names is refused', () => {
    const spoil: ((parts: Parts) => string)[] = [
      (parts) => `${textOf(parts)}?`,
      (parts) => `${textOf(parts)}#`,
      (parts) => `${textOf(parts)}?a=b`,
      (parts) => textOf({ ...parts, host: `user@${parts.host}` }),
      (parts) => textOf({ ...parts, host: `user:password@${parts.host}` }),
      (parts) => textOf({ ...parts, host: `${parts.host}@evil.test` }),
      (parts) => textOf({ ...parts, host: '*' }),
      (parts) => textOf({ ...parts, host: `a*.${parts.host}` }),
      (parts) => textOf({ ...parts, host: `a.*.${parts.host}` }),
      (parts) => textOf({ ...parts, host: `${parts.host}*` }),
      (parts) => `*${textOf({ ...parts, scheme: 'https' })}`,
      (parts) => `ws${textOf({ ...parts, scheme: 'https' }).slice(5)}`,
      (parts) => `ftp://${textOf({ ...parts, scheme: '' })}`,
    ];
    const remote = source.map((parts) => ({ ...parts, self: false }));
    fc.assert(
      fc.property(remote, fc.constantFrom(...spoil), (parts, change) => {
        expect(parseSource(change(parts), SELF)).to.equal(undefined);
      }),
      RUNS,
    );
  });

  /** What native is given for a call to a URL, with a session that Clerk knows. */
  function sent(url: string): unknown[] {
    native = [];
    void fetch(url);
    expect(native).to.have.length(1);
    return native[0] as unknown[];
  }

  function withInstallation(list: Parts[], base: string, test: () => void): void {
    baseElement.href = base;
    const session = { id: ID, getToken: async () => null };
    const { uninstall } = install({
      backendOrigins: list.map(textOf),
      patch: 'fetch',
      clerk: { session, addListener: () => () => {} },
    });
    try {
      test();
    } finally {
      uninstall();
    }
  }

  it('B5 E5: a call that is not ours is passed on as it is', () => {
    fc.assert(
      fc.property(sources, webBase, anyUrl, (list, base, url) => {
        fc.pre(!reference(list, url, base));
        withInstallation(list, base, () => expect(sent(url)).to.deep.equal([url]));
      }),
      RUNS,
    );
  });

  /** The parameters of a URL, byte for byte. */
  const parametersOf = ({ search }: URL) => search.slice(1).split('&').filter(Boolean);

  /** A list and a URL that is ours, more often than chance would have it. */
  const ours = fc
    .tuple(sources, webBase, anyUrl, fc.boolean())
    .map(([list, base, url, more]) => {
      const parsed = parse(url, base);
      const { hostname = 'page.test', protocol = '' } = parsed ?? {};
      const added: Parts = {
        self: false,
        scheme: protocol === 'http:' ? 'http' : 'https',
        wildcard: false,
        host: hostname,
        port: '*',
        path: '',
      };
      return { list: more && parseSource(textOf(added), SELF) ? [...list, added] : list, base, url };
    })
    .filter(({ list, base, url }) => !!reference(list, url, base));

  it('C1 C2: a call that is ours leads to the same place, with the same parameters and ours once, at the end or in place of another', () => {
    fc.assert(
      fc.property(ours, ({ list, base, url }) => {
        withInstallation(list, base, () => {
          const before = new URL(url, base);
          const [target] = sent(url) as [string];
          const after = new URL(target, base);
          for (const part of ['origin', 'username', 'password', 'pathname', 'hash'] as const) {
            expect(after[part], part).to.equal(before[part]);
          }
          const own = before.searchParams.getAll(NAME);
          const others = (url: URL) => parametersOf(url).filter((each) => !new URLSearchParams(each).has(NAME));
          expect(others(after), target).to.deep.equal(others(before));
          expect(after.searchParams.getAll(NAME), target).to.deep.equal(own.length ? own.map(() => ID) : [ID]);
          if (!own.length) expect(parametersOf(after).pop()).to.equal(`${NAME}=${ID}`);
          // Twice changes nothing more.
          expect(sent(target)[0]).to.equal(target);
        });
      }),
      RUNS,
    );
  });

  it("C1: the rest of the page's string stays byte for byte", () => {
    // Blanks and control characters are the parser's to remove; an empty or fragment-only URL is resolved.
    const written = ours.filter(({ url }) => !/[\0-\x20]/.test(url) && !/^(?:https?:)?(?:#|$)/i.test(url));
    fc.assert(
      fc.property(written, ({ list, base, url }) => {
        withInstallation(list, base, () => {
          const [target] = sent(url) as [string];
          const [head] = url.split('#') as [string];
          const spliced = ['', '?', '&'].map((glue) => `${head}${glue}${NAME}=${ID}${url.slice(head.length)}`);
          const has = new URL(url, base).searchParams.has(NAME);
          if (has) expect(target.split(ID).join('')).to.have.length.within(1, url.length + NAME.length);
          else expect(spliced).to.include(target);
        });
      }),
      RUNS,
    );
  });
});
