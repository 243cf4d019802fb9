import type { Finding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { MADE_UP_TOKEN } from '../token.ts';
import { headerLine, LAST_EVENT_ID, wantedOf } from './corsFinding.ts';
import { errandOf } from './errand.ts';
import { answersOf, type Visits } from './visits.ts';

export const FINDING = 'preflight-last-event-id';

/**
 * Whether an event stream comes back after it has lost its connection: with a token, the request for the next one has a
 * `Last-Event-ID` that needs permission (I2).
 */
export async function checkStreams(subject: Subject, all: Visits[]): Promise<Finding[]> {
  const { isCross, permissions } = subject;
  const types = answersOf(all).map((answer) => answer.header('content-type') ?? '');
  if (!isCross || !types.some((type) => /^text\/event-stream\b/i.test(type))) return [];
  const findings: Finding[] = [];
  for (const { way } of all.filter((visits) => visits.way.token)) {
    const errand = errandOf(subject, way, { token: MADE_UP_TOKEN });
    const headers = [...errand.headers, { name: LAST_EVENT_ID, value: '1' }];
    const faults = await permissions.faultsOf({ ...errand, headers });
    if (!faults.some((fault) => fault.kind === 'header' && fault.names.includes(LAST_EVENT_ID))) continue;
    const wanted = wantedOf(subject, way);
    findings.push({
      id: FINDING,
      severity: 'warning',
      ways: [way.name],
      seen: 'The answer is an event stream, and the answer to OPTIONS does not allow Last-Event-ID: an EventSource that has lost its connection never comes back',
      change: 'Allow Last-Event-ID, too',
      paste: [headerLine({ ...wanted, names: [...(wanted.names ?? []), LAST_EVENT_ID] })],
      topic: 'cors',
    });
  }
  return findings;
}
