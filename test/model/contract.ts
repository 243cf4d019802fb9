import { readBearer } from '../kit/jwt.ts';

// What the contract says of a single call. All models share it: random sequences, faults and the soak.

/** ID of the session; `null` if nobody is signed in, `undefined` while Clerk does not know. */
export type Session = string | null | undefined;

/** A mode of sending the session: `data-send`, taken apart. */
export interface Mode {
  send: string;
  id: boolean;
  credentials: boolean;
  token: boolean;
}

export const SESSION_ID: Mode = { send: 'session-id credentials', id: true, credentials: true, token: false };
export const TOKEN: Mode = { send: 'session-token', id: false, credentials: false, token: true };
export const BOTH: Mode = { send: 'session-id credentials session-token', id: true, credentials: true, token: true };
export const MODES: readonly Mode[] = [SESSION_ID, TOKEN, BOTH];

/** The session that a call carries by its ID, and the one that its token is of; `null` for none. */
export interface Carried {
  id: string | null;
  token: string | null;
}

/** What a call waits for that is made now; a synchronous one cannot wait (D1, D4, C6). */
export function waitsFor(
  { isOurs, isSynchronous, hasOwnToken }: { isOurs: boolean; isSynchronous: boolean; hasOwnToken: boolean },
  session: Session,
  mode: Mode,
): 'the session' | 'a token' | undefined {
  if (!isOurs || isSynchronous) return undefined;
  if (session === undefined) return 'the session';
  return session && mode.token && !hasOwnToken ? 'a token' : undefined;
}

/**
 * What a call carries that is sent now: the session of this moment, and no other (C3).
 *
 * @param hasToken whether Clerk has a token for it
 */
export function mustCarry(
  { isOurs, hasToken }: { isOurs: boolean; hasToken: boolean },
  session: Session,
  mode: Pick<Mode, 'id' | 'token'>,
): Carried {
  const own = (isOurs && session) || null;
  return { id: mode.id ? own : null, token: mode.token && hasToken ? own : null };
}

/** What a call carries, as it is sent or as it arrives. Of a token that the page has sent itself it tells nothing. */
export function carriedBy({ url, authorization }: { url: string; authorization?: string | null | undefined }): Carried {
  const ids = new URL(url, 'http://page.test').searchParams.getAll('_clerk_session_id');
  // There should be one at most.
  return { id: ids.length ? ids.join(' and ') : null, token: readBearer(authorization).session ?? null };
}
