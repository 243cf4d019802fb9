import { expect } from 'chai';
import sinon from 'sinon';
import { createTokens } from '../../src/clerk/tokens.ts';

/** A session token that ends so many ms from now, or whose payload is this. */
function jwt(payload: number | object, name = ''): string {
  const claims = typeof payload === 'number' ? { exp: (Date.now() + payload) / 1000, name } : payload;
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode({ alg: 'RS256' })}.${encode(claims)}.signature`;
}

describe('tokens', () => {
  let clock: sinon.SinonFakeTimers;
  let tokens: ReturnType<typeof createTokens>;

  beforeEach(() => {
    clock = sinon.useFakeTimers({ now: 1_800_000_000_000, toFake: ['Date', 'setTimeout', 'performance'] });
    tokens = createTokens();
  });
  afterEach(() => clock.restore());

  /** A session whose cached token, and whose renewed ones, are these. */
  function sessionOf(
    cached: string | null,
    renew: () => Promise<string | null> = async () => 'renewed',
    id = 'sess_1',
  ) {
    const getToken = sinon.stub<[options?: { skipCache?: boolean }], Promise<string | null>>();
    getToken.callsFake((options) => (options?.skipCache ? renew() : Promise.resolve(cached)));
    const renewals = () => getToken.args.filter(([options]) => options?.skipCache).length;
    return { id, getToken, renewals };
  }

  for (const left of [10_001, 60_000]) {
    it(`C6: a token that is good for ${left} ms is the one of ClerkJS's cache`, async () => {
      const token = jwt(left);
      const session = sessionOf(token);
      expect(await tokens(session)).to.equal(token);
      sinon.assert.calledOnceWithExactly(session.getToken);
    });
  }

  for (const left of [10_000, 5000, 1, 0, -60_000]) {
    it(`C6: one that is good for ${left} ms is renewed before the call`, async () => {
      const fresh = jwt(60_000);
      const session = sessionOf(jwt(left), async () => fresh);
      expect(await tokens(session)).to.equal(fresh);
      expect(session.renewals()).to.equal(1);
    });
  }

  it('C6: all calls that wait share one renewal', async () => {
    const fresh = jwt(60_000);
    const session = sessionOf(jwt(5000), async () => fresh);
    expect(await Promise.all([tokens(session), tokens(session), tokens(session)])).to.deep.equal(Array(3).fill(fresh));
    expect(session.renewals()).to.equal(1);
  });

  it('C6: it keeps no token: a later call asks ClerkJS again', async () => {
    const fresh = jwt(60_000);
    const session = sessionOf(jwt(5000), async () => fresh);
    await tokens(session);
    session.getToken.resetHistory();
    await tokens(session);
    expect(session.renewals()).to.equal(1);
    expect(session.getToken.callCount).to.equal(2);
  });

  it('C3: two sessions share none', async () => {
    const a = sessionOf(jwt(5000, 'a'), async () => jwt(60_000, 'fresh a'), 'sess_A');
    const b = sessionOf(jwt(5000, 'b'), async () => jwt(60_000, 'fresh b'), 'sess_B');
    const [first, second, third] = await Promise.all([tokens(a), tokens(b), tokens(a)]);
    expect([first, second, third]).to.deep.equal([
      jwt(60_000, 'fresh a'),
      jwt(60_000, 'fresh b'),
      jwt(60_000, 'fresh a'),
    ]);
  });

  for (const [what, renew] of Object.entries<() => Promise<string | null>>({
    rejects: () => Promise.reject(new Error('offline')),
    'gives null': async () => null,
    throws: () => {
      throw new Error('no');
    },
  })) {
    it(`C6: where the renewal ${what}, the old token has to do, and the next call tries again`, async () => {
      const old = jwt(5000);
      const session = sessionOf(old, renew);
      expect(await tokens(session)).to.equal(old);
      expect(await tokens(session)).to.equal(old);
      expect(session.renewals()).to.equal(2);
    });
  }

  it('C6: a renewal that never ends is waited for by the calls of the next 5 s; then there is another one', async () => {
    const fresh = jwt(60_000);
    const renewals = [new Promise<string | null>(() => {}), Promise.resolve(fresh)];
    const session = sessionOf(jwt(5000), () => renewals.shift() as Promise<string | null>);
    void tokens(session);
    await clock.tickAsync(4900);
    void tokens(session);
    await clock.tickAsync(200);
    expect(session.renewals()).to.equal(1);
    expect(await tokens(session)).to.equal(fresh);
    expect(session.renewals()).to.equal(2);
  });

  it('C6: with a clock that is fast, all tokens seem to be about to end: it is tried once', async () => {
    let made = 0;
    const session = sessionOf(jwt(-5000), async () => jwt(-1000, `${made++}`));
    expect(await tokens(session)).to.equal(jwt(-1000, '0'));
    expect(await tokens(session)).to.equal(jwt(-5000));
    expect(session.renewals()).to.equal(1);
  });

  for (const [what, token] of Object.entries({
    'is no JWT': 'token',
    'is empty between its dots': 'a..b',
    'has no JSON in it': `a.${Buffer.from('text').toString('base64url')}.b`,
    'does not end': jwt({ sub: 'user' }),
    'ends in no number': jwt({ exp: 'soon' }),
  })) {
    it(`C6: one that ${what} is taken as it is`, async () => {
      const session = sessionOf(token);
      expect(await tokens(session)).to.equal(token);
      expect(session.renewals()).to.equal(0);
    });
  }

  it('C6: it reads base64url, with letters of any script', async () => {
    const session = sessionOf(jwt({ exp: Date.now() / 1000, name: '\u00ff\u{1f600}?>~' }));
    expect(await tokens(session)).to.equal('renewed');
  });

  for (const [what, getToken] of Object.entries<() => Promise<string | null>>({
    null: async () => null,
    'an empty string': async () => '',
    'a rejection': () => Promise.reject(new Error('no')),
    'an exception': () => {
      throw new Error('no');
    },
  })) {
    it(`C6: ${what} is no token, and throws nothing`, async () => {
      expect(await tokens({ id: 'sess_1', getToken })).to.equal(undefined);
    });
  }
});
