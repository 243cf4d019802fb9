import { expect } from 'chai';
import sinon from 'sinon';
import { instanceOf } from '../../src/clerk/instance.ts';
import { type CookieSession, createWarmStart } from '../../src/clerk/warmStart.ts';
import { type CookieClaims, cookieToken, ISSUER, seconds } from '../kit/clerkCookies.ts';
import { type NodePage, openNodePage } from '../kit/nodePage.ts';

const PAGE = 'https://page.test';
const keyOf = (host: string, kind = 'test') => `pk_${kind}_${btoa(`${host}$`)}`;
const KEY = keyOf('fake.clerk.local');
const LIVE = keyOf('clerk.example.com', 'live');

describe('warm start', () => {
  let page: NodePage;
  let clock: sinon.SinonFakeTimers;
  let cookie: sinon.SinonStub;

  beforeEach(async () => {
    page = await openNodePage({ url: `${PAGE}/` });
    clock = sinon.useFakeTimers({ now: 1.8e12, toFake: ['Date'] });
    cookie = sinon.stub().returns('');
    Object.defineProperty(page.document, 'cookie', { get: cookie, configurable: true });
  });
  afterEach(() => {
    clock.restore();
    page.close();
  });

  const token = (claims?: CookieClaims) => cookieToken(PAGE, claims);
  /** What the cookies say on a page with a key. */
  const reading = (publishableKey = KEY, more: object = {}) =>
    createWarmStart(() => instanceOf({ publishableKey, ...more }, document));
  const read = (cookies: string[], publishableKey?: string) => {
    cookie.returns(cookies.join('; '));
    return reading(publishableKey)();
  };
  /** The session ID that the cookies tell of; `null` if the user is signed out, `undefined` if they do not tell. */
  const idIn = (cookies: string[], publishableKey?: string) => {
    const session = read(cookies, publishableKey);
    return session ? session.id : session;
  };
  const session = (claims?: CookieClaims, suffix = '') => `__session${suffix}=${token(claims)}`;
  const expectCold = (...cookies: string[]) => expect(idIn(cookies), cookies.join('; ')).to.equal(undefined);
  const expectWarm = (...cookies: string[]) => expect(idIn(cookies), cookies.join('; ')).to.equal('sess_cookie');

  it('D8: the cookie tells the session, its organization and its token', () => {
    const { id, lastActiveOrganizationId, cookieToken: text } = read([session()]) as CookieSession;
    expect([id, lastActiveOrganizationId, text]).to.deep.equal(['sess_cookie', null, token()]);
    for (const claims of [{ o: { id: 'org_A' } }, { org_id: 'org_A' }]) {
      expect((read([session(claims)]) as CookieSession).lastActiveOrganizationId).to.equal('org_A');
    }
  });

  it('D8: with or without a suffix, and beside other cookies', () => {
    expectWarm(session({}, '_wnqU-_3x'));
    expectWarm('a=b', 'x__session=1', session(), session({}, '_abc'), 'clerk_active_contexts=c');
    expectCold(`my__session=${token()}`);
    expectCold(`__sessions=${token()}`);
    expectCold(`a=__session=${token()}`);
  });

  it('D8: without a cookie, nothing is known', () => expectCold());

  describe('the key', () => {
    const tag = (key: string, more = '') => `<script data-clerk-publishable-key="${key}" ${more}></script>`;
    const onPage = (html: string) => {
      document.body.innerHTML = html;
      cookie.returns(session());
      const found = createWarmStart(() => instanceOf({}, document))();
      return found?.id;
    };

    it('D8: a page without one starts cold', () =>
      expect(onPage('<script src="/clerk.browser.js"></script>')).to.equal(undefined));

    it('D8: a tag has it', () => expect(onPage(tag(KEY))).to.equal('sess_cookie'));

    it('D8: it is none', () => {
      for (const key of ['', 'pk_test_', 'pk_test_???', `pk_test_${btoa('fake.clerk.local')}`, ISSUER]) {
        expect(onPage(tag(key)), key).to.equal(undefined);
        expect(idIn([session({ iss: 'https://' })], key || 'x'), key).to.equal(undefined);
      }
    });

    it('D8: several tags that agree, and several that do not', () => {
      expect(onPage(tag(KEY) + tag(KEY))).to.equal('sess_cookie');
      expect(onPage(tag(KEY) + tag(LIVE))).to.equal(undefined);
      expect(onPage(tag(LIVE) + tag(KEY))).to.equal(undefined);
      expect(onPage(tag('') + tag(KEY))).to.equal(undefined);
    });

    it("D8: Clerk's own key counts before those of tags", () => {
      document.body.innerHTML = tag(LIVE);
      expect(idIn([session()])).to.equal('sess_cookie');
      expect(idIn([session()], LIVE)).to.equal(undefined);
    });

    it('D8: that comes later, or changes', () => {
      let key: string | undefined;
      const warmStart = createWarmStart(() => instanceOf({ publishableKey: key }, document));
      cookie.returns(session());
      expect(warmStart()).to.equal(undefined);
      key = KEY;
      expect(warmStart()).to.include({ id: 'sess_cookie' });
      key = LIVE;
      expect(warmStart()).to.equal(undefined);
    });
  });

  describe('iss', () => {
    it('D8: is the Frontend API of the key, also of a custom domain', () => {
      expect(idIn([session({ iss: 'https://clerk.example.com' })], LIVE)).to.equal('sess_cookie');
    });

    for (const iss of [
      undefined,
      'https://clerk.other.com',
      `${ISSUER}/`,
      `${ISSUER}.evil.test`,
      'http://fake.clerk.local',
      'fake.clerk.local',
      [ISSUER],
    ]) {
      it(`D8: a token of another instance does not count: ${iss}`, () => expectCold(session({ iss })));
    }

    it('D8: of two applications on one host, that of this page counts', () => {
      const other = session({ sid: 'sess_other', iss: 'https://other.clerk.accounts.dev' });
      expectWarm(other, session({}, '_abc'));
      expectWarm(session({}, '_abc'), other.replace('__session', '__session_xyz'));
    });

    it('D8: may be the proxy, or the satellite domain, that the page names', () => {
      const found = (iss: string, more: object, key = LIVE) => {
        cookie.returns(session({ iss }));
        return !!reading(key, more)();
      };
      const proxyUrl = 'https://page.test/__clerk/';
      expect(found('https://page.test/__clerk', { proxyUrl })).to.equal(true);
      expect(found('https://clerk.example.com', { proxyUrl })).to.equal(true);
      expect(found('https://page.test/__clerk', {})).to.equal(false);
      for (const domain of ['sat.test', 'clerk.sat.test']) {
        expect(found('https://clerk.sat.test', { domain })).to.equal(true);
        expect(found('https://clerk.sat.test', { domain }, KEY)).to.equal(false);
      }
      document.body.innerHTML = `<script data-clerk-publishable-key="${LIVE}"></script>
        <script data-clerk-publishable-key="${LIVE}" data-clerk-proxy-url="https://proxy.test"></script>`;
      cookie.returns(session({ iss: 'https://proxy.test' }));
      expect(createWarmStart(() => instanceOf({}, document))()).to.include({ id: 'sess_cookie' });
    });
  });

  for (const azp of [undefined, 'http://page.test', 'https://page.test:8443', 'https://www.page.test', null, '']) {
    it(`D8: a token for another origin does not count: ${azp}`, () => expectCold(session({ azp })));
  }

  it('D8: a session that is not active does not count', () => {
    expectWarm(session({ sts: 'active' }));
    for (const sts of ['pending', '', null, true]) expectCold(session({ sts }));
  });

  describe('the time', () => {
    it('D8: valid for 10 s more, and not for less', () => {
      expectWarm(session({ exp: seconds() + 10 }));
      for (const exp of [seconds() + 9, seconds(), seconds() - 60, undefined, Number.NaN]) expectCold(session({ exp }));
    });

    it('D8: not valid yet', () => {
      expectCold(session({ iat: seconds() + 1 }));
      expectCold(session({ nbf: seconds() + 1 }));
      expectCold(session({ iat: undefined }));
      expectWarm(session({ iat: seconds(), nbf: seconds() }));
      expectWarm(session({ nbf: undefined }));
    });

    it('D8: a clock that is minutes fast or slow', () => {
      const cookies = [session()];
      for (const minutes of [3, -3]) {
        const now = Date.now();
        clock.setSystemTime(now + minutes * 60_000);
        expectCold(...cookies);
        clock.setSystemTime(now);
        expectWarm(...cookies);
      }
    });

    it('D8: is looked at with each call', () => {
      const warmStart = reading();
      cookie.returns(session({ exp: seconds() + 12 }));
      expect(warmStart()).to.include({ id: 'sess_cookie' });
      clock.tick(2000);
      expect(warmStart()).to.include({ id: 'sess_cookie' });
      clock.tick(1);
      expect(warmStart()).to.equal(undefined);
    });
  });

  describe('__client_uat', () => {
    it('D8: not later than iat', () => {
      expectWarm(session(), `__client_uat=${seconds() - 5}`);
      expectWarm(session(), '__client_uat=1');
      for (const uat of [seconds() - 4, 0, '', 'x', -1]) expectCold(session(), `__client_uat=${uat}`);
    });

    it('D8: that of the same suffix counts', () => {
      const now = seconds();
      expectWarm(session({}, '_abc'), '__client_uat_abc=1', `__client_uat=${now}`, `__client_uat_xyz=${now}`);
      expectCold(session({}, '_abc'), `__client_uat_abc=${now}`, '__client_uat=1');
      expectWarm(session(), '__client_uat=1', `__client_uat_abc=${now}`);
    });

    it('D8: without one of the same suffix, that without a suffix', () => {
      expectWarm(session({}, '_abc'), '__client_uat=1');
      expectCold(session({}, '_abc'), '__client_uat=0');
    });

    it('D8: of a token under both names, the suffix tells', () => {
      expectCold(session(), session({}, '_abc'), '__client_uat=1', '__client_uat_abc=0');
      expectWarm(session(), session({}, '_abc'), '__client_uat=0', '__client_uat_abc=1');
    });

    it('D8: several of one name all have to agree', () => {
      expectCold(session(), '__client_uat=1', `__client_uat=${seconds()}`);
      expectCold(session(), `__client_uat=${seconds()}`, '__client_uat=1');
    });
  });

  describe('clerk_active_context', () => {
    it('D8: names the session and the organization of the token', () => {
      expectWarm(session(), 'clerk_active_context=sess_cookie:');
      expectWarm(session({ o: { id: 'org_A' } }), 'clerk_active_context=sess_cookie:org_A');
      for (const other of ['sess_other:', 'sess_cookie', 'sess_cookie:org_B', ':', '']) {
        expectCold(session(), `clerk_active_context=${other}`);
      }
      expectCold(session({ o: { id: 'org_A' } }), 'clerk_active_context=sess_cookie:');
    });

    it('D8: several all have to', () => {
      expectCold(session(), 'clerk_active_context=sess_cookie:', 'clerk_active_context=sess_other:');
    });
  });

  it('D8, C10: data-organization is that of the token, or the cookie does not answer', () => {
    const found = (claims: CookieClaims, organization: string) => {
      cookie.returns(session(claims));
      return !!createWarmStart(() => instanceOf({ publishableKey: KEY }, document), organization)();
    };
    expect(found({ o: { id: 'org_A' } }, 'org_A')).to.equal(true);
    expect(found({}, '')).to.equal(true);
    for (const [claims, organization] of [
      [{ o: { id: 'org_A' } }, 'org_B'],
      [{ o: { id: 'org_A' } }, ''],
      [{}, 'org_A'],
    ] as const) {
      expect(found(claims, organization), organization).to.equal(false);
    }
  });

  describe('several cookies that qualify', () => {
    it('D8: of different sessions or organizations: none counts', () => {
      for (const other of [{ sid: 'sess_planted' }, { o: { id: 'org_A' } }]) {
        expectCold(session(), session(other));
        expectCold(session(other), session({}, '_abc'));
      }
    });

    it('D8: of one context: the one that is valid longest', () => {
      const exp = seconds() + 59;
      for (const cookies of [
        [session(), session({ exp }, '_abc')],
        [session({ exp }, '_abc'), session()],
      ]) {
        expect((read(cookies) as CookieSession).cookieToken).to.equal(token({ exp }));
      }
    });

    it('D8: one that does not qualify does not count', () => {
      expectWarm(session(), session({ sid: 'sess_old', exp: seconds() + 9 }, '_abc'));
      expectWarm(session(), session({ sid: 'sess_pending', sts: 'pending' }, '_abc'));
    });
  });

  describe('a cookie that somebody has tampered with', () => {
    const claims = (of: unknown) => `h.${btoa(JSON.stringify(of))}.s`;
    for (const [what, value] of Object.entries({
      empty: '',
      'no JWT': 'sess_cookie',
      'two parts that are no base64': 'a.%%%.c',
      'no JSON': `h.${btoa('{')}.s`,
      null: claims(null),
      'a number': claims(1),
      'a list': claims([]),
      'huge and no JWT': 'x'.repeat(1_000_000),
      'dots only': '.'.repeat(100_000),
    })) {
      it(`D8: is not used: ${what}`, () => {
        expectCold(`__session=${value}`);
        expectWarm(`__session=${value}`, session({}, '_abc'));
      });
    }

    for (const sid of [undefined, null, '', 7, true, {}, ['sess_cookie'], 'sess cookie', 'sess\ncookie', 'é']) {
      it(`D8: is not used: its sid is ${JSON.stringify(sid)}`, () => expectCold(session({ sid })));
    }

    it('D8: is not used: it cannot be put into a header', () => expectCold(`__session=${token()}é`));

    it('D8: 4,000 cookies are read in a moment', () => {
      const many = [...Array(2000)].flatMap((_, i) => [
        `__session_${i}=${token({ azp: 'https://x.test' })}`,
        `a${i}=b`,
      ]);
      clock.restore();
      const start = performance.now();
      expect(idIn([...many, session()])).to.equal('sess_cookie');
      expect(performance.now() - start).to.be.below(1000);
    });
  });

  it('D8: a page that may not read its cookies starts cold', () => {
    cookie.throws(new Error('sandboxed'));
    expect(reading()()).to.equal(undefined);
  });

  it('D8: the cookie is parsed once for each of its values', () => {
    const parse = sinon.spy(JSON, 'parse');
    try {
      const warmStart = reading();
      cookie.returns(session());
      for (let i = 0; i < 5; i++) warmStart();
      sinon.assert.calledOnce(parse);
      cookie.returns(session({ sid: 'sess_new' }));
      for (let i = 0; i < 5; i++) expect(warmStart()).to.include({ id: 'sess_new' });
      sinon.assert.calledTwice(parse);
      cookie.returns('');
      expect(warmStart()).to.equal(undefined);
    } finally {
      parse.restore();
    }
  });

  describe('signed out', () => {
    const live = (claims: CookieClaims = {}, suffix?: string) =>
      session({ iss: 'https://clerk.example.com', ...claims }, suffix);
    const outWith = (...cookies: string[]) => idIn(cookies, LIVE) === null;

    it('D8: is known with a production key, and each __client_uat at 0', () => {
      expect(outWith('__client_uat=0')).to.equal(true);
      expect(outWith('__client_uat=0', '__client_uat_abc=0')).to.equal(true);
    });

    it('D8: is not known with a development key', () => {
      expectCold('__client_uat=0', '__client_uat_abc=0');
    });

    it('D8: is not known if a __client_uat is missing or is not 0', () => {
      expect(outWith()).to.equal(false);
      for (const uat of ['', '1', '00', 'x', ' 0'])
        expect(outWith('__client_uat=0', `__client_uat_abc=${uat}`)).to.equal(false);
    });

    it('D8: is not known if there is a token of this instance', () => {
      expect(outWith('__client_uat=0', live())).to.equal(false);
      expect(outWith('__client_uat=0', live({ exp: 1 }, '_abc'))).to.equal(false);
      expect(outWith('__client_uat=0', session())).to.equal(true);
      expect(outWith('__client_uat=0', '__session=firebase')).to.equal(true);
    });

    it('D8: is not known on a satellite domain', () => {
      cookie.returns('__client_uat=0');
      expect(reading(LIVE, { domain: 'sat.test' })()).to.equal(undefined);
      expect(reading(LIVE, { domain: '' })()).to.equal(null);
    });
  });
});
