import type { Way } from './ways.ts';

/** `fault`: the way will fail. `danger`: it works, for others too. `warning`: it works, but not always. `note`: good to know. */
export type Severity = 'fault' | 'danger' | 'warning' | 'note';

/** What of a backend's settings a finding is about; there are examples for each stack. */
export type Topic = 'cors' | 'parties';

/** Something that the doctor has found. */
export interface Finding {
  /** Stable, for programs. */
  id: string;
  severity: Severity;
  /** The ways that it concerns, by their names. */
  ways: string[];
  /** One sentence: what was seen. */
  seen: string;
  /** One sentence: what to change. */
  change: string;
  /** Lines to paste: headers of an answer, attributes, a policy. */
  paste?: string[];
  topic?: Topic;
}

export type Verdict = 'works' | 'works with warnings' | 'will fail';

/** What becomes of a way. */
export function verdictOf({ name }: Pick<Way, 'name'>, findings: Finding[]): Verdict {
  const severities = findings.filter(({ ways }) => ways.includes(name)).map(({ severity }) => severity);
  if (severities.includes('fault')) return 'will fail';
  return severities.some((severity) => severity !== 'note') ? 'works with warnings' : 'works';
}

/**
 * Leaves out what only repeats a fault: errors without CORS in a way that has no CORS at all, and good advice on a way that
 * does not work. Without a session one can tell less, and that stays.
 */
export function withoutEchoes(findings: Finding[]): Finding[] {
  const has = (way: string, isEcho: (fault: Finding) => boolean) =>
    findings.some((fault) => fault.severity === 'fault' && fault.ways.includes(way) && isEcho(fault));
  return findings.flatMap((finding) => {
    const { id, severity } = finding;
    const isEcho = (way: string) =>
      (id === 'error-without-cors' && has(way, ({ topic }) => topic === 'cors')) ||
      (severity === 'note' && id !== 'not-tried' && has(way, () => true));
    const ways = finding.ways.filter((way) => !isEcho(way));
    return ways.length ? [{ ...finding, ways }] : [];
  });
}

/** Joins findings that say the same of several ways or calls. */
export function merged(findings: Finding[]): Finding[] {
  const result: Finding[] = [];
  for (const finding of findings) {
    const same = result.find(
      ({ id, severity, seen, change }) =>
        id === finding.id && severity === finding.severity && seen === finding.seen && change === finding.change,
    );
    if (same) same.ways = [...new Set([...same.ways, ...finding.ways])];
    else result.push({ ...finding });
  }
  const order: Severity[] = ['fault', 'danger', 'warning', 'note'];
  return result.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}
