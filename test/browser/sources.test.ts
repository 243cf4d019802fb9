import { expect } from 'chai';
import { beneathTheShim, sentFrom } from '../kit/beneath.ts';
import { shimmedPage } from '../kit/differential.ts';
import { newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { requests, sendXhr, shimLines, shimOf } from '../kit/session.ts';

/** A page whose only sources are these; `{page}`, `{backend}` and `{foreign}` stand for the ports. */
const pageFor = (sources: string, attributes: Record<string, string> = {}) =>
  openPage(shimmedPage({ 'data-backend-origins': withPorts(sources), ...attributes }));
const withPorts = (text: string) =>
  text.replace(/\{(page|backend|foreign)\}/g, (_, name: 'page' | 'backend' | 'foreign') => new URL(origins[name]).port);

/** Which of some URLs carry the session, each by fetch and by XHR; `{key}` stands for a key. */
async function carry(window: PageWindow, urls: string[]): Promise<string[]> {
  const key = newKey();
  for (const url of urls) {
    const target = withPorts(url.replace('{key}', `k/${key}/echo`));
    await window.fetch(`${target}?fetch ${url}`);
    await sendXhr(window, `${target}?xhr ${url}`);
  }
  const carrying = (await requests(key, 2 * urls.length))
    .filter(({ url }) => /sess_A/.test(url))
    .map(({ url }) => decodeURIComponent(url.split('?')[1] ?? '').replace(/&_clerk.*/, ''));
  const both = urls.filter((url) => carrying.includes(`fetch ${url}`));
  expect(carrying.sort()).to.deep.equal(both.flatMap((url) => [`fetch ${url}`, `xhr ${url}`]).sort());
  return both;
}

/** Whether a name leads to this machine here; the tests of what depends on it are skipped where it does not. */
const resolves = (host: string) =>
  fetch(withPorts(`http://${host}:{backend}/k/${newKey()}/echo`)).then(
    () => true,
    () => false,
  );

describe('the source list, on the wire', () => {
  const PORTS: Record<string, string[]> = {
    'http://localhost:{backend}': ['http://localhost:{backend}/{key}'],
    'http://localhost:*': [
      'http://localhost:{page}/{key}',
      'http://localhost:{backend}/{key}',
      'http://localhost:{foreign}/{key}',
    ],
    'localhost:{foreign}': ['http://localhost:{foreign}/{key}'],
    'HTTP://LOCALHOST:0{backend}': ['http://localhost:{backend}/{key}'],
    'http://127.1:{foreign}': ['http://127.0.0.1:{foreign}/{key}'],
    "'self'": ['http://localhost:{page}/{key}'],
    "'SELF', \n\t http://127.0.0.1:*": ['http://localhost:{page}/{key}', 'http://127.0.0.1:{foreign}/{key}'],
    'http://localhost https://localhost:{backend}': [],
  };
  for (const [sources, expected] of Object.entries(PORTS)) {
    it(`B1: ${JSON.stringify(sources)} names ${expected.length} of 4 origins`, async () => {
      const page = await pageFor(sources);
      const urls = [
        'http://localhost:{page}/{key}',
        'http://localhost:{backend}/{key}',
        'http://localhost:{foreign}/{key}',
        'http://127.0.0.1:{foreign}/{key}',
      ];
      expect(await carry(page.window, urls)).to.deep.equal(expected);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('B1: a wildcard is any subdomain at any depth, and never the host itself', async function () {
    if (!(await resolves('a.localhost')) || !(await resolves('a.b.localhost'))) this.skip();
    const { window } = await pageFor('http://*.localhost:{backend} http://*.b.localhost:{foreign}');
    const urls = [
      'http://a.localhost:{backend}/{key}',
      'http://a.b.localhost:{backend}/{key}',
      'http://localhost:{backend}/{key}',
      'http://a.localhost:{foreign}/{key}',
      'http://a.b.localhost:{foreign}/{key}',
    ];
    expect(await carry(window, urls)).to.deep.equal([urls[0], urls[1], urls[4]]);
  });

  it('B1: a path that ends in a slash is a prefix, any other is exact, and the query is no part of it', async () => {
    const key = newKey();
    const start = `/k/${key}/echo`;
    const { window } = await pageFor(`'self'${start}/api/ http://localhost:{backend}${start}/one`);
    const OURS = ['/api/', '/api/x', '/api/x/y?q#f', '/x/../api/x', '/api/x/%2e%2e/y', '/api/%2E/', '//../api/z'];
    const NOT = ['/api', '/api?/api/', '/ap', '/API/', '/api/../x', '/api/%2e%2e/x', '/x/api/', '/api%2fx', '/x?/api/'];
    const urls = [
      ...[...OURS, ...NOT].map((path) => [origins.page, path]),
      ...['/one', '/one?q', '/one#f', '/two/../one', '/one/', '/one/x', '/on', '/onex', '/ONE'].map((path) => [
        origins.backend,
        path,
      ]),
    ] as const;
    const ours = urls.filter(([origin, path]) => shimOf(window).explain(`${origin}${start}${path}`).ours);
    expect(ours.map(([, path]) => path)).to.deep.equal([...OURS, '/one', '/one?q', '/one#f', '/two/../one']);
    for (const [origin, path] of urls) await window.fetch(`${origin}${start}${path}`);
    const seen = await requests(key, urls.length);
    expect(seen.filter(({ url }) => /sess_A/.test(url))).to.have.length(ours.length);
  });

  it('B1: hosts are compared as the URL parser leaves them', async () => {
    const { window } = await openPage({
      head: [
        beneathTheShim,
        { clerk: { session: 'sess_A' } },
        {
          shim: {
            'data-backend-origins':
              'https://b\u00fccher.example https://API.Example.com:443 http://[::1]:* https://*.f\u00e4\u00df.test shop.test',
          },
        },
      ],
    });
    const OURS = [
      'https://b\u00fccher.example/',
      'https://xn--bcher-kva.example/',
      'https://B\u00dcCHER.EXAMPLE/',
      'https://b\u00fccher\u3002example/',
      'https://api.example.com/',
      'https://API.EXAMPLE.COM:443/',
      'http://[::1]:8080/',
      'http://[0:0:0:0:0:0:0:1]/',
      `https://a.${new URL('https://f\u00e4\u00df.test').hostname}/`,
      'https://shop.test/',
    ];
    const NOT = [
      'https://bucher.example/',
      'https://api.example.com:8443/',
      'http://[::2]/',
      'https://f\u00e4\u00df.test/',
      'http://shop.test/',
      'https://www.shop.test/',
    ];
    for (const url of [...OURS, ...NOT]) await window.fetch(url);
    const carrying = sentFrom(window).map(({ url }) => /sess_A/.test(url));
    expect(carrying).to.deep.equal([...OURS.map(() => true), ...NOT.map(() => false)]);
  });
});
