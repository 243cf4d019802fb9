import { randomBytes } from 'node:crypto';
import { exportSPKI, type GenerateKeyPairResult, generateKeyPair, jwtVerify, SignJWT } from 'jose';
import { type Account, ADA, GRACE } from './accounts.ts';

export const FRONTEND_API_HOST = 'demo.clerk.accounts.dev';

/** The development key whose Frontend API is {@link FRONTEND_API_HOST}; the demo's proxy URL stands in front of it. */
export const PUBLISHABLE_KEY = `pk_test_${Buffer.from(`${FRONTEND_API_HOST}$`).toString('base64')}`;

const ISSUER = `https://${FRONTEND_API_HOST}`;

export interface Session {
  id: string;
  account: Account;
  status: 'active' | 'ended' | 'removed';
  lastActiveAt: number;
}

/** What Clerk's servers would know: one client with its sessions, and the key that signs their tokens. */
export interface ClerkState {
  readonly clientId: string;
  readonly sessions: Session[];
  lastActiveSessionId: string | null;
  /** The time by the clock of Clerk's servers, in ms since the epoch. */
  now(): number;
  /** PEM of the key that session tokens are verified with. */
  readonly publicKey: string;
  signIn(email: string): Session | undefined;
  end(id: string, status: 'ended' | 'removed'): Session | undefined;
  /** An RS256 session token, as Clerk's Frontend API issues them. */
  token(session: Session, origin: string): Promise<string>;
  /** The ID of the active session that a token speaks of; throws when the token is not valid. */
  verify(token: string): Promise<Session>;
}

const id = (prefix: string) => `${prefix}_${randomBytes(14).toString('base64url').replace(/[-_]/g, 'x')}`;

/**
 * Makes a client with two accounts signed in.
 *
 * @param tokenLifetime of session tokens, in seconds; Clerk's is 60
 * @param keys that sign them; default: new ones
 */
export async function createClerkState(tokenLifetime: number, keys?: GenerateKeyPairResult): Promise<ClerkState> {
  const { privateKey, publicKey } = keys ?? (await generateKeyPair('RS256'));
  const accounts = [ADA, GRACE];
  const sessions: Session[] = [];

  const state: ClerkState = {
    clientId: id('client'),
    sessions,
    lastActiveSessionId: null,
    now: Date.now,
    publicKey: await exportSPKI(publicKey),

    signIn(email) {
      const account = accounts.find((each) => each.email === email);
      if (!account) return undefined;
      let session = sessions.find((each) => each.account === account && each.status === 'active');
      if (!session) {
        session = { id: id('sess'), account, status: 'active', lastActiveAt: Date.now() };
        sessions.push(session);
      }
      state.lastActiveSessionId = session.id;
      return session;
    },

    end(sessionId, status) {
      const session = sessions.find((each) => each.id === sessionId);
      if (!session) return undefined;
      session.status = status;
      if (state.lastActiveSessionId === sessionId) {
        state.lastActiveSessionId = sessions.find((each) => each.status === 'active')?.id ?? null;
      }
      return session;
    },

    token(session, origin) {
      const now = Math.floor(state.now() / 1000);
      return new SignJWT({ sid: session.id, sts: 'active', v: 2, fva: [0, -1], azp: origin })
        .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'ins_demo', cat: 'cl_B7d4PD111AAA' })
        .setIssuer(ISSUER)
        .setSubject(session.account.id)
        .setIssuedAt(now)
        .setNotBefore(now - 10)
        .setExpirationTime(now + tokenLifetime)
        .setJti(randomBytes(10).toString('hex'))
        .sign(privateKey);
    },

    async verify(token) {
      const { payload } = await jwtVerify(token, publicKey, { issuer: ISSUER, currentDate: new Date(state.now()) });
      const session = sessions.find((each) => each.id === payload.sid && each.status === 'active');
      if (!session) throw new Error('the session of this token is not active');
      return session;
    },
  };

  state.signIn(GRACE.email);
  state.signIn(ADA.email);
  return state;
}
