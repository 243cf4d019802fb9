import type { Finding } from '../finding.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';

interface Advice {
  change: string;
  more?: Partial<Finding>;
}

/** What to do about a refusal, by `x-clerk-auth-reason` of Clerk's backend SDKs. */
export function adviceOf(reason: string | undefined, { origin, url }: Subject, mode: Mode): Advice {
  const parties: Advice = { change: `Allow the party (azp) ${origin} in the backend`, more: { topic: 'parties' } };
  if (!mode.token) {
    return {
      change:
        "Clerk's SDKs from 2022 or later do not read session IDs: use the attribute below. Older ones need the secret key of this Clerk instance, and Clerk's deprecated POST /v1/sessions/:id/verify",
      more: { paste: [`data-token-origins="${url.origin}"`] },
    };
  }
  switch (reason) {
    case 'token-invalid-authorized-parties':
      return parties;
    case 'token-expired':
    case 'token-not-active-yet':
    case 'token-iat-in-the-future':
      return { change: "Set the backend's clock: tokens live for a minute" };
    case 'jwk-kid-mismatch':
    case 'token-invalid-signature':
    case 'token-invalid-issuer':
      return { change: 'Give the backend the secret key, or the JWT key, of the Clerk instance that the page uses' };
    case 'secret-key-invalid':
    case 'jwk-remote-failed-to-load':
    case 'jwk-failed-to-resolve':
      return { change: "Give the backend a valid secret key; it could not get Clerk's keys with the one that it has" };
    case 'session-token-and-uat-missing':
    case 'session-token-missing':
      return {
        change: 'Let the header Authorization through: a proxy, or the web server before the backend, removes it',
      };
  }
  return {
    change: `Does it allow the party (azp) ${origin}, is its clock right, has it the keys of this Clerk instance? A Clerk SDK from before 2022 reads no token: use the attribute data-backend-origins`,
    more: { topic: 'parties' },
  };
}
