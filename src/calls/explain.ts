import type { Settings } from '../config/options.ts';
import { CLERK_ITSELF, NO_URL, noSource } from '../messages.ts';
import { resolve } from '../platform/url.ts';
import type { Explanation } from '../types.ts';
import { isClerkJs } from './backends.ts';
import type { Calls } from './calls.ts';
import { sendsOf } from './grant.ts';

/** Explains what a call would get at this moment (F2). Never throws. */
export function explain(
  given: unknown,
  { sources }: Settings,
  { match, grant, base, hasOwnId }: Pick<Calls, 'match' | 'grant' | 'base' | 'hasOwnId'>,
): Explanation {
  let url = '';
  const notOurs = (reason: string): Explanation => ({ url, ours: false, source: null, sends: [], reason });
  try {
    url = `${given}`;
    url = resolve(url, base());
  } catch {
    return notOurs(NO_URL);
  }
  if (isClerkJs(url)) return notOurs(CLERK_ITSELF);
  const backend = match(url);
  if (!backend) return notOurs(noSource(sources.map(({ text }) => text).join(' ')));
  const granted = grant(backend);
  // A parameter of the page stays as it is (C2).
  if (hasOwnId(url)) granted.id = undefined;
  return { url, ours: true, source: backend.source.text, sends: sendsOf(granted), reason: granted.reason };
}
