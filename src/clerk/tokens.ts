import { NO_TOKEN, noOrganizationToken, noTemplate, noTemplateToken, type Say } from '../messages.ts';
import { now } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { ClerkSession, SessionClaims } from '../types.ts';
import { claimsOf, contextOf, contextOfClaims, isNotOfTemplate, isToken } from './context.ts';
import { isRefusal, noteAnswer } from './sessionState.ts';

/**
 * In ms. A token that expires sooner may have expired when it reaches the backend. ClerkJS returns tokens with 5 s
 * left.
 */
const ENOUGH = 10_000;

/** In ms. How long a call waits for a session token at most (C6). ClerkJS itself retries for minutes. */
export const TOKEN_LIMIT = 5000;

/**
 * In ms. If a renewed token still belongs to another context, it is not renewed again for this long: Clerk's servers
 * limit the rate.
 */
const FUTILE = 10_000;

/** How long a token is still valid by this machine's clock, in ms; `Infinity` if it has no expiry. */
const remains = ({ exp }: SessionClaims): number =>
  (exp as number) >= 0 ? (exp as number) * 1000 - Date.now() : Infinity;

interface Renewal {
  /** By the system's clock. */
  asked: number;
  limit: number;
  token: Promise<string | null>;
}

/**
 * Requests a token from ClerkJS. Never rejects.
 *
 * @param template the JWT template of the token; nothing for a session token
 */
export type RequestToken = (session: ClerkSession, template?: string) => Promise<string | undefined>;

/**
 * Remembers for a while that ClerkJS has returned tokens of another context only. In a background tab, ClerkJS 4 returns
 * those of the organization that is active in another tab, as long as the tab stays there.
 */
function createFutileRenewals(moment: () => number, isActive: boolean) {
  let last = { key: '', moment: 0, until: 0 };
  return {
    has: (key: string) =>
      last.key === key &&
      last.moment === moment() &&
      now() < last.until &&
      // ClerkJS tells its servers of the active organization when the user is back.
      (!isActive || quietly(() => !document.hasFocus(), true)),
    note(key: string) {
      last = { key, moment: moment(), until: now() + FUTILE };
    },
  };
}

/**
 * Creates the function that requests tokens for a session and its active organization from ClerkJS. A token that is
 * about to expire is renewed, once for all waiting calls in the same context and with the same template. The function
 * stores no token (C6, C9).
 *
 * @param moment counts Clerk's emissions
 * @param organization the ID of the organization that session tokens are for, if it is not the active one (C10)
 */
export function createTokens(
  moment: () => number = () => 0,
  say: Say = () => {},
  organization?: string | undefined,
): RequestToken {
  const isActive = organization === undefined;
  const renewals: { [key: string]: Renewal } = Object.create(null);
  // If the clock is fast, every token seems about to expire.
  let isClockRight = true;
  const futileRenewals = createFutileRenewals(moment, isActive);

  const renew = async (session: ClerkSession, key: string, options: object | undefined) => {
    let renewal = renewals[key];
    // A renewal may never settle; after its limit it must not keep later calls from starting a new one.
    if (!renewal || now() > renewal.limit) {
      const asked = Date.now();
      const token = session.getToken({ ...options, skipCache: true });
      renewal = renewals[key] = { asked, limit: now() + TOKEN_LIMIT, token };
    }
    try {
      const token = await renewal.token;
      // A token that took long to arrive, for example because the machine slept, says nothing about the clock.
      const isPrompt = Math.abs(Date.now() - renewal.asked) < TOKEN_LIMIT;
      if (token && isPrompt) isClockRight = remains(claimsOf(token) || {}) > ENOUGH;
      return token;
    } finally {
      if (renewals[key] === renewal) delete renewals[key];
    }
  };

  return async (session, template) => {
    const context = template ? contextOf(session) : contextOf(session, organization);
    const key = `${context} ${template}`;
    const options = template ? { template } : isActive ? undefined : { organizationId: organization };
    const isOther = (claims: SessionClaims) =>
      template ? isNotOfTemplate(claims, context) : (!isActive || !!claims.sid) && contextOfClaims(claims) !== context;
    let token: string | null | undefined;
    let isDenied = false;
    try {
      token = await (options ? session.getToken(options) : session.getToken());
      const claims = (token && claimsOf(token)) || {};
      const isFresh = remains(claims) > ENOUGH;
      // The clock is correct, or has been corrected.
      if (isFresh) isClockRight = true;
      const isWrong = isOther(claims) && !futileRenewals.has(key);
      if (isWrong || (isClockRight && !isFresh)) token = (await renew(session, key, options)) || token;
      isDenied = isOther(claimsOf(token as string) || {});
      if (isWrong && isDenied) futileRenewals.note(key);
      if (!options) noteAnswer(session);
    } catch (error) {
      // There is no token, or it cannot be renewed and the old one is used.
      isDenied = isRefusal(error);
      if (!options) noteAnswer(session, error);
      else if (template && Object(error).status === 404) say('error', noTemplate(template), noTemplateToken(template));
    }
    if (isToken(token) && !isOther(claimsOf(token) || {})) return token;
    if (isDenied && !isActive && !template) say('error', noOrganizationToken(organization), NO_TOKEN);
    return;
  };
}
