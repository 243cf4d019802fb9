import { randomBytes } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import type { Membership } from './accounts.ts';
import type { ClerkState, Session, Template } from './state.ts';

type Key = Parameters<SignJWT['sign']>[0];

const HEADER = { alg: 'RS256', typ: 'JWT', kid: 'ins_demo' };
/** By this, Clerk's SDKs tell a session token from that of a JWT template. */
const CATEGORY = { session: 'cl_B7d4PD111AAA', template: 'cl_B7d4PD222AAA' };

/** Signs the given claims together with those that all tokens have. The lifetime is in seconds. */
function sign(
  state: ClerkState,
  key: Key,
  session: Session,
  { category, lifetime, claims }: { category: keyof typeof CATEGORY; lifetime: number; claims: JWTPayload },
): Promise<string> {
  const now = Math.floor(state.now() / 1000);
  return new SignJWT(claims)
    .setProtectedHeader({ ...HEADER, cat: CATEGORY[category] })
    .setIssuer(state.issuer)
    .setSubject(session.account.id)
    .setIssuedAt(now)
    .setNotBefore(now - 10)
    .setExpirationTime(now + lifetime)
    .setJti(randomBytes(10).toString('hex'))
    .sign(key);
}

/** The claims of the active organization, in version 1 or 2 of the session token. */
function claimsOfOrganization({ organization, role }: Membership, version: 1 | 2): JWTPayload {
  const { id, slug } = organization;
  if (version === 2) return { o: { id, rol: role, slg: slug } };
  return { org_id: id, org_role: `org:${role}`, org_slug: slug, org_permissions: [] };
}

/** A session token for an organization that the user is a member of, or for none. */
export function signSessionToken(
  state: ClerkState,
  key: Key,
  session: Session,
  origin: string,
  organization: string | null,
): Promise<string> {
  const { tokenVersion, tokenLifetime } = state.instance;
  const membership = session.account.memberships.find((each) => each.organization.id === organization);
  const claims = {
    sid: session.id,
    sts: state.statusOf(session),
    ...(tokenVersion === 2 && { v: 2 }),
    fva: [0, -1],
    azp: origin,
    ...(membership && claimsOfOrganization(membership, tokenVersion)),
  };
  return sign(state, key, session, { category: 'session', lifetime: tokenLifetime, claims });
}

/** A token of a JWT template. Unlike a session token it has no `sid`, and its organization is the session's last active one. */
export function signTemplateToken(
  state: ClerkState,
  key: Key,
  session: Session,
  origin: string,
  { claims, lifetime }: Template,
): Promise<string> {
  const values: { [shortcode: string]: string | null } = {
    '{{user.id}}': session.account.id,
    '{{org.id}}': state.organizationOf(session),
  };
  const filled = Object.entries(claims).map(([name, value]) => [
    name,
    String(value) in values ? values[String(value)] : value,
  ]);
  return sign(state, key, session, {
    category: 'template',
    lifetime,
    claims: { azp: origin, ...Object.fromEntries(filled) },
  });
}
