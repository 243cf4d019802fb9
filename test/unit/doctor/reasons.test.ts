import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { kindOf } from '../../../doctor/advice/clerkReasons.ts';

const dist = dirname(createRequire(import.meta.url).resolve('@clerk/backend'));

/** The values of an object of the published SDK, by its name. */
function valuesOf(name: string): string[] {
  const source = readFileSync(join(dist, 'internal.js'), 'utf8');
  const [, body] = new RegExp(`^var ${name} = \\{([^}]*)\\}`, 'm').exec(source) ?? [];
  return [...(body ?? '').matchAll(/"([^"]+)"/g)].map(([, value]) => value as string);
}

describe('why a backend of Clerk refuses a call', () => {
  for (const name of ['AuthErrorReason', 'TokenVerificationErrorReason']) {
    it(`K4: each ${name} of @clerk/backend has its advice`, () => {
      const reasons = valuesOf(name);
      expect(reasons).to.have.length.above(14);
      expect(reasons.filter((reason) => kindOf(reason) === 'unknown')).to.deep.equal([]);
    });
  }

  it('K4: so has each reason why an expired session was not refreshed', () => {
    const reasons = valuesOf('RefreshTokenErrorReason').map((reason) => `session-token-expired-refresh-${reason}`);
    expect(reasons).to.include('session-token-expired-refresh-non-eligible-no-refresh-cookie');
    expect(reasons.map(kindOf)).to.deep.equal(reasons.map(() => 'clock'));
  });

  it('K4: a reason that nobody knows has none', () => {
    expect(kindOf('something-new')).to.equal('unknown');
  });
});
