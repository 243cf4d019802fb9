/** An organization of the instance. */
export interface Organization {
  id: string;
  name: string;
  slug: string;
}

/** A user's membership of an organization. */
export interface Membership {
  organization: Organization;
  /** Without the prefix `org:`. */
  role: 'admin' | 'member';
}

/** A user of the demo. */
export interface Account {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  memberships: Membership[];
}

export const ACME: Organization = { id: 'org_acme', name: 'Acme', slug: 'acme' };
export const GLOBEX: Organization = { id: 'org_globex', name: 'Globex', slug: 'globex' };

export const ADA: Account = {
  id: 'user_ada',
  firstName: 'Ada',
  lastName: 'Lovelace',
  email: 'ada@example.com',
  memberships: [
    { organization: ACME, role: 'admin' },
    { organization: GLOBEX, role: 'member' },
  ],
};
export const GRACE: Account = {
  id: 'user_grace',
  firstName: 'Grace',
  lastName: 'Hopper',
  email: 'grace@example.com',
  memberships: [
    { organization: ACME, role: 'member' },
    { organization: GLOBEX, role: 'admin' },
  ],
};
