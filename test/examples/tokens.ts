import { createHmac } from 'node:crypto';
import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { encode, tokenOf } from '../kit/jwt.ts';
import type { Clerk } from './startClerk.ts';

/** A token, and the reason why a backend must reject it; without one, the backend must accept it. */
export interface Case {
  name: string;
  token: string;
  reason?: string;
}

const unsigned = (claims: JWTPayload, signature: string) => tokenOf(claims, { alg: 'none', typ: 'JWT' }, signature);
const now = () => Math.floor(Date.now() / 1000);

/** The claims of a token for Ada's session and a page. */
const claimsOf = (clerk: Clerk, pageOrigin: string): JWTPayload => ({
  azp: pageOrigin,
  exp: now() + 60,
  iat: now(),
  iss: 'https://demo.clerk.accounts.dev',
  nbf: now() - 10,
  sid: clerk.sessionOf('Ada').id,
  sts: 'active',
  sub: 'user_ada',
  v: 2,
});

const without = (claims: JWTPayload, name: string) => {
  const { [name]: _, ...others } = claims;
  return others;
};

/** Tokens that an issuer could give to the page, which then calls as usual. */
export async function issuedTokens(clerk: Clerk, pageOrigin: string): Promise<Case[]> {
  const claims = claimsOf(clerk, pageOrigin);
  const { privateKey } = await generateKeyPair('RS256');
  return [
    {
      name: 'an expired token',
      token: await clerk.sign({ ...claims, exp: now() - 30 }),
      reason: 'token-expired',
    },
    {
      name: 'a token for another page',
      token: await clerk.sign({ ...claims, azp: 'https://evil.test' }),
      reason: 'token-invalid-authorized-parties',
    },
    {
      name: 'a token of another key',
      token: await new SignJWT(claims).setProtectedHeader({ alg: 'RS256', typ: 'JWT' }).sign(privateKey),
      reason: 'token-invalid-signature',
    },
    {
      // ClerkJS itself accepts only tokens with three parts.
      name: 'a token with alg: none',
      token: unsigned(claims, 'c2ln'),
      reason: 'token-invalid-algorithm',
    },
  ];
}

/** Tokens that anyone could send. */
export async function sentTokens(clerk: Clerk, pageOrigin: string): Promise<Case[]> {
  const claims = claimsOf(clerk, pageOrigin);
  const good = await clerk.sign(claims);
  const [head = '', body = '', signature = ''] = good.split('.');
  const hmac = `${encode({ alg: 'HS256', typ: 'JWT' })}.${body}`;
  const signed = async (name: string, changed: JWTPayload, reason?: string): Promise<Case> => ({
    name,
    token: await clerk.sign(changed),
    ...(reason && { reason }),
  });
  return [
    ...(await issuedTokens(clerk, pageOrigin)),
    await signed('a good token', claims),
    await signed('one that expired a moment ago', { ...claims, exp: now() - 2 }),
    await signed('one that is valid in a moment', { ...claims, nbf: now() + 3 }),
    await signed('one that is valid later', { ...claims, nbf: now() + 60 }, 'token-not-active-yet'),
    await signed('one without azp', without(claims, 'azp'), 'token-invalid-authorized-parties'),
    await signed('one with a list for azp', { ...claims, azp: [pageOrigin] }, '*'),
    await signed(
      'one for a page whose address begins alike',
      { ...claims, azp: `${pageOrigin}.evil.test` },
      'token-invalid-authorized-parties',
    ),
    await signed(
      'one with a header in azp',
      { ...claims, azp: 'x\r\nX-Evil: 1 \u2028é' },
      'token-invalid-authorized-parties',
    ),
    await signed('one without exp', without(claims, 'exp'), '*'),
    await signed('one without a session', without(claims, 'sid'), '*'),
    await signed('one without a user', without(claims, 'sub'), '*'),
    await signed('one of a user who has not finished signing in', { ...claims, sts: 'pending' }, 'session-pending'),
    {
      name: 'one with HS256, signed with the public key',
      token: `${hmac}.${createHmac('sha256', clerk.state.publicKey).update(hmac).digest('base64url')}`,
      reason: 'token-invalid-algorithm',
    },
    {
      name: 'one whose claims were changed',
      token: `${head}.${encode({ ...claims, sub: 'user_grace' })}.${signature}`,
      reason: 'token-invalid-signature',
    },
    { name: 'one without a signature', token: `${head}.${body}.`, reason: '*' },
    { name: 'one with alg: none and no signature', token: unsigned(claims, ''), reason: '*' },
    { name: 'one that is no JWT', token: 'x', reason: '*' },
    { name: 'one of three parts that are none', token: 'a.b.c', reason: '*' },
    { name: 'a session ID', token: clerk.sessionOf('Ada').id, reason: '*' },
  ];
}
