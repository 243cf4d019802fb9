import type { Settings } from '../config/options.ts';
import { URL } from '../platform/natives.ts';
import { hasParam } from '../platform/url.ts';
import type { Explanation } from '../types.ts';
import { type Backend, isClerkJs } from './backends.ts';
import { type Grant, sendsOf } from './grant.ts';

/** Tells what a call would get (rule F2). */
export function createExplain(
  { sources, param }: Settings,
  match: (url: string) => Backend | undefined,
  grantTo: (backend: Backend) => Grant,
  base: () => string,
): (url: string | URL) => Explanation {
  return (url) => {
    const explanation: Explanation = { url: '', ours: false, source: null, sends: [], reason: 'not a URL' };
    try {
      explanation.url = `${url}`;
      explanation.url = new URL(explanation.url, base()).href;
    } catch {
      return explanation;
    }
    if (isClerkJs(explanation.url)) return { ...explanation, reason: 'a request of ClerkJS itself' };
    const backend = match(explanation.url);
    if (!backend)
      return {
        ...explanation,
        reason: `no source matches: ${sources.map(({ text }) => text).join(' ') || 'nothing is configured'}`,
      };
    const grant = grantTo(backend);
    // The page's own parameter stays (C2).
    if (hasParam(explanation.url, param)) grant.id = undefined;
    return { ...explanation, ours: true, source: backend.source.text, sends: sendsOf(grant), reason: grant.reason };
  };
}
