import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { freePorts } from '../servers/freePorts.ts';
import { STACKS } from './stacks.ts';
import { type Clerk, startClerk } from './startClerk.ts';
import { type Example, startExample } from './startExample.ts';

// The claims of the template in the README of the Express example, checked as Hasura does.

const now = () => Math.floor(Date.now() / 1000);

describe('a JWT template in the Express example', function () {
  this.timeout(60_000);
  let clerk: Clerk;
  let example: Example;
  let origin: string;

  before(async () => {
    clerk = await startClerk();
    const [port] = (await freePorts(1)) as [number];
    origin = `http://localhost:${port}`;
    const stack = STACKS.find(({ name }) => name === 'express') as (typeof STACKS)[number];
    example = await startExample(stack, port, {
      CLERK_JWT_KEY: clerk.state.publicKey,
      CLERK_AUTHORIZED_PARTIES: origin,
    });
  });
  after(async () => {
    await Promise.all([example?.end(), clerk?.close()]);
  });

  const readme = readFileSync('examples/express/README.md', 'utf8');
  const template = JSON.parse(
    (/```json\n([\s\S]*?)```/.exec(readme)?.[1] ?? '').replace('{{user.id}}', 'user_ada'),
  ) as { [name: string]: { [name: string]: unknown } };
  const HASURA = 'https://hasura.io/jwt/claims';
  const common = () => ({ azp: origin, exp: now() + 60, iat: now(), nbf: now() - 10, sub: 'user_ada' });
  const call = async (path: string, claims: object) => {
    const headers = { Authorization: `Bearer ${await clerk.sign({ ...common(), ...claims })}` };
    const response = await fetch(origin + path, { headers });
    return { status: response.status, answer: await response.json() };
  };

  it("C9: the template's token is accepted, and its claims are read", async () => {
    expect(await call('/api/hasura', template)).to.deep.equal({ status: 200, answer: template[HASURA] });
  });

  for (const [what, claims] of [
    ['a session token', { sid: 'sess_1', sts: 'active' }],
    ['a session token with the same claim', { sid: 'sess_1', ...template }],
    ['a token of another template', { aud: 'convex' }],
    ['a role that is not allowed', { [HASURA]: { ...template[HASURA], 'x-hasura-default-role': 'admin' } }],
    ['another page', { ...template, azp: 'https://evil.test' }],
    ['an old token', { ...template, exp: now() - 60 }],
  ] as const) {
    it(`C9: ${what} is rejected`, async () => {
      expect((await call('/api/hasura', claims)).status).to.equal(401);
    });
  }

  it("C9: an endpoint for session tokens rejects the template's", async () => {
    expect((await call('/api/orders', template)).status).to.equal(401);
  });
});
