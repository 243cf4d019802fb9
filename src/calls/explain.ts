import type { Settings } from '../config/options.ts';
import { matchesUrl } from '../config/sourceList.ts';
import { CLERK_ITSELF, isExcluded, NO_URL, noSource, noStreamToken } from '../messages.ts';
import { firstOf } from '../platform/firstOf.ts';
import { exec, hasResponse, originOf, slice, URL } from '../platform/natives.ts';
import { isPageHost } from '../platform/pageOrigin.ts';
import { resolve } from '../platform/url.ts';
import type { Explanation } from '../types.ts';
import { isClerkJs } from './backends.ts';
import type { Calls } from './calls.ts';
import { sendsOf } from './grant.ts';

/** The part of `explain()`'s result that concerns the call; the installation adds Clerk's state and its own. */
export type CallExplanation = Omit<Explanation, 'clerk' | 'tokenExpiresIn' | 'organization' | 'patched'>;

/** Explains what a call would carry right now (F2). Never throws. */
export function explain(
  given: unknown,
  { sources, excluded, patch, tokenParam }: Settings,
  { matchQuietly: match, grant, base }: Pick<Calls, 'matchQuietly' | 'grant' | 'base'>,
): CallExplanation {
  let url = '';
  let cookie = false;
  const notOurs = (reason: string) => ({ url, ours: false, source: null, template: null, sends: [], reason, cookie });
  try {
    url = `${given}`;
    url = resolve(url, base());
    cookie = isPageHost(originOf(new URL(url)));
  } catch {
    return notOurs(NO_URL);
  }
  if (isClerkJs(url)) return notOurs(CLERK_ITSELF);
  // A source for https also covers wss (B1a).
  const isSocket = patch.includes('websocket') && exec(/^ws/, url);
  const requested = isSocket ? `http${slice(url, 2)}` : url;
  const backend = match(requested);
  if (!backend) {
    const exclusion = firstOf(excluded, (source) => matchesUrl(source, new URL(requested)));
    return notOurs(exclusion ? isExcluded(exclusion.text) : noSource(sources.map(({ text }) => text).join(' ')));
  }
  const granted = grant(backend);
  if (isSocket && !tokenParam) granted.token = false;
  // The shim reads the stream of an `EventSource` with `fetch`, and a polyfill of it cannot stream (I2).
  const hasStreams = hasResponse || !granted.token || !patch.includes('eventsource');
  const reason = granted.reason + (hasStreams ? '' : `, but ${noStreamToken('EventSource')}`);
  const { text, template = null } = backend.source;
  return { url, ours: true, source: text, template, sends: sendsOf(granted), reason, cookie };
}
