import {
  addParty,
  BASIC,
  broken,
  CHECK_CLOCK,
  CHECK_KEYS,
  checkSdk,
  checkToken,
  DROPPED,
  NO_TEMPLATE,
  OLD_SDK,
  ownHeader,
  REMOVE_OWN,
  type Say,
  SIGNED_IN,
  unauthorized,
  useTokens,
} from '../messages.ts';
import { exec, indexOf, startsWith } from '../platform/natives.ts';
import { isPageHost, pageOrigin } from '../platform/pageOrigin.ts';
import type { Backend } from './backends.ts';
import type { Carried } from './carried.ts';
import { sendsOf } from './grant.ts';

/** Returns a response header, if the page may read it. */
export type ReadHeader = (name: string) => string | null | undefined;

/** Whether such a status may be a refusal. Clerk's Go middleware answers 403, Next.js 404. */
export const mayBeRefused = (status: number): boolean => status === 401 || status === 403 || status === 404;

/** Is called with each response that may refuse the call. Never throws. */
export type Answered = (backend: Backend, carried: Carried, status: number, header: ReadHeader) => void;

/** Is called with each refused call. */
export type Refused = (carried: Carried, refusal: Refusal) => void;

export interface Refusal {
  status: number;
  /** Clerk's reason, if the page may read it. */
  reason: string;
  /** Whether signing in may help. A 404 alone may be about the URL. */
  maySignIn: boolean;
}

/** Explains refused calls, each cause once for each backend (F5). */
export function createAnswered(tokenHeader: string, say: Say, refused: Refused): Answered {
  return (backend, carried, status, header) => {
    try {
      const read = (name: string) => visible(header(`x-clerk-auth-${name}`), carried);
      // Clerk's backend SDKs set these headers on the responses to calls that they treat as signed out.
      const reason = read('reason');
      const saysSo = reason || read('status');
      if (!isRefused(carried, status, saysSo)) return;
      const said = [reason, read('message')].filter(Boolean).join(': ');
      const hint = hintFor(backend, carried, reason, header);
      const sends: string[] = sendsOf(carried);
      if (carried.hasOwnHeader) sends.push(ownHeader(tokenHeader));
      say('warn', unauthorized(backend.origin, `${status}`, sends.join(' '), said) + hint, backend.origin + hint);
      refused(carried, { status, reason, maySignIn: !carried.hasOwnHeader && (status !== 404 || !!saysSo) });
    } catch (error) {
      say('error', broken(error));
    }
  };
}

/** A header, unless the backend repeats what it was sent (F4). */
const visible = (text: string | null | undefined, { id, token }: Carried) =>
  text && ![id, token].some((secret) => secret && indexOf(text, secret) >= 0) ? text : '';

const isSignedIn = ({ reason }: Carried) => startsWith(reason, SIGNED_IN);

/** Whether a response with this status refuses the session, rather than the user's rights or the URL. */
function isRefused(carried: Carried, status: number, saysSo: string): unknown {
  if (status === 401 || saysSo) return true;
  if (carried.hasOwnHeader) return false;
  return status === 403 ? !carried.token : !isSignedIn(carried);
}

// What Clerk's backend SDKs give as the reason (`AuthErrorReason` and `TokenVerificationErrorReason` of @clerk/backend
// 3). Some consist of two reasons, of which the first counts.
const PARTIES = /part(?:y|ies)/;
const CLOCK = /expired|future|active-yet|nbf|iat/;
const KEYS = /jwk|kid|signature|issuer|secret/;
const TEMPLATE = /type-mismatch/;
const MISSING = /missing|no-session/;

/** The likely cause: one if it is known. */
function hintFor({ origin }: Backend, carried: Carried, reason: string, header: ReadHeader): string {
  const { token, hasOwnHeader } = carried;
  if (hasOwnHeader) return REMOVE_OWN;
  if (!isSignedIn(carried)) return `: ${carried.reason}`;
  if (token && exec(/^basic/i, header('www-authenticate') || '')) return BASIC;
  if (exec(PARTIES, reason)) return addParty(pageOrigin());
  if (exec(CLOCK, reason)) return CHECK_CLOCK;
  if (exec(KEYS, reason)) return CHECK_KEYS;
  if (exec(TEMPLATE, reason)) return NO_TEMPLATE;
  if (!token) return reason ? useTokens(origin) : checkSdk(origin, isPageHost(origin));
  if (exec(MISSING, reason)) return DROPPED;
  return checkToken(pageOrigin()) + (reason ? '' : OLD_SDK);
}
