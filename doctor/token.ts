/** The session token that `--token-env` names. It is never printed. */
export interface SessionToken {
  /** The environment variable. */
  name: string;
  text: string;
  claims: Claims;
}

/** What is read in a session token; none of it is sure to be there. */
export interface Claims {
  /** Of the session. */
  sid?: string;
  /** The origin of the page that it was made for. */
  azp?: string;
  /** The Frontend API. */
  iss?: string;
  /** In seconds since the epoch. */
  exp?: number;
  iat?: number;
  /** Of the session: `pending` counts as signed out. */
  sts?: string;
}

/** Something that looks like a session token, and that no key has signed. */
export const MADE_UP_TOKEN = [{ alg: 'RS256', typ: 'JWT', kid: 'ins_clerk_ajax_check' }, { sub: 'clerk-ajax-check' }]
  .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
  .concat('bm90LWEtc2lnbmF0dXJl')
  .join('.');

/** The ID of a session that does not exist. */
export const MADE_UP_ID = 'sess_clerk_ajax_check';
