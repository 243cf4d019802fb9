import { clerkSays } from '../http/clerkHeaders.ts';
import type { Answer } from '../http/client.ts';
import type { Exchange } from './exchange.ts';

/** A redirect that sends whoever is signed out to a page. */
export interface SignInRedirect {
  answer: Answer;
  /** Where it leads, without a query. */
  target: string;
}

const SIGN_IN = /(?:sign|log)[-_]?(?:in|on)\b|\/(?:auth|sso|oauth2?|saml|session\/new)\b|\/\/accounts?\./i;

/** Finds such a redirect among those of a call: Clerk's headers say so, or its target's name does. */
export function signInRedirect({ redirects = [], redirect, answer }: Exchange): SignInRedirect | undefined {
  const all = [...redirects, ...(redirect !== undefined && answer ? [answer] : [])];
  for (const each of all) {
    const [target = ''] = (each.header('location') ?? '').split('?');
    if (clerkSays(each)?.isSignedOut || SIGN_IN.test(target)) return { answer: each, target };
  }
  return undefined;
}
