import type { Mode } from './modes.ts';

/** `fault`: the mode will fail. `danger`: it works, for others too. `warning`: it works, but not always. `note`: good to know. */
export type Severity = 'fault' | 'danger' | 'warning' | 'note';

/** What of a backend's settings a finding is about; there are examples for each stack. */
export type Topic = 'cors' | 'parties';

/** Something that the doctor has found. */
export interface Finding {
  /** Stable, for programs. */
  id: string;
  severity: Severity;
  /** The modes that it concerns, by their names. */
  modes: string[];
  /** One sentence: what was seen. */
  seen: string;
  /** One sentence: what to change. */
  change: string;
  /** Lines to paste: headers of an answer, attributes, a policy. */
  paste?: string[];
  topic?: Topic;
}

/** A finding as a check reports it: without modes, it concerns all of them. */
export type Found = Omit<Finding, 'modes'> & Partial<Pick<Finding, 'modes'>>;

export type Verdict = 'works' | 'works with warnings' | 'will fail';

/** What becomes of a mode. */
export function verdictOf({ name }: Pick<Mode, 'name'>, findings: Finding[]): Verdict {
  const severities = findings.filter(({ modes }) => modes.includes(name)).map(({ severity }) => severity);
  if (severities.includes('fault')) return 'will fail';
  return severities.some((severity) => severity !== 'note') ? 'works with warnings' : 'works';
}

/**
 * Leaves out what only repeats a fault: errors without CORS in a mode that has no CORS at all, and good advice on a mode that
 * does not work. Without a session one can tell less, and that stays.
 */
export function withoutEchoes(findings: Finding[]): Finding[] {
  const has = (mode: string, isEcho: (fault: Finding) => boolean) =>
    findings.some((fault) => fault.severity === 'fault' && fault.modes.includes(mode) && isEcho(fault));
  return findings.flatMap((finding) => {
    const { id, severity } = finding;
    const isEcho = (mode: string) =>
      (id === 'error-without-cors' && has(mode, ({ topic }) => topic === 'cors')) ||
      (severity === 'note' && id !== 'not-tried' && has(mode, () => true));
    const modes = finding.modes.filter((mode) => !isEcho(mode));
    return modes.length ? [{ ...finding, modes }] : [];
  });
}

/** Joins findings that say the same of several modes or calls. */
export function merged(findings: Finding[]): Finding[] {
  const result: Finding[] = [];
  for (const finding of findings) {
    const same = result.find(
      ({ id, severity, seen, change }) =>
        id === finding.id && severity === finding.severity && seen === finding.seen && change === finding.change,
    );
    if (same) same.modes = [...new Set([...same.modes, ...finding.modes])];
    else result.push({ ...finding });
  }
  const order: Severity[] = ['fault', 'danger', 'warning', 'note'];
  return result.sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}
