import { blockedByPolicy, type Say } from '../messages.ts';
import type { Backend } from './backends.ts';

/** Notices calls of ours that the page's Content Security Policy blocks (F3). */
export interface Policy {
  /** Whether it has blocked a call to this origin. */
  blocks(origin: string): unknown;
  stop(): void;
}

const EVENT = 'securitypolicyviolation';

export function watchPolicy(match: (url: string) => Backend | undefined, say: Say): Policy {
  const blocked: { [origin: string]: true } = Object.create(null);
  const onViolation = ({ blockedURI, effectiveDirective, disposition }: SecurityPolicyViolationEvent) => {
    if (disposition === 'report' || effectiveDirective !== 'connect-src') return;
    const backend = match(blockedURI.replace(/^ws/, 'http'));
    if (!backend) return;
    blocked[backend.origin] = true;
    say('warn', blockedByPolicy(backend.origin));
  };
  document.addEventListener(EVENT, onViolation);
  return {
    blocks: (origin) => blocked[origin],
    stop: () => document.removeEventListener(EVENT, onViolation),
  };
}
