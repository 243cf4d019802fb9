import { randomBytes } from 'node:crypto';
import { exportSPKI, type GenerateKeyPairResult, generateKeyPair, jwtVerify } from 'jose';
import { type Account, ADA, GRACE } from './accounts.ts';
import { signSessionToken, signTemplateToken } from './tokens.ts';

export const FRONTEND_API_HOST = 'demo.clerk.accounts.dev';

/** The development key whose Frontend API is {@link FRONTEND_API_HOST}; the demo's proxy URL stands in front of it. */
export const PUBLISHABLE_KEY = `pk_test_${Buffer.from(`${FRONTEND_API_HOST}$`).toString('base64')}`;

export interface Session {
  id: string;
  account: Account;
  status: 'active' | 'ended' | 'removed';
  lastActiveAt: number;
  /** The organization that was active last, in any tab; `null` for the personal account. */
  organization: string | null;
}

/** A JWT template. `{{user.id}}` and `{{org.id}}` in its claims are replaced. */
export interface Template {
  claims: { [name: string]: unknown };
  /** The lifetime of its tokens, in seconds. */
  lifetime: number;
}

/** The settings of Clerk's dashboard, which may change at any time. */
export interface Instance {
  /** Whether users are members of organizations. */
  organizations: boolean;
  /** Whether a user has to choose an organization: until then the session is pending. */
  forceOrganizationSelection: boolean;
  /** The version of the session token's claims. */
  tokenVersion: 1 | 2;
  /** The lifetime of session tokens, in seconds; Clerk's is 60. */
  tokenLifetime: number;
  /** JWT templates by their names. */
  templates: { [name: string]: Template };
}

/** The state of Clerk's servers: one client with its sessions, and the key that signs their tokens. */
export interface ClerkState {
  readonly clientId: string;
  readonly issuer: string;
  readonly instance: Instance;
  readonly sessions: Session[];
  lastActiveSessionId: string | null;
  /** The time by the clock of Clerk's servers, in ms since the epoch. */
  now(): number;
  /** The key that verifies session tokens, in PEM. */
  readonly publicKey: string;
  signIn(email: string): Session | undefined;
  end(id: string, status: 'ended' | 'removed'): Session | undefined;
  /** The session's status; `pending` if its user has not finished signing in. */
  statusOf(session: Session): Session['status'] | 'pending';
  /** The organization that was active last; `null` if there is none, or the instance has no organizations. */
  organizationOf(session: Session): string | null;
  /** Whether the user may act for an organization; `null` is the personal account. */
  isMember(session: Session, organization: string | null): boolean;
  /**
   * An RS256 session token, as Clerk's Frontend API issues them.
   *
   * @param organization default: the session's last active one
   */
  token(session: Session, origin: string, organization?: string | null): Promise<string>;
  /** A token of a JWT template; nothing if there is no such template. */
  templateToken(session: Session, origin: string, name: string): Promise<string> | undefined;
  /** Returns the active session that a token was issued for. @throws an error if the token is not valid */
  verify(token: string): Promise<Session>;
}

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
    now: Date.now,
    publicKey: await exportSPKI(publicKey),

    signIn(email) {
      const account = accounts.find((each) => each.email === email);
      if (!account) return undefined;
      let session = sessions.find((each) => each.account === account && each.status === 'active');
      if (!session) {
        session = { id: id('sess'), account, status: 'active', lastActiveAt: Date.now(), organization: null };
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
