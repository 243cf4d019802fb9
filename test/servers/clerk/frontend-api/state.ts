import type { Account } from './accounts.ts';

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
  /**
   * When a user last signed in or out, in ms since the epoch. ClerkJS writes it into `__client_uat` on development instances,
   * and Clerk's SDKs refuse tokens that are older.
   */
  clientUpdatedAt: number;
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
