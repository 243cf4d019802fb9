import { expect } from 'chai';
import sinon from 'sinon';
import { describeSession } from '../../src/clerk/sessionState.ts';
import { createTokens } from '../../src/clerk/tokens.ts';
import type { ClerkSession } from '../../src/types.ts';
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

  describe('of a template', () => {
    type Options = NonNullable<Parameters<ClerkSession['getToken']>[0]>;

    /** A session whose tokens depend on what they are asked for. */
    const sessionFor = (tokenFor: (options: Options) => Promise<string | null>, organization: string | null = null) => {
      const getToken = sinon.spy((options: Options = {}) => tokenFor(options));
      return { id: 'sess_1', lastActiveOrganizationId: organization, getToken };
    };
    const exp = () => Date.now() / 1000 + 60;

    it('C9: it is asked for by its name', async () => {
      const token = jwt({ exp: exp(), sub: 'user_1' });
      const session = sessionFor(async () => token);
      expect(await tokens(session, 'hasura')).to.equal(token);
      sinon.assert.calledOnceWithExactly(session.getToken, { template: 'hasura' });
    });

    it('C9: one that is about to expire is renewed by its name', async () => {
      const session = sessionFor(async ({ skipCache }) => jwt(skipCache ? 30_000 : 9000));
      expect(await tokens(session, 'hasura')).to.equal(jwt(30_000));
      expect(session.getToken.args[1]).to.deep.equal([{ template: 'hasura', skipCache: true }]);
    });

    it('C9, C6: renewals are shared by calls with the same template only, also if they alternate', async () => {
      const name = (template = 'session') => template;
      const session = sessionFor(async ({ template, skipCache }) => jwt(skipCache ? 60_000 : 5000, name(template)));
      const asked = [undefined, 'a', 'b', undefined, 'a', 'b'];
      const given = await Promise.all(asked.map((template) => tokens(session, template)));
      expect(given).to.deep.equal(asked.map((template) => jwt(60_000, name(template))));
      expect(session.getToken.args.filter(([options]) => options?.skipCache)).to.have.length(3);
    });

    // https://github.com/get-convex/convex-backend/issues/402
    it('C9: a session token is never taken for one', async () => {
      const session = sessionFor(async () => jwt({ exp: exp(), sid: 'sess_1' }));
      expect(await tokens(session, 'convex')).to.equal(undefined);
    });

    // https://github.com/clerk/javascript/issues/8149
    it('C9: if ClerkJS gives session tokens and fails for the template, there is none', async () => {
      const session = sessionFor(async ({ template }) => {
        if (template) throw Object.assign(new Error('clerk_offline'), { code: 'clerk_offline' });
        return jwt({ exp: exp(), sid: 'sess_1' });
      });
      expect(await tokens(session, 'convex')).to.equal(undefined);
      expect(await tokens(session)).not.to.equal(undefined);
      expect(session.getToken.args[0]).to.deep.equal([{ template: 'convex' }]);
    });

    for (const [what, claims, isSent] of [
      ['names no organization', {}, true],
      ["names the call's organization", { org_id: 'org_A' }, true],
      ['names another organization', { org_id: 'org_B' }, false],
      ['names another organization, in version 2', { o: { id: 'org_B' } }, false],
      ['has a claim of that name with something else', { org_id: 'acme', o: 7 }, true],
    ] as const) {
      it(`C9, C3: a token that ${what} is ${isSent ? '' : 'not '}sent`, async () => {
        const token = jwt({ exp: exp(), ...claims });
        const session = sessionFor(async () => token, 'org_A');
        expect(await tokens(session, 'hasura')).to.equal(isSent ? token : undefined);
      });
    }

    it('C9: an unknown template is named, once, and says nothing about the session', async () => {
      const say = sinon.spy();
      const request = createTokens(() => 0, say);
      const session = sessionFor(async () => {
        throw Object.assign(new Error('not found'), { status: 404 });
      });
      expect(await request(session, 'hasura')).to.equal(undefined);
      sinon.assert.calledOnce(say);
      expect(say.firstCall.args[1]).to.include('"hasura"');
      expect(describeSession(session)).to.equal('signed in');
    });
  });

  describe('of an organization that is not the active one', () => {
    const ofOrganization = (organization: string, say = sinon.spy()) => createTokens(() => 0, say, organization);
    const claims = (organization?: string) => ({
      exp: Date.now() / 1000 + 60,
      sid: 'sess_1',
      ...(organization && { o: { id: organization } }),
    });
    const sessionWith = (token: string, error?: object) => {
      const getToken = sinon.spy(async (_options?: object) => {
        if (error) throw error;
        return token;
      });
      return { id: 'sess_1', lastActiveOrganizationId: 'org_B', getToken };
    };

    it('C10: it is asked for by its ID, whichever is active', async () => {
      const token = jwt(claims('org_A'));
      const session = sessionWith(token);
      expect(await ofOrganization('org_A')(session)).to.equal(token);
      sinon.assert.calledOnceWithExactly(session.getToken, { organizationId: 'org_A' });
    });

    it('C10: empty means the personal account', async () => {
      const session = sessionWith(jwt(claims()));
      expect(await ofOrganization('')(session)).to.equal(jwt(claims()));
      sinon.assert.calledOnceWithExactly(session.getToken, { organizationId: '' });
    });

    for (const [what, token] of [
      ['of the active organization', jwt({ exp: 1_800_000_060, sid: 'sess_1', o: { id: 'org_B' } })],
      ['of no organization', jwt({ exp: 1_800_000_060, sid: 'sess_1' })],
      ['of another session', jwt({ exp: 1_800_000_060, sid: 'sess_2', o: { id: 'org_A' } })],
      ['that is no JWT', 'opaque'],
    ] as const) {
      it(`C10: a token ${what} is never sent, and not asked for again at once`, async () => {
        const say = sinon.spy();
        const request = ofOrganization('org_A', say);
        const session = sessionWith(token);
        expect(await request(session)).to.equal(undefined);
        expect(say.firstCall.args[1]).to.include('"org_A"');
        session.getToken.resetHistory();
        expect(await request(session)).to.equal(undefined);
        sinon.assert.calledOnceWithExactly(session.getToken, { organizationId: 'org_A' });
      });
    }

    it('C10: a refusal of Clerk names it; a failure of the network does not', async () => {
      for (const [error, times] of [
        [{ status: 403 }, 1],
        [new TypeError('Failed to fetch'), 0],
      ] as const) {
        const say = sinon.spy();
        const session = sessionWith('', error);
        expect(await ofOrganization('org_A', say)(session)).to.equal(undefined);
        expect(say.callCount).to.equal(times);
        expect(describeSession(session)).to.equal('signed in');
      }
    });
  });
});
