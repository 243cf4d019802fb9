import { expect } from 'chai';
import sinon from 'sinon';
import { createTokens } from '../../src/clerk/tokens.ts';
import { tokenOf } from '../kit/jwt.ts';

/** A session token that ends so many ms from now, or whose payload is this. */
function jwt(payload: number | object, name = ''): string {
  const claims = typeof payload === 'number' ? { exp: (Date.now() + payload) / 1000, name } : payload;
  return tokenOf(claims);
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
    it(`C6: a token that is good for ${left} ms is renewed before the call`, async () => {
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

  it('C6: no token is kept: a later call asks ClerkJS again', async () => {
    const fresh = jwt(60_000);
    const session = sessionOf(jwt(5000), async () => fresh);
    await tokens(session);
    session.getToken.resetHistory();
    await tokens(session);
    expect(session.renewals()).to.equal(1);
    expect(session.getToken.callCount).to.equal(2);
  });

  it('C3: two sessions share no renewal', async () => {
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

  it('C6: the calls of 5 s wait for a renewal that never ends; later ones start another', async () => {
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

  it('C6: where a fast clock makes all tokens seem about to end, a renewal is tried once', async () => {
    let made = 0;
    const session = sessionOf(jwt(-5000), async () => jwt(-1000, `${made++}`));
    expect(await tokens(session)).to.equal(jwt(-1000, '0'));
    expect(await tokens(session)).to.equal(jwt(-5000));
    expect(session.renewals()).to.equal(1);
  });

  it('C6: a renewal that arrives late, as over a sleep of the machine, says nothing about the clock', async () => {
    const renewals = [
      async () => {
        clock.setSystemTime(Date.now() + 3_600_000);
        return jwt(-3_540_000);
      },
      async () => jwt(60_000),
    ];
    const session = sessionOf(jwt(5000), () => (renewals.shift() as () => Promise<string>)());
    await tokens(session);
    await tokens(session);
    expect(session.renewals()).to.equal(2);
  });

  it('C6: where a clock that was fast is set right, tokens are renewed again', async () => {
    const fast = sessionOf(jwt(-5000), async () => jwt(-1000));
    await tokens(fast);
    await tokens(fast);
    expect(fast.renewals()).to.equal(1);
    await tokens(sessionOf(jwt(60_000)));
    const session = sessionOf(jwt(5000), async () => jwt(60_000, 'fresh'));
    expect(await tokens(session)).to.equal(jwt(60_000, 'fresh'));
  });

  describe('of an organization', () => {
    const of = (organization: string | null, left: number, name = '', version = 2) =>
      jwt({
        sid: 'sess_1',
        exp: (Date.now() + left) / 1000,
        name,
        ...(organization && (version === 2 ? { o: { id: organization } } : { org_id: organization })),
      });

    it('C6: a renewal is not shared across a switch', async () => {
      const session = { ...sessionOf(null), lastActiveOrganizationId: 'org_A' as string | null };
      let give: (() => void)[] = [];
      session.getToken.callsFake(async (options) => {
        const organization = session.lastActiveOrganizationId;
        if (!options?.skipCache) return of(organization, 5000);
        await new Promise<void>((resolve) => give.push(resolve));
        return of(organization, 60_000);
      });
      const first = tokens(session);
      await clock.tickAsync(0);
      session.lastActiveOrganizationId = 'org_B';
      const second = tokens(session);
      await clock.tickAsync(0);
      for (const each of give) each();
      give = [];
      expect([await first, await second]).to.deep.equal([of('org_A', 60_000), of('org_B', 60_000)]);
    });

    for (const version of [1, 2]) {
      for (const [had, has] of [
        ['org_A', 'org_B'],
        ['org_A', null],
        [null, 'org_B'],
      ] as const) {
        it(`C6: a cached token of ${had} is renewed, and not sent, where ${has} is active, version ${version}`, async () => {
          const session = sessionOf(of(had, 60_000, '', version), async () => of(has, 60_000, 'fresh', version));
          const active = { ...session, lastActiveOrganizationId: has };
          expect(await tokens(active)).to.equal(of(has, 60_000, 'fresh', version));
          // ClerkJS may not know better.
          const other = sessionOf(of(had, 60_000, '', version), async () => of(had, 60_000, 'fresh', version));
          expect(await tokens({ ...other, lastActiveOrganizationId: has })).to.equal(undefined);
        });
      }
    }

    it('C6: a token of another session is never sent', async () => {
      const session = sessionOf(of(null, 60_000), async () => of(null, 60_000), 'sess_2');
      expect(await tokens({ ...session, lastActiveOrganizationId: null })).to.equal(undefined);
    });
  });

  for (const [what, token] of Object.entries<unknown>({
    'a character above U+00FF': 'tok\u0100en',
    'a line break': 'tok\nen',
    'a NUL': 'tok\0en',
    'a blank': 'tok en',
    'a symbol': Symbol('token'),
    'a number': 5,
    'an object whose toString() throws': {
      toString() {
        throw new Error('no');
      },
    },
  })) {
    it(`C6, E8: ${what} is no token that can be written into a header, and throws nothing`, async () => {
      expect(await tokens({ id: 'sess_1', getToken: async () => token as string })).to.equal(undefined);
    });
  }

  for (const [what, token] of Object.entries({
    'is no JWT': 'token',
    'is empty between its dots': 'a..b',
    'has no JSON in it': `a.${Buffer.from('text').toString('base64url')}.b`,
    'does not end': jwt({ sub: 'user' }),
    'ends in no number': jwt({ exp: 'soon' }),
  })) {
    it(`C6: a token that ${what} is taken as it is`, async () => {
      const session = sessionOf(token);
      expect(await tokens(session)).to.equal(token);
      expect(session.renewals()).to.equal(0);
    });
  }

  it('C6: the claims of a token are read from base64url, with letters of any script', async () => {
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
