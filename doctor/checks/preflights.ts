import { preflightFinding } from '../advice/preflight.ts';
import { needsPreflight } from '../browser/preflight.ts';
import { requestOf } from '../browser/requestOf.ts';
import type { Found } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { MADE_UP_TOKEN } from '../token.ts';

/** Asks for permission for each method that the page uses, as each mode needs it. */
export async function checkPreflights(subject: Subject): Promise<Found[]> {
  const { modes, isCross, options, preflights } = subject;
  const found: Found[] = [];
  if (!isCross) return found;
  for (const mode of modes) {
    for (const method of options.methods) {
      const request = requestOf(subject, mode, { method, token: MADE_UP_TOKEN });
      if (!needsPreflight(request)) continue;
      const faults = await preflights.faultsOf(request);
      found.push(...faults.map((fault) => preflightFinding(fault, subject, mode)));
    }
  }
  return found;
}
