import type { RequestListener } from 'node:http';

/** What a backend knows of Clerk. */
export interface Instance {
  publishableKey: string;
  secretKey: string;
  /** PEM key that session tokens are verified with, without network. */
  jwtKey: string;
  /** The origins whose pages may have asked for the token (its `azp`). */
  authorizedParties: string[];
  /** The SDKs report to Clerk about development instances. */
  telemetry: { disabled: true };
}

/** What a backend answers: whom its SDK takes the caller for. */
export interface Answer {
  session: string | null;
  user: string | null;
}

/** Makes a backend that answers every call with an {@link Answer}: 200, or 401 if nobody is signed in. */
export type CreateBackend = (instance: Instance) => RequestListener | Promise<RequestListener>;
