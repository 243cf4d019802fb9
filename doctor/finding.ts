import type { Mode } from './modes.ts';

/** `fault`: the mode will fail. `danger`: it works, for others too. `warning`: it works, but not always. `note`: good to know. */
export type Severity = 'fault' | 'danger' | 'warning' | 'note';

/** Which backend setting a finding concerns; there is a snippet for each stack. */
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
  /** Names the fault in few words, where its ID does not (advice/causes.ts). */
  cause?: string;
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

/** The notes on what could not be tried. */
const ALWAYS = ['not-tried', 'page-not-read', 'more-findings'];

/**
 * Leaves out what only repeats a fault: errors without CORS in a mode that has no CORS at all, and good advice on a mode that
 * does not work. What could not be tried stays.
 */
export function withoutEchoes(findings: Finding[]): Finding[] {
  const has = (mode: string, isEcho: (fault: Finding) => boolean) =>
    findings.some((fault) => fault.severity === 'fault' && fault.modes.includes(mode) && isEcho(fault));
  return findings.flatMap((finding) => {
    const { id, severity } = finding;
    const isEcho = (mode: string) =>
      (id === 'error-without-cors' && has(mode, ({ topic }) => topic === 'cors')) ||
      (severity === 'note' && !ALWAYS.includes(id) && has(mode, () => true)) ||
      (severity === 'warning' && has(mode, (fault) => fault.id === id));
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
  return bySeverity(result);
}

const ORDER: Severity[] = ['fault', 'danger', 'warning', 'note'];

/** The worst first. */
export const bySeverity = <Each extends { severity: Severity }>(list: Each[]): Each[] =>
  [...list].sort((one, other) => ORDER.indexOf(one.severity) - ORDER.indexOf(other.severity));
