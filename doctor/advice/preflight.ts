import { isForbidding, type PreflightFault } from '../browser/preflight.ts';
import type { Finding } from '../finding.ts';
import type { Mode } from '../modes.ts';
import type { Subject } from '../subject.ts';
import { describeCors, headerLine, methodLine, originLines, spell, type Wanted, wantedOf } from './cors.ts';

/** What is said of a fault. `what` is the answer that has it. */
type Description = Pick<Finding, 'id' | 'seen' | 'change' | 'paste'>;
type Describe<Kind> = (fault: Extract<PreflightFault, { kind: Kind }>, what: string, wanted: Wanted) => Description;

const DESCRIPTIONS: { [Kind in PreflightFault['kind']]: Describe<Kind> } = {
  'no-answer': ({ why }, what) => ({
    id: 'preflight-no-answer',
    seen: `${what} does not come: ${why}`,
    change: 'Answer OPTIONS with 204; does a firewall or a proxy stop it?',
  }),
  status: ({ status }, what) => ({
    id: 'preflight-status',
    seen: `${what} has status ${status}, and browsers take 200 to 299 only`,
    change:
      status === 401 || status === 403
        ? 'Answer OPTIONS before anything looks for a session: browsers send none with it'
        : 'Answer OPTIONS with 204',
  }),
  redirect: ({ status, location }, what) => ({
    id: 'preflight-redirect',
    seen: `${what} is a redirect (${status}) to ${location}, which browsers do not follow`,
    change: 'Call the URL that it leads to, or answer OPTIONS without a redirect',
  }),
  cors: ({ fault }, what, wanted) => ({
    id: `preflight-${fault.kind}`,
    ...describeCors(fault, what, wanted),
    paste: originLines(wanted),
  }),
  list: ({ header, value }, what, wanted) => ({
    id: 'preflight-list',
    seen: `${what} says ${header}: ${value}, which is no list: between names stands a comma`,
    change: 'Separate the names by commas',
    paste: [header.endsWith('Methods') ? methodLine(wanted, value) : headerLine(wanted, value)],
  }),
  method: ({ value }, what, wanted) => ({
    id: 'preflight-method',
    seen: `${what} ${value ? `allows the methods "${value}" only` : 'has no Access-Control-Allow-Methods'}; the case of letters counts`,
    change: 'Name each method',
    paste: [methodLine(wanted, value)],
  }),
  header: ({ names, value }, what, wanted) => ({
    id: 'preflight-header',
    seen: `${what} ${value ? `allows the headers "${value}" only` : 'has no Access-Control-Allow-Headers'}`,
    change: `Allow ${names.map(spell).join(' and ')}, too`,
    paste: [headerLine(wanted, value)],
  }),
  'wildcard-authorization': ({ value }, what, wanted) => ({
    id: 'preflight-wildcard-authorization',
    seen: `${what} says Access-Control-Allow-Headers: ${value}, and by the Fetch standard "*" does not stand for Authorization; browsers still accept it, but plan to stop`,
    change: 'Name Authorization beside it',
    paste: [headerLine(wanted)],
  }),
  'wildcard-credentials': ({ header }, what, wanted) => ({
    id: 'preflight-wildcard-credentials',
    seen: `${what} says ${header}: *, which is no wildcard for calls with cookies`,
    change: 'Name each one',
    paste: [header.endsWith('Methods') ? methodLine(wanted) : headerLine(wanted)],
  }),
};

/** @param at the URL, where a redirect has led to another one than the call's */
export function preflightFinding(fault: PreflightFault, subject: Subject, mode: Mode, at?: URL): Finding {
  const wanted = wantedOf(subject, mode);
  const what = `The answer to OPTIONS${at ? ` ${at.origin}${at.pathname}` : ''}`;
  const describe = DESCRIPTIONS[fault.kind] as Describe<PreflightFault['kind']>;
  return {
    severity: isForbidding(fault) ? 'fault' : 'warning',
    modes: [mode.name],
    topic: 'cors',
    ...describe(fault, what, wanted),
  };
}
