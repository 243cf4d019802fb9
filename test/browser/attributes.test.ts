import { expect } from 'chai';
import { beneathTheShim, sentFrom } from '../kit/beneath.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, headerOf, newKey, openPage, origins, type Page, type PageWindow } from '../kit/page.ts';
import { cookieOf, insertShim, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

/** What a fetch of the page and an XHR of it carry, to the backend. */
const carried = async (page: Page) => {
  const key = newKey();
  Object.assign(document, { cookie: `${key}=1; path=/` });
  await page.window.fetch(at('backend', key, 'echo', 'fetch'));
  await sendXhr(page.window, at('backend', key, 'echo', 'xhr'));
  const seen = await requests(key, 2);
  return seen.map((request) => [
    ...(/sess_A/.test(request.url) ? ['id'] : []),
    ...(cookieOf(request).includes(key) ? ['cookie'] : []),
    ...(headerOf(request, 'Authorization') ? ['token'] : []),
  ]);
};

describe('good values of attributes', () => {
  const SENDS: Record<string, string[]> = {
    'session-id': ['id'],
    credentials: ['cookie'],
    'session-token': ['token'],
    'session-token, session-id': ['id', 'token'],
    '\n  credentials\t session-id credentials ': ['id', 'cookie'],
    'session-id credentials session-token': ['id', 'cookie', 'token'],
  };
  for (const [value, expected] of Object.entries(SENDS)) {
    it(`A: data-send=${JSON.stringify(value)} sends ${expected.join(' and ')}`, async () => {
      const page = await openPage(shimmedPage({ 'data-send': value }));
      expect(await carried(page)).to.deep.equal([expected, expected]);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  const PATCHES: Record<string, string[][]> = {
    fetch: [['id', 'cookie'], []],
    xhr: [[], ['id', 'cookie']],
    'xhr fetch': [
      ['id', 'cookie'],
      ['id', 'cookie'],
    ],
  };
  for (const [value, expected] of Object.entries(PATCHES)) {
    it(`A: data-patch="${value}" patches that`, async () => {
      const page = await openPage(shimmedPage({ 'data-patch': value }));
      expect(await carried(page)).to.deep.equal(expected);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  for (const name of ['sid', 'x-y_z.~0', '__proto__', 'constructor']) {
    it(`A: data-session-param="${name}" is the name of the parameter`, async () => {
      const page = await openPage(shimmedPage({ 'data-session-param': name }));
      const key = newKey();
      await page.window.fetch(`${at('backend', key, 'echo')}?a=1#f`);
      await sendXhr(page.window, `${at('backend', key, 'echo')}?${name}=mine`);
      expect((await requests(key, 2)).map(({ url }) => url.split('?')[1])).to.deep.equal([
        `a=1&${name}=sess_A`,
        `${name}=sess_A`,
      ]);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('A: data-wait="0" holds no call', async () => {
    const page = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-backend-origins': origins.backend, 'data-wait': '0' } }],
    });
    expect(await carried(page)).to.deep.equal([['cookie'], ['cookie']]);
    expect(shimLines(page)).to.deep.equal([]);
  });

  for (const [value, lines] of [
    ['', 2],
    ['true', 2],
    ['false', 0],
  ] as const) {
    it(`A: data-debug="${value}" writes ${lines ? 'one line per call of ours' : 'nothing'}`, async () => {
      const page = await openPage(shimmedPage({ 'data-debug': value }));
      await carried(page);
      await page.window.fetch(at('foreign', newKey(), 'echo'));
      const ofOurs = page.said('debug').filter((line) => !line.includes(origins.foreign));
      expect(ofOurs).to.have.length(lines);
      for (const line of ofOurs) expect(line).to.match(/^\[clerk-ajax\] GET http.*signed in$/);
    });
  }
});

describe('bad values of attributes', () => {
  const FAULTS: Record<string, [allowed: RegExp, values: string[]]> = {
    'data-backend-origins': [
      /'self', https:\/\/host/,
      [
        '*',
        'https://*',
        'https://*:443',
        'https://a*.test',
        'https://user@host.test',
        'https://host.test?q',
        'https://host.test#f',
        'ftp://files.test',
        'ws://host.test',
        'blob:',
        'https:',
        'https://host.test:99999',
        "'none'",
        'self',
      ],
    ],
    'data-session-param': [/letters/, ['', 'a b', 'a=b&c', 's\u00e9', 'a#']],
    'data-send': [/session-id credentials session-token/, ['', 'cookies', 'Session-ID']],
    'data-patch': [/fetch xhr/, ['', 'sockets']],
    'data-wait': [/milliseconds/, ['', '-1', '5s', '1e3', '0x10', '99999999999']],
    'data-debug': [/true or false/, ['loud', '1']],
  };
  for (const [attribute, [allowed, values]] of Object.entries(FAULTS)) {
    it(`A2: each of ${attribute} is one error that names it, its value and what is allowed, and the rest works`, async () => {
      const page = await openPage({ head: [{ clerk: { session: 'sess_A' } }] });
      for (const value of values) {
        const attributes = { [attribute]: attribute.endsWith('origins') ? `${value} ${origins.backend}` : value };
        const said = page.console.length;
        await insertShim(page.window, { 'data-backend-origins': origins.backend, ...attributes });
        // The calls of an earlier value's shim were made before this one ran, and F3 warns of that later.
        const [line, ...others] = page.console.slice(said).filter(({ level }) => level === 'error');
        expect(others, value).to.deep.equal([]);
        expect(line?.level).to.equal('error');
        expect(line?.text).to.include(`[clerk-ajax] ${attribute} "${value}"`).and.to.match(allowed);
        const key = newKey();
        await page.window.fetch(at('backend', key, 'echo'));
        expect(await sessions(key), value).to.deep.equal(['sess_A']);
        shimOf(page.window).uninstall();
      }
      expect(page.errors).to.deep.equal([]);
    });
  }

  it('A2: many faults in one tag are an error each, and every valid value beside them counts', async () => {
    const page = await openPage(
      shimmedPage({
        'data-backend-origins': `* 'self' ftp://x ${origins.backend}`,
        'data-session-param': '?',
        'data-send': 'session-id everything',
        'data-patch': 'xhr pigeon',
        'data-wait': 'soon',
        'data-debug': 'no',
      }),
    );
    expect(shimLines(page)).to.have.length(7);
    expect(page.said('error')).to.have.length(7);
    expect(await carried(page)).to.deep.equal([[], ['id']]);
  });

  it('A2: sources that are all bad are an error each, and nothing is patched', async () => {
    const page = await openPage({
      head: [beneathTheShim, { clerk: { session: 'sess_A' } }, { shim: { 'data-backend-origins': '* https://*' } }],
    });
    expect(shimLines(page)).to.have.length(2);
    await page.window.fetch('https://host.test/');
    await sendXhr(page.window, '/x');
    expect(sentFrom(page.window).map(({ url }) => url)).to.deep.equal(['https://host.test/', `${origins.page}/x`]);
  });

  it('A5: install() throws a TypeError for the same faults, which names the option, and installs nothing', async () => {
    const page = await openPage({ head: [{ clerk: { session: 'sess_A' } }, { shim: {} }] });
    const { window } = page;
    const install = shimOf(window).install as (options: unknown) => unknown;
    const backendOrigins = origins.backend;
    const BAD: [options: unknown, named: RegExp][] = [
      [undefined, /backendOrigins is missing/],
      [{}, /backendOrigins is missing/],
      [{ backendOrigins: [] }, /backendOrigins is missing/],
      [{ backendOrigins: [backendOrigins, '*'] }, /backendOrigins "\*"/],
      [{ backendOrigins, sessionParam: 'a b' }, /sessionParam "a b"/],
      [{ backendOrigins, send: ['session-id', 'cookies'] }, /send "cookies"/],
      [{ backendOrigins, patch: 'pigeon' }, /patch "pigeon"/],
      [{ backendOrigins, wait: -1 }, /wait "-1"/],
      [{ backendOrigins, wait: Number.NaN }, /wait "NaN"/],
      [{ backendOrigins, debug: 'loud' }, /debug "loud"/],
      [{ backendOrigins, clerk: {} }, /clerk /],
    ];
    const before = window.fetch;
    const pageTypeError = (window as PageWindow).TypeError;
    for (const [options, named] of BAD) {
      expect(() => install(options), JSON.stringify(options)).to.throw(pageTypeError, named);
    }
    expect(window.fetch).to.equal(before);
  });
});
