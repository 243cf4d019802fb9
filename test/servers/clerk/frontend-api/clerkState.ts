import { randomBytes } from 'node:crypto';
import { exportSPKI, type GenerateKeyPairResult, generateKeyPair, jwtVerify } from 'jose';
import { ADA, GRACE } from './accounts.ts';
import type { ClerkState, Instance, Session } from './state.ts';
import { signSessionToken, signTemplateToken } from './tokens.ts';

export const FRONTEND_API_HOST = 'demo.clerk.accounts.dev';

/** The development key whose Frontend API is {@link FRONTEND_API_HOST}; the demo's proxy URL stands in front of it. */
export const PUBLISHABLE_KEY = `pk_test_${Buffer.from(`${FRONTEND_API_HOST}$`).toString('base64')}`;

const id = (prefix: string) => `${prefix}_${randomBytes(14).toString('base64url').replace(/[-_]/g, 'x')}`;

/**
 * Creates a client with two accounts signed in.
 *
 * @param tokenLifetime the lifetime of session tokens, in seconds; Clerk's is 60
 * @param keys the key pair that signs them. @default a new one
 * @param instance settings that differ from an instance without organizations and templates
 */
export async function createClerkState(
  tokenLifetime: number,
  keys?: GenerateKeyPairResult,
  instance?: Partial<Instance>,
): Promise<ClerkState> {
  const { privateKey, publicKey } = keys ?? (await generateKeyPair('RS256'));
  const accounts = [ADA, GRACE];
  const sessions: Session[] = [];

  const state: ClerkState = {
    clientId: id('client'),
    issuer: `https://${FRONTEND_API_HOST}`,
    instance: {
      organizations: false,
      forceOrganizationSelection: false,
      tokenVersion: 2,
      tokenLifetime,
      templates: {},
      ...instance,
    },
    sessions,
    lastActiveSessionId: null,
    clientUpdatedAt: 0,
    now: Date.now,
    publicKey: await exportSPKI(publicKey),

    signIn(email) {
      const account = accounts.find((each) => each.email === email);
      if (!account) return undefined;
      let session = sessions.find((each) => each.account === account && each.status === 'active');
      if (!session) {
        session = { id: id('sess'), account, status: 'active', lastActiveAt: Date.now(), organization: null };
        sessions.push(session);
        state.clientUpdatedAt = state.now();
      }
      state.lastActiveSessionId = session.id;
      return session;
    },

    end(sessionId, status) {
      const session = sessions.find((each) => each.id === sessionId);
      if (!session) return undefined;
      session.status = status;
      state.clientUpdatedAt = state.now();
      if (state.lastActiveSessionId === sessionId) {
        state.lastActiveSessionId = sessions.find((each) => each.status === 'active')?.id ?? null;
      }
      return session;
    },

    statusOf(session) {
      const { organizations, forceOrganizationSelection } = state.instance;
      const mustChoose = organizations && forceOrganizationSelection && !session.organization;
      return session.status === 'active' && mustChoose ? 'pending' : session.status;
    },
    organizationOf: ({ organization }) => (state.instance.organizations ? organization : null),
    isMember: ({ account }, organization) =>
      organization === null ||
      (state.instance.organizations && account.memberships.some((each) => each.organization.id === organization)),

    token: (session, origin, organization = state.organizationOf(session)) =>
      signSessionToken(state, privateKey, session, origin, organization),
    templateToken(session, origin, name) {
      const template = state.instance.templates[name];
      return template && signTemplateToken(state, privateKey, session, origin, template);
    },

    async verify(token) {
      const { payload } = await jwtVerify(token, publicKey, {
        issuer: state.issuer,
        currentDate: new Date(state.now()),
      });
      const session = sessions.find((each) => each.id === payload.sid && state.statusOf(each) === 'active');
      if (!session) throw new Error('the session of this token is not active');
      return session;
    },
  };

  state.signIn(GRACE.email);
  state.signIn(ADA.email);
  return state;
}
