import type { Account, Membership } from './accounts.ts';
import type { ClerkState, Session } from './state.ts';

// Resources as Clerk's Frontend API returns them, with the members that ClerkJS 4 to 6 read.

const LONG_AGO = 1_600_000_000_000;
const IN_A_WEEK = () => Date.now() + 7 * 24 * 3600 * 1000;

// A coloured square, so that the page loads no image from elsewhere.
const avatar = (name: string) =>
  `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><rect width="40" height="40" fill="#4f46e5"/><text x="20" y="27" font-size="20" text-anchor="middle" fill="#fff">${name[0]}</text></svg>`,
  )}`;

function publicUserData({ id, firstName, lastName, email }: Account) {
  return {
    first_name: firstName,
    last_name: lastName,
    image_url: avatar(firstName),
    has_image: false,
    identifier: email,
    user_id: id,
  };
}

function membership(account: Account, { organization: { id, name, slug }, role }: Membership) {
  return {
    object: 'organization_membership',
    id: `orgmem_${id.slice(4)}_${account.id.slice(5)}`,
    role: `org:${role}`,
    role_name: role === 'admin' ? 'Admin' : 'Member',
    permissions: [],
    public_metadata: {},
    organization: {
      object: 'organization',
      id,
      name,
      slug,
      image_url: avatar(name),
      has_image: false,
      members_count: 2,
      pending_invitations_count: 0,
      max_allowed_memberships: 5,
      admin_delete_enabled: false,
      public_metadata: {},
      created_at: LONG_AGO,
      updated_at: LONG_AGO,
    },
    public_user_data: publicUserData(account),
    created_at: LONG_AGO,
    updated_at: LONG_AGO,
  };
}

function user(account: Account, memberships: Membership[]) {
  const { id, firstName, lastName, email } = account;
  return {
    object: 'user',
    id,
    username: null,
    first_name: firstName,
    last_name: lastName,
    image_url: avatar(firstName),
    profile_image_url: avatar(firstName),
    has_image: false,
    primary_email_address_id: `idn_${id}`,
    primary_phone_number_id: null,
    primary_web3_wallet_id: null,
    email_addresses: [
      {
        object: 'email_address',
        id: `idn_${id}`,
        email_address: email,
        reserved: false,
        linked_to: [],
        verification: {
          object: 'verification',
          status: 'verified',
          strategy: 'password',
          attempts: null,
          expire_at: null,
        },
      },
    ],
    phone_numbers: [],
    web3_wallets: [],
    external_accounts: [],
    passkeys: [],
    enterprise_accounts: [],
    saml_accounts: [],
    organization_memberships: memberships.map((each) => membership(account, each)),
    password_enabled: true,
    totp_enabled: false,
    backup_code_enabled: false,
    two_factor_enabled: false,
    public_metadata: {},
    unsafe_metadata: {},
    external_id: null,
    create_organization_enabled: false,
    delete_self_enabled: false,
    last_sign_in_at: LONG_AGO,
    created_at: LONG_AGO,
    updated_at: LONG_AGO,
  };
}

export const tokenResource = (jwt: string) => ({ object: 'token', jwt });

export async function sessionResource(state: ClerkState, session: Session, origin: string) {
  const { account } = session;
  const status = state.statusOf(session);
  const isSignedIn = status === 'active' || status === 'pending';
  return {
    object: 'session',
    id: session.id,
    status,
    expire_at: IN_A_WEEK(),
    abandon_at: IN_A_WEEK(),
    last_active_at: session.lastActiveAt,
    last_active_token: isSignedIn ? tokenResource(await state.token(session, origin)) : null,
    last_active_organization_id: state.organizationOf(session),
    actor: null,
    tasks: status === 'pending' ? [{ key: 'choose-organization' }] : [],
    factor_verification_age: [0, -1],
    user: user(account, state.instance.organizations ? account.memberships : []),
    public_user_data: publicUserData(account),
    created_at: LONG_AGO,
    updated_at: Date.now(),
  };
}

export async function clientResource(state: ClerkState, origin: string) {
  const active = state.sessions.filter(({ status }) => status === 'active');
  return {
    object: 'client',
    id: state.clientId,
    sessions: await Promise.all(active.map((session) => sessionResource(state, session, origin))),
    sign_in: null,
    sign_up: null,
    last_active_session_id: state.lastActiveSessionId,
    last_authentication_strategy: null,
    cookie_expires_at: null,
    captcha_bypass: true,
    created_at: LONG_AGO,
    updated_at: state.clientUpdatedAt,
  };
}

export const signInResource = (session: Session) => ({
  object: 'sign_in',
  id: `sia_${session.id.slice(5)}`,
  status: 'complete',
  identifier: session.account.email,
  created_session_id: session.id,
  supported_identifiers: ['email_address'],
  supported_first_factors: [],
  supported_second_factors: null,
  first_factor_verification: null,
  second_factor_verification: null,
  user_data: null,
});
