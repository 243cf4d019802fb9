import type { Answer } from '../http/client.ts';

/** What keeps a page from reading an answer, and what the header says. */
export type CorsFault =
  | { kind: 'no-origin' }
  | { kind: 'wildcard' | 'several-origins' | 'other-origin' | 'credentials'; value: string }
  | { kind: 'no-credentials' };

/**
 * Whether a page may read an answer (https://fetch.spec.whatwg.org/#concept-cors-check). Values are compared
 * literally and case-sensitively, as in browsers.
 *
 * @param origin of the page
 * @param credentials whether the request goes with cookies
 */
export function corsCheck({ header }: Answer, origin: string, credentials: boolean): CorsFault | undefined {
  const value = header('access-control-allow-origin');
  if (value === undefined) return { kind: 'no-origin' };
  if (value === '*' && !credentials) return undefined;
  if (value === '*') return { kind: 'wildcard', value };
  if (value !== origin) return { kind: value.includes(',') ? 'several-origins' : 'other-origin', value };
  if (!credentials) return undefined;
  const allowed = header('access-control-allow-credentials');
  if (allowed === undefined) return { kind: 'no-credentials' };
  return allowed === 'true' ? undefined : { kind: 'credentials', value: allowed };
}
