// The session token in the query, for APIs that cannot send headers (I3, I4).
import { noTokenParam } from '../messages.ts';
import { encodeURIComponent } from '../platform/natives.ts';
import { addParam, clean, takeOut } from '../platform/url.ts';
import type { Backend } from './backends.ts';
import type { Calls } from './calls.ts';

const isIn = (url: string, name: string) => takeOut(url, name, () => false).stays;

/**
 * Whether a call gets a token in its URL. It gets none if the page has set the parameter itself, as SignalR does.
 *
 * @param api the name of the API, for messages
 */
export function wantsTokenInUrl(calls: Calls, backend: Backend, api: string, url: string): boolean {
  if (!calls.wantsToken(backend)) return false;
  const { tokenParam } = calls;
  if (!tokenParam) calls.say('warn', noTokenParam(api));
  return !!tokenParam && !isIn(url, tokenParam);
}

/** A call that gets its token in the URL. */
export interface UrlCall {
  /** The name of the API, for messages. */
  api: string;
  /** The page's URL. */
  url: string;
  wantsToken: boolean;
}

/** The URL of a call that is sent right now, with all that it carries. Never throws. */
export function carryInUrl(
  calls: Calls,
  backend: Backend,
  { api, url, wantsToken }: UrlCall,
  token?: string | null,
): string {
  const carried = calls.carry(backend, { method: api, url, from: calls.base }, wantsToken, token);
  if (!carried.token) return carried.url;
  return addParam(clean(carried.url, calls.base), `${calls.tokenParam}=${encodeURIComponent(carried.token)}`);
}
