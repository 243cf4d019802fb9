import type { Finding } from '../finding.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';

/** What to do about a refusal. */
export interface Advice {
  id: string;
  /** In few words: what is wrong. */
  cause: string;
  change: string;
  more?: Pick<Finding, 'paste' | 'topic'>;
}

type Kind = 'parties' | 'clock' | 'keys' | 'secret' | 'dropped' | 'type' | 'invalid' | 'pending' | 'unknown';

/**
 * `x-clerk-auth-reason` of Clerk's SDKs. Those that speak of cookies, of the development browser and of satellites say that
 * the SDK has not seen the token in `Authorization`, and has looked for cookies instead.
 */
const REASONS: { [reason: string]: Kind } = {
  'token-invalid-authorized-parties': 'parties',
  'token-expired': 'clock',
  'token-not-active-yet': 'clock',
  'token-iat-in-the-future': 'clock',
  'session-token-expired': 'clock',
  'session-token-nbf': 'clock',
  'session-token-iat-in-the-future': 'clock',
  'jwk-kid-mismatch': 'keys',
  'jwk-local-missing': 'keys',
  'jwk-remote-missing': 'keys',
  'jwk-remote-invalid': 'keys',
  'token-invalid-signature': 'keys',
  'token-invalid-issuer': 'keys',
  'secret-key-invalid': 'secret',
  'jwk-remote-failed-to-load': 'secret',
  'jwk-failed-to-resolve': 'secret',
  'session-token-and-uat-missing': 'dropped',
  'session-token-missing': 'dropped',
  'session-token-but-no-client-uat': 'dropped',
  'session-token-iat-before-client-uat': 'dropped',
  'client-uat-but-no-session-token': 'dropped',
  'dev-browser-missing': 'dropped',
  'dev-browser-sync': 'dropped',
  'satellite-needs-syncing': 'dropped',
  'primary-responds-to-syncing': 'dropped',
  'primary-domain-cross-origin-sync': 'dropped',
  'active-organization-mismatch': 'dropped',
  'token-type-mismatch': 'type',
  'token-invalid': 'invalid',
  'token-invalid-algorithm': 'invalid',
  'token-verification-failed': 'invalid',
  'unexpected-error': 'invalid',
};

/** The SDKs put the reason why a session was not refreshed behind that one. */
export const kindOf = (reason: string): Kind =>
  REASONS[reason] ?? (reason.startsWith('session-token-expired-refresh-') ? 'clock' : 'unknown');

const ADVICE: { [kind in Kind]: (origin: string) => Advice } = {
  parties: (origin) => ({
    id: 'refused',
    cause: "the backend does not accept tokens of this page's origin (azp)",
    change: `Add ${origin} to the authorized parties (azp) of the backend`,
    more: { topic: 'parties' },
  }),
  clock: () => ({
    id: 'clock',
    cause: "the backend's clock and the times of the token do not agree",
    change: 'Set the clock that is wrong: tokens live for a minute',
  }),
  keys: () => ({
    id: 'refused',
    cause: 'the backend has the keys of another Clerk instance',
    change: 'Give the backend the secret key, or the JWT key, of the Clerk instance that the page uses',
  }),
  secret: () => ({
    id: 'refused',
    cause: "the backend cannot get Clerk's public keys",
    change: "Give the backend a valid secret key; it could not get Clerk's keys with the one that it has",
  }),
  dropped: () => ({
    id: 'authorization-dropped',
    cause: 'the token does not arrive: something drops the Authorization header',
    change:
      'Let the header Authorization through: a proxy, or the web server before the backend, removes it (Apache does so for PHP and CGI without CGIPassAuth On)',
  }),
  type: () => ({
    id: 'refused',
    cause: 'the token is not a session token',
    change:
      "Send a session token: Clerk's SDKs refuse those of a JWT template, so that the source needs no #template in data-token-origins; or let the endpoint accept this type (acceptsToken)",
  }),
  invalid: () => ({
    id: 'refused',
    cause: 'the backend does not take the token for one of Clerk',
    change: "Does something on the way change the token, or has the backend's SDK another kind of key?",
  }),
  pending: () => ({
    id: 'refused',
    cause: 'the session is pending, which counts as signed out',
    change:
      'Complete the task of the session first, such as choosing an organization; or let the backend accept such sessions (treatPendingAsSignedOut: false)',
  }),
  unknown: (origin) => ({
    id: 'refused',
    cause: 'the backend refuses the token',
    change: `Does it allow the party (azp) ${origin}, is its clock right, does it have the keys of this Clerk instance?`,
    more: { topic: 'parties' },
  }),
};

/** What to do about a refusal, by what the backend says. @param isCurrent whether it answers as Clerk's SDKs from 2022 or later do */
export function adviceOf(reason: string | undefined, subject: Subject, mode: Mode, isCurrent: boolean): Advice {
  const { origin, url, options } = subject;
  if (!mode.token) {
    const other = isCurrent
      ? ''
      : ". Older ones need the secret key of this Clerk instance, and Clerk's deprecated POST /v1/sessions/:id/verify";
    return {
      id: 'refused',
      cause: 'the backend refuses the session ID',
      change: `Clerk's SDKs from 2022 or later do not read session IDs: use the attribute below${other}`,
      more: { paste: [`data-token-origins="${url.origin}"`] },
    };
  }
  if (reason === undefined && options.token?.claims.sts === 'pending') return ADVICE.pending(origin);
  const advice = ADVICE[reason === undefined ? 'unknown' : kindOf(reason)](origin);
  if (isCurrent || advice.id !== 'refused' || reason !== undefined) return advice;
  const old = 'A Clerk SDK from before 2022 reads no token: use the attribute data-backend-origins';
  return { ...advice, change: `${advice.change} ${old}` };
}
