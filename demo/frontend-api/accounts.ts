/** A user of the demo. */
export interface Account {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
}

export const ADA: Account = { id: 'user_ada', firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };
export const GRACE: Account = { id: 'user_grace', firstName: 'Grace', lastName: 'Hopper', email: 'grace@example.com' };
