import type { Finding, Found, Severity } from './finding.ts';

/** @param seen one sentence: what was seen @param change one sentence: what to change */
type Add = (
  id: string,
  seen: string,
  change: string,
  more?: Partial<Pick<Finding, 'modes' | 'paste' | 'topic' | 'cause'>>,
) => void;

export interface Findings extends Record<Severity, Add> {
  readonly list: Found[];
}

/** Collects what a check finds. @param modes those that it is about, by their names; default: all */
export function findings(modes?: string[]): Findings {
  const list: Found[] = [];
  const adder =
    (severity: Severity): Add =>
    (id, seen, change, more = {}) => {
      const found = { id, severity, ...(modes && { modes }), seen, change, ...more };
      // What concerns no mode that is checked is not worth mentioning.
      if (found.modes?.length !== 0) list.push(found);
    };
  return { list, fault: adder('fault'), danger: adder('danger'), warning: adder('warning'), note: adder('note') };
}
