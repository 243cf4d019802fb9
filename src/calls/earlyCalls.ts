import type { Clerk } from '../clerk/clerk.ts';
import type { Settings } from '../config/options.ts';
import { cameEarly, type Say } from '../messages.ts';
import { exec, now, setTimeout } from '../platform/natives.ts';
import { quietly } from '../platform/quietly.ts';
import type { Calls } from './calls.ts';
import { EARLY_CALLS_AFTER } from './timeLimits.ts';

// Not that of `install()`: the page may have uninstalled the shim before.
const start = now();

/** Reports calls that the page has made before this code ran (F7): nothing patched those. */
export function reportEarlyCalls(
  { matchQuietly }: Pick<Calls, 'matchQuietly'>,
  { debug }: Settings,
  clerk: Clerk,
  say: Say,
): void {
  const report = () => {
    if (!debug && !clerk.development()) return;
    for (const entry of performance.getEntriesByType('resource')) {
      const { name, startTime, initiatorType } = entry as PerformanceResourceTiming;
      const backend = startTime < start && exec(/^(?:fetch|xml)/, initiatorType) && matchQuietly(name);
      if (backend) say('warn', cameEarly(backend.origin));
    }
  };
  // An entry is there when the call has ended.
  setTimeout(() => quietly(report), EARLY_CALLS_AFTER);
}
