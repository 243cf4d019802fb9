import { expect } from 'chai';
import { readOptions, type Settings } from '../../src/config/options.ts';
import { matchesOrigin } from '../../src/config/sourceList.ts';
import type { Options } from '../../src/types.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';
import { CHANNELS, optionsOf } from '../kit/settings.ts';

describe('options', () => {
  let page: NodePage;
  before(async () => {
    page = await openNodePage();
  });
  after(() => page.close());

  type Raw = { [name in keyof Options]?: unknown };

  /** Reads options beside a valid source list, and tells what was complained of. */
  function read(raw: Raw): Settings & { faults: [option: string, complaint: string][] } {
    const faults: [string, string][] = [];
    const settings = readOptions(
      optionsOf({ backendOrigins: 'https://api.example.com', ...raw }),
      (option, complaint) => faults.push([option, complaint]),
      CHANNELS,
    );
    return { ...settings, faults };
  }
  /** What calls to `backendOrigins` get. */
  const sends = (raw: Raw) => read(raw).sources[0]?.sends;
  const texts = (raw: Raw) => read(raw).sources.map(({ text }) => text);

  /** Expects one fault, which names the value and what is allowed (A2). */
  function expectFault(raw: Raw, option: keyof Options, value: string, allowed: RegExp): void {
    const { faults } = read(raw);
    expect(faults, JSON.stringify(raw)).to.have.length(1);
    const [[name, complaint]] = faults as [[string, string]];
    expect(name).to.equal(option);
    expect(complaint).to.include(`"${value}"`).and.to.match(allowed);
  }

  it('A: options that are not given have their defaults', () => {
    expect(read({})).to.deep.include({
      param: '_clerk_session_id',
      patch: ['fetch', 'xhr'],
      wait: 15_000,
      waitGiven: false,
      warmStart: true,
      debug: false,
      clerk: undefined,
      faults: [],
    });
    expect(sends({})).to.deep.equal(['session-id', 'credentials']);
  });

  it('A: an option that is undefined or null is one that is not given', () => {
    for (const nothing of [undefined, null]) {
      const raw = {
        sessionParam: nothing,
        send: nothing,
        patch: nothing,
        wait: nothing,
        warmStart: nothing,
        debug: nothing,
        clerk: nothing,
      };
      expect(read(raw)).to.deep.include({
        param: '_clerk_session_id',
        wait: 15_000,
        waitGiven: false,
        warmStart: true,
        debug: false,
        faults: [],
      });
    }
  });

  describe('backendOrigins', () => {
    const list = ["'self'", 'https://api.example.com', 'http://localhost:*', 'https://*.example.org/v1/'];

    it('B1: backendOrigins takes sources parted by white space', () => {
      expect(texts({ backendOrigins: list.join(' ') })).to.deep.equal(list);
      expect(texts({ backendOrigins: `\n\t${list.join(' \r\n\t\f')}\n ` })).to.deep.equal(list);
    });

    it('B1: backendOrigins takes commas between sources', () => {
      expect(texts({ backendOrigins: list.join(',') })).to.deep.equal(list);
      expect(texts({ backendOrigins: `,${list.join(' , ')},,` })).to.deep.equal(list);
    });

    it('A: backendOrigins takes an array, with one source or more an item', () => {
      expect(texts({ backendOrigins: list })).to.deep.equal(list);
      expect(texts({ backendOrigins: [list.slice(0, 2).join(' '), ...list.slice(2)] })).to.deep.equal(list);
      expect(texts({ backendOrigins: Object.freeze([...list]) })).to.deep.equal(list);
    });

    for (const missing of [undefined, null, '', ' \n', ',', [], ['', ' ']]) {
      it(`A3: backendOrigins ${JSON.stringify(missing)} has no source, which is one fault`, () => {
        const { sources, faults } = read({ backendOrigins: missing });
        expect(sources).to.deep.equal([]);
        expect(faults).to.have.length(1);
        expect(faults[0]?.[0]).to.equal('backendOrigins');
        expect(faults[0]?.[1]).to.match(/missing.*'self', https:\/\//);
      });
    }

    for (const bad of [
      '*',
      'self',
      'https://*',
      'ws://a.test',
      'https://a.test?b',
      'https://u@a.test',
      "'none'",
      '/api/',
    ])
      it(`A2: ${bad} is named, with what is allowed, and what is valid beside it still works`, () => {
        expectFault(
          { backendOrigins: `https://a.test ${bad} b.test` },
          'backendOrigins',
          bad,
          /'self', https:\/\/host/,
        );
        expect(texts({ backendOrigins: `https://a.test ${bad} b.test` })).to.deep.equal(['https://a.test', 'b.test']);
      });

    it('A2: each bad source is a fault of its own', () => {
      const { faults, sources } = read({ backendOrigins: '* self https://a.test ftp://a.test' });
      expect(sources).to.have.length(1);
      expect(faults.map(([option]) => option)).to.deep.equal(['backendOrigins', 'backendOrigins', 'backendOrigins']);
      for (const [i, bad] of ['*', 'self', 'ftp://a.test'].entries()) expect(faults[i]?.[1]).to.include(`"${bad}"`);
    });

    for (const bad of [5, true, {}, [null, 7]]) {
      it(`A2: ${JSON.stringify(bad)} does not throw`, () => {
        expect(() => read({ backendOrigins: bad })).not.to.throw();
      });
    }

    it("B1: 'self' is the origin of the page, though the page has overwritten window.origin", () => {
      const there = Object.getOwnPropertyDescriptor(globalThis, 'origin') as PropertyDescriptor;
      page.put('origin', 'https://evil.test');
      try {
        const [source] = read({ backendOrigins: "'self'" }).sources;
        expect(source && matchesOrigin(source, 'https://page.test')).to.equal(true);
      } finally {
        Object.defineProperty(globalThis, 'origin', there);
      }
    });
  });

  describe('sessionParam', () => {
    for (const name of ['sid', '_clerk_session_id', 'a-b.c_d~e', '0', 'X9']) {
      it(`A: sessionParam may be ${name}`, () => {
        expect(read({ sessionParam: name })).to.deep.include({ param: name, faults: [] });
      });
    }

    for (const bad of ['', ' ', 'a b', 'a=b', 'a&b', 'a#b', 'a?b', 'a%62', 'a+b', '\u00e4', 'a[]', 'a\n', {}]) {
      it(`A2: ${JSON.stringify(bad)} is not allowed, and the default stays`, () => {
        expectFault({ sessionParam: bad }, 'sessionParam', `${bad}`, /letters, digits/);
        expect(read({ sessionParam: bad }).param).to.equal('_clerk_session_id');
      });
    }
  });

  describe('tokenParam', () => {
    it('A: tokenParam is none unless it is named', () => {
      expect(read({})).to.include({ tokenParam: undefined });
      expect(read({ tokenParam: 'access_token' })).to.deep.include({ tokenParam: 'access_token', faults: [] });
    });

    it('A2: tokenParam with no valid name is a fault', () => {
      expectFault({ tokenParam: 'a b' }, 'tokenParam', 'a b', /letters, digits/);
      expect(read({ tokenParam: 'a b' })).to.include({ tokenParam: undefined });
    });
  });

  for (const [option, allowed, byDefault] of [
    ['send', ['session-id', 'credentials', 'session-token'], ['session-id', 'credentials']],
    ['patch', ['fetch', 'xhr'], ['fetch', 'xhr']],
  ] as const) {
    describe(option, () => {
      const chosen = (raw: Raw) => (option === 'send' ? sends(raw) : read(raw).patch);

      for (const word of allowed) {
        it(`A: send takes ${word} alone`, () => {
          for (const value of [word, [word]]) {
            expect(chosen({ [option]: value })).to.deep.equal([word]);
            expect(read({ [option]: value }).faults).to.deep.equal([]);
          }
        });
      }

      it('A: send takes several words, as a string or an array, in any order and more than once', () => {
        for (const list of [
          allowed.join(' '),
          allowed.join(', '),
          [...allowed],
          [...allowed].reverse(),
          [...allowed, ...allowed],
        ]) {
          expect(chosen({ [option]: list })).to.deep.equal([...allowed]);
          expect(read({ [option]: list }).faults).to.deep.equal([]);
        }
      });

      for (const bad of ['', ' ', [], 'all', 'Fetch', 'session_id', '*', 7, {}]) {
        it(`A2: ${JSON.stringify(bad)} is not allowed, and the default stays`, () => {
          expectFault({ [option]: bad }, option, `${bad}`.trim(), new RegExp(allowed.join(' ')));
          expect(chosen({ [option]: bad })).to.deep.equal([...byDefault]);
        });
      }

      it('A2: what is valid beside a bad word still works', () => {
        const value = `nonsense ${allowed[1]}`;
        expectFault({ [option]: value }, option, 'nonsense', new RegExp(allowed.join(' ')));
        expect(chosen({ [option]: value })).to.deep.equal([allowed[1]]);
      });
    });
  }

  describe('tokenOrigins', () => {
    const API = 'https://api.example.com';

    it('C8: the sources of tokenOrigins come first and get a token only; those of backendOrigins get what send says', () => {
      const { sources, faults } = read({ backendOrigins: "'self'", tokenOrigins: `${API} https://b.test/v2/` });
      expect(faults).to.deep.equal([]);
      expect(sources.map(({ text, sends }) => [text, ...sends])).to.deep.equal([
        [API, 'session-token'],
        ['https://b.test/v2/', 'session-token'],
        ["'self'", 'session-id', 'credentials'],
      ]);
    });

    it('C8: send does not change what tokenOrigins get', () => {
      for (const send of ['session-id', 'credentials', 'session-id credentials session-token']) {
        const { sources } = read({ backendOrigins: undefined, tokenOrigins: API, send });
        expect(sources.map(({ sends }) => sends)).to.deep.equal([['session-token']]);
      }
    });

    it('C8, A3: one list is enough, and having neither is a fault', () => {
      for (const missing of [undefined, null, '', ' ', []]) {
        expect(read({ backendOrigins: missing, tokenOrigins: API }).faults).to.deep.equal([]);
        expect(read({ backendOrigins: API, tokenOrigins: missing }).faults).to.deep.equal([]);
        const { faults } = read({ backendOrigins: missing, tokenOrigins: missing });
        expect(faults.map(([option]) => option)).to.deep.equal(['backendOrigins']);
        expect(faults[0]?.[1]).to.match(/missing.*data-token-origins/);
      }
    });

    it('A2: a bad source is named with its option, and the others work', () => {
      expectFault({ tokenOrigins: 'https://b.test *' }, 'tokenOrigins', '*', /'self'/);
      expect(texts({ tokenOrigins: 'https://b.test *' })).to.deep.equal(['https://b.test', API]);
    });

    for (const [token, backend] of [
      [API, API],
      [API, 'https://*.example.com'],
      ['https://*.example.com', API],
      ['https://*.a.test', 'https://*.b.a.test'],
      ['localhost:3000', 'http://localhost:*'],
      ['https://*.example.com:8443', 'https://api.example.com:*'],
      ['https://api.example.com:*', 'https://*.example.com:8443'],
      [API, `${API}/v1/`],
      [`${API}/v1/orders`, `${API}/v1/`],
      ["'self'", "'self'/api/"],
    ] as const) {
      it(`C8: ${token} beside the backend origin ${backend} is a fault, and wins`, () => {
        const { faults, sources } = read({ backendOrigins: backend, tokenOrigins: token });
        expect(faults.map(([option]) => option)).to.deep.equal(['tokenOrigins']);
        expect(faults[0]?.[1]).to.include(`"${token}"`).and.include(`"${backend}"`);
        expect(sources[0]?.text).to.equal(token);
      });
    }

    for (const [token, backend] of [
      [API, 'https://app.example.com'],
      ['https://*.example.com', 'https://example.com'],
      ['https://*.example.com', 'http://api.example.com'],
      ['http://localhost:3000', 'http://localhost:3001'],
      ['https://localhost:*', 'http://localhost:*'],
      [`${API}/v1/`, `${API}/v2/`],
      [`${API}/v1`, `${API}/v1/`],
      ["'self'/api/", "'self'/old/"],
    ] as const) {
      it(`C8: ${token} beside the backend origin ${backend} names other URLs`, () => {
        expect(read({ backendOrigins: backend, tokenOrigins: token }).faults).to.deep.equal([]);
      });
    }
  });

  describe('wait', () => {
    for (const [given, wait] of [
      ['0', 0],
      [0, 0],
      ['1', 1],
      ['2500', 2500],
      [2500, 2500],
      ['007', 7],
      ['999999999', 999999999],
    ] as const) {
      it(`A: wait of ${JSON.stringify(given)} is a number of ms`, () => {
        expect(read({ wait: given })).to.deep.include({ wait, waitGiven: true, faults: [] });
      });
    }

    for (const bad of [
      '',
      ' ',
      '-1',
      -1,
      '1.5',
      1.5,
      '5s',
      '5000ms',
      '5e3',
      '0x10',
      '+5',
      ' 5',
      '5\n',
      '1000000000',
      2147483648,
      Number.NaN,
      Number.POSITIVE_INFINITY,
      'Infinity',
      'forever',
      true,
      {},
    ]) {
      it(`A2: ${typeof bad === 'string' ? JSON.stringify(bad) : bad} is not allowed, and the default stays`, () => {
        expectFault({ wait: bad }, 'wait', `${bad}`, /milliseconds/);
        expect(read({ wait: bad })).to.include({ wait: 15_000, waitGiven: false });
      });
    }
  });

  describe('debug', () => {
    for (const [given, debug] of [
      ['', true],
      ['true', true],
      [true, true],
      ['false', false],
      [false, false],
    ] as const) {
      it(`A: debug of ${JSON.stringify(given)} is ${debug ? 'on' : 'off'}`, () => {
        expect(read({ debug: given })).to.deep.include({ debug, faults: [] });
      });
    }

    for (const bad of ['1', 1, 0, 'yes', 'TRUE', ' true', 'truefalse', {}]) {
      it(`A2: ${JSON.stringify(bad)} is not allowed, and it stays off`, () => {
        expectFault({ debug: bad }, 'debug', `${bad}`, /true or false/);
        expect(read({ debug: bad }).debug).to.equal(false);
      });
    }
  });

  describe('warmStart', () => {
    for (const [given, warmStart] of [
      ['', true],
      ['true', true],
      [true, true],
      ['false', false],
      [false, false],
    ] as const) {
      it(`A: ${JSON.stringify(given)} is ${warmStart ? 'on' : 'off'}`, () => {
        expect(read({ warmStart: given })).to.deep.include({ warmStart, faults: [] });
      });
    }

    for (const bad of ['0', 0, 'no', 'FALSE', ' false']) {
      it(`A2: ${JSON.stringify(bad)} is not allowed, and it stays on`, () => {
        expectFault({ warmStart: bad }, 'warmStart', `${bad}`, /true or false/);
        expect(read({ warmStart: bad }).warmStart).to.equal(true);
      });
    }
  });

  describe('clerk', () => {
    it('A: clerk takes an instance as it is', () => {
      const clerk = { addListener: () => () => {} };
      const { clerk: taken, faults } = read({ clerk });
      expect(taken).to.equal(clerk);
      expect(faults).to.deep.equal([]);
    });

    for (const bad of ['window.Clerk', 7, true, {}, { session: null }, { addListener: true }, () => {}]) {
      it(`A2: ${JSON.stringify(bad) ?? 'a function'} is none, and window.Clerk stays the one`, () => {
        expectFault({ clerk: bad }, 'clerk', `${bad}`, /a Clerk instance/);
        expect(read({ clerk: bad }).clerk).to.equal(undefined);
      });
    }
  });

  it('A2: each of many faults is told, and the rest still works', () => {
    const { faults, ...settings } = read({
      backendOrigins: "* 'self'",
      sessionParam: 'a b',
      send: 'cookie',
      patch: 'ajax',
      wait: 'long',
      debug: 'on',
    });
    expect(faults.map(([option]) => option).sort()).to.deep.equal([
      'backendOrigins',
      'debug',
      'patch',
      'send',
      'sessionParam',
      'wait',
    ]);
    expect(settings.sources.map(({ text }) => text)).to.deep.equal(["'self'"]);
  });

  it('A2: options of the next version do no harm', () => {
    expect(read({ somethingNew: 'x', length: 3 } as Raw).faults).to.deep.equal([]);
  });

  describe('exclude', () => {
    it('B7: a source list of its own; there is none by default', () => {
      expect(read({}).excluded).to.deep.equal([]);
      const { excluded, sources, faults } = read({ exclude: "'self'/livewire/ https://api.example.com/public/" });
      expect(excluded.map(({ text, isExcluded }) => [text, isExcluded])).to.deep.equal([
        ["'self'/livewire/", true],
        ['https://api.example.com/public/', true],
      ]);
      expect(sources.map(({ isExcluded }) => isExcluded)).to.deep.equal([false]);
      expect(faults).to.deep.equal([]);
    });

    it('B7, A2: a bad source is named, and the others count', () => {
      expectFault({ exclude: '* https://api.example.com/x/' }, 'exclude', '*', /'self'/);
      expect(read({ exclude: '* https://api.example.com/x/' }).excluded).to.have.length(1);
    });

    it('B7, A3: it is no backend', () => {
      const { faults } = read({ backendOrigins: undefined, exclude: 'https://a.test' });
      expect(faults.map(([option]) => option)).to.deep.equal(['backendOrigins']);
    });
  });

  describe('templates', () => {
    const templates = (tokenOrigins: string) =>
      read({ tokenOrigins }).sources.flatMap(({ text, template, sendsToken }) =>
        sendsToken ? [[text, template]] : [],
      );

    it('C9: a fragment of a token origin names one', () => {
      const list = "https://a.test/v1/graphql#hasura https://b.test 'self'/c/#My_template-2";
      expect(read({ tokenOrigins: list }).faults).to.deep.equal([]);
      expect(templates(list)).to.have.deep.members([
        ['https://a.test/v1/graphql#hasura', 'hasura'],
        ['https://b.test', undefined],
        ["'self'/c/#My_template-2", 'My_template-2'],
      ]);
    });

    for (const bad of ['#', '#a/b', '#../touch', '#a%2Fb', '#a#b', '#a?b', '#é', '?a#b']) {
      it(`C9, A2: https://a.test${bad} names none`, () => {
        expectFault({ tokenOrigins: `https://a.test${bad}` }, 'tokenOrigins', `https://a.test${bad}`, /#template$/);
      });
    }

    it('C9, B2: a fragment is an error in the other lists', () => {
      expectFault({ backendOrigins: 'https://a.test#b' }, 'backendOrigins', 'https://a.test#b', /\/path$/);
      expectFault({ exclude: 'https://a.test#b' }, 'exclude', 'https://a.test#b', /\/path$/);
    });

    for (const [one, other] of [
      ['https://a.test#x', 'https://a.test#y'],
      ['https://a.test', 'HTTPS://A.test:443#y'],
      ['https://a.test/p/#x', 'https://a.test/p/'],
    ] as const) {
      it(`C9, A2: ${one} and ${other} differ in the template alone: one error, and the first stays`, () => {
        const { faults } = read({ tokenOrigins: `${one} ${other}` });
        expect(faults).to.have.length(1);
        expect(faults[0]?.[1]).to.include(`"${other}"`).and.to.include(`"${one}"`);
        expect(templates(`${one} ${other}`).map(([text]) => text)).to.deep.equal([one]);
      });
    }

    it('C9: the same source twice is none', () => {
      expect(read({ tokenOrigins: 'https://a.test#x https://A.test#x' }).faults).to.deep.equal([]);
    });

    it('C9: the longest path decides, in whatever order', () => {
      const [general, special, exact] = ['https://a.test', 'https://a.test/v1/#t', 'https://a.test/v1/graphql#hasura'];
      for (const list of [`${general} ${special} ${exact}`, `${exact} ${general} ${special}`]) {
        expect(templates(list).map(([text]) => text)).to.deep.equal([exact, special, general]);
      }
    });
  });

  describe('organization', () => {
    it('C10: none by default; an ID, or empty for the personal account', () => {
      for (const nothing of [undefined, null]) expect(read({ organization: nothing }).organization).to.equal(undefined);
      expect(read({ organization: 'org_2nX' })).to.deep.include({ organization: 'org_2nX', faults: [] });
      expect(read({ organization: '' })).to.deep.include({ organization: '', faults: [] });
    });

    for (const bad of ['acme', ' ', 'org_', '{{ org }}', 'org_1 org_2']) {
      it(`C10, A2: ${JSON.stringify(bad)} is an error, but does not become the active one`, () => {
        expectFault({ organization: bad }, 'organization', bad, /org_/);
        expect(read({ organization: bad }).organization).to.equal(bad);
      });
    }
  });

  describe('tokenHeader', () => {
    it('C11: Authorization, or another name', () => {
      expect(read({}).tokenHeader).to.equal('Authorization');
      for (const name of ['X-Authorization', 'x-clerk-token', 'authorization', 'X_Token.1', 'Acceptance']) {
        expect(read({ tokenHeader: name })).to.deep.include({ tokenHeader: name, faults: [] });
      }
    });

    for (const bad of [
      ...['', ' ', 'X Token', 'X-Tökén', 'X:Token', 'a\nb'],
      ...['Cookie', 'set-cookie', 'Host', 'Origin', 'Referer', 'Sec-Fetch-Mode', 'Proxy-Authorization', 'TE', 'Date'],
      ...['Accept', 'Accept-Language', 'Content-Type', 'Content-Length', 'Access-Control-Request-Method', 'User-Agent'],
      ...['Range', 'Last-Event-ID', 'X-HTTP-Method-Override'],
    ]) {
      it(`C11, A2: ${JSON.stringify(bad)} is an error, and the token goes into Authorization`, () => {
        expectFault({ tokenHeader: bad }, 'tokenHeader', bad, /header/);
        expect(read({ tokenHeader: bad }).tokenHeader).to.equal('Authorization');
      });
    }
  });
});
