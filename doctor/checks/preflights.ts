import { needsPreflight } from '../browser/preflight.ts';
import type { Finding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { MADE_UP_TOKEN } from '../token.ts';
import { errandOf } from './errand.ts';
import { preflightFinding } from './preflightFinding.ts';

/** Asks for permission for each method that the page uses, as each way needs it. */
export async function checkPreflights(subject: Subject): Promise<Finding[]> {
  const { ways, isCross, options, permissions } = subject;
  const findings: Finding[] = [];
  if (!isCross) return findings;
  for (const way of ways) {
    for (const method of options.methods) {
      const errand = errandOf(subject, way, { method, token: MADE_UP_TOKEN });
      if (!needsPreflight(errand)) continue;
      const faults = await permissions.faultsOf(errand);
      findings.push(...faults.map((fault) => preflightFinding(fault, subject, way)));
    }
  }
  return findings;
}
