import { headerLine, LAST_EVENT_ID, NO_LAST_EVENT_ID, wantedOf } from '../advice/cors.ts';
import { answersOf, type Exchanges } from '../browser/exchanges.ts';
import { requestOf } from '../browser/requestOf.ts';
import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import type { Subject } from '../subject.ts';
import { MADE_UP_TOKEN } from '../token.ts';

/**
 * Whether an event stream comes back after it has lost its connection: with a token, the request for the next one has a
 * `Last-Event-ID` that needs permission (I2).
 */
export async function checkStreams(subject: Subject, all: Exchanges[]): Promise<Found[]> {
  const { isCross, preflights } = subject;
  const found = findings();
  const types = answersOf(all).map((answer) => answer.header('content-type') ?? '');
  if (!isCross || !types.some((type) => /^text\/event-stream\b/i.test(type))) return found.list;
  for (const { mode } of all.filter((exchanges) => exchanges.mode.token)) {
    const request = requestOf(subject, mode, { token: MADE_UP_TOKEN });
    const headers = [...request.headers, { name: LAST_EVENT_ID, value: '1' }];
    const faults = await preflights.faultsOf({ ...request, headers });
    if (!faults.some((fault) => fault.kind === 'header' && fault.names.includes(LAST_EVENT_ID))) continue;
    const wanted = wantedOf(subject, mode);
    const allowed = faults.flatMap((fault) => (fault.kind === 'header' ? (fault.value ?? '') : [])).join();
    const seen =
      'The answer is an event stream, and the answer to OPTIONS does not allow Last-Event-ID: an EventSource that has lost its connection never comes back';
    const paste = [headerLine({ ...wanted, names: [...(wanted.names ?? []), LAST_EVENT_ID] }, allowed)];
    found.warning(NO_LAST_EVENT_ID, seen, 'Allow Last-Event-ID, too', { modes: [mode.name], paste, topic: 'cors' });
  }
  return found.list;
}
