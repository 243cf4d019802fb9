import type { Exchange } from '../browser/exchange.ts';
import type { Finding } from '../finding.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';
import { describeCors, originLines } from './cors.ts';

/** Whether the page can read an answer. */
export function readableFindings({ origin, isCross }: Subject, mode: Mode, { corsFault, answer }: Exchange): Finding[] {
  if (!corsFault) return [];
  const wanted = { origin, credentials: mode.credentials && isCross };
  return [
    {
      id: `answer-${corsFault.kind}`,
      severity: 'fault',
      modes: [mode.name],
      ...describeCors(corsFault, `An answer with status ${answer?.status}`, wanted),
      paste: originLines(wanted),
      topic: 'cors',
    },
  ];
}

/** Downgrades a finding: the page merely cannot read the status of an error. */
export function softened(finding: Finding): Finding {
  const change = 'Send these headers with errors, too: the page sees a network error in place of the status';
  return { ...finding, severity: 'warning', id: 'error-without-cors', change };
}
