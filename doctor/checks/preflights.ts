import { unsafeNames } from '../browser/headers.ts';
import { isForbidding, judgePreflight, needsPreflight, type PreflightFault } from '../browser/preflight.ts';
import { askPreflight } from '../browser/visit.ts';
import type { Finding } from '../finding.ts';
import type { Subject } from '../subject.ts';
import { MADE_UP_TOKEN } from '../token.ts';
import type { Way } from '../ways.ts';
import { describeCors, headerLine, methodLine, originLines, spell, type Wanted } from './corsFinding.ts';
import { errandOf } from './errand.ts';

/** Asks for permission for each method that the page uses, as each way needs it. */
export async function checkPreflights(subject: Subject): Promise<Finding[]> {
  const { asker, ways, isCross, options, preflights } = subject;
  const findings: Finding[] = [];
  if (!isCross) return findings;
  for (const way of ways) {
    for (const method of options.methods) {
      const errand = errandOf(subject, way, { method, token: MADE_UP_TOKEN });
      if (!needsPreflight(errand)) continue;
      const faults = judgePreflight(await askPreflight(asker, errand, preflights), errand);
      findings.push(...faults.map((fault) => preflightFinding(fault, subject, way)));
    }
  }
  return findings;
}

/** What a preflight must allow, so that all calls of the page can be made in a way. */
export function wantedOf(
  { origin, options }: Pick<Subject, 'origin' | 'options'>,
  { token, credentials }: Way,
): Wanted {
  const names = unsafeNames(options.headers);
  return { origin, credentials, methods: options.methods, names: token ? ['authorization', ...names] : names };
}

const WHAT = 'The answer to OPTIONS';

/** @param at the URL, where a redirect has led to another one than the call's */
export function preflightFinding(fault: PreflightFault, subject: Subject, way: Way, at?: URL): Finding {
  const wanted = wantedOf(subject, way);
  const what = at ? `${WHAT} ${at.origin}${at.pathname}` : WHAT;
  return {
    severity: isForbidding(fault) ? 'fault' : 'warning',
    ways: [way.name],
    topic: 'cors',
    ...describe(fault, what, wanted),
  };
}

function describe(
  fault: PreflightFault,
  what: string,
  wanted: Wanted,
): Pick<Finding, 'id' | 'seen' | 'change' | 'paste'> {
  switch (fault.kind) {
    case 'status': {
      const { status } = fault;
      const isAuth = status === 401 || status === 403;
      const change = isAuth
        ? 'Answer OPTIONS before anything looks for a session: browsers send none with it'
        : 'Answer OPTIONS with 204';
      return {
        id: 'preflight-status',
        seen: `${what} has status ${status}, and browsers take 200 to 299 only`,
        change,
      };
    }
    case 'redirect':
      return {
        id: 'preflight-redirect',
        seen: `${what} is a redirect (${fault.status}) to ${fault.location}, which browsers do not follow`,
        change: 'Call the URL that it leads to, or answer OPTIONS without a redirect',
      };
    case 'cors':
      return {
        id: `preflight-${fault.fault.kind}`,
        ...describeCors(fault.fault, what, wanted),
        paste: originLines(wanted),
      };
    case 'method': {
      const allows = fault.value ? `allows the methods "${fault.value}" only` : 'has no Access-Control-Allow-Methods';
      return {
        id: 'preflight-method',
        seen: `${what} ${allows}; the case of letters counts`,
        change: 'Name each method',
      };
    }
    case 'header': {
      const allows = fault.value ? `allows the headers "${fault.value}" only` : 'has no Access-Control-Allow-Headers';
      return {
        id: 'preflight-header',
        seen: `${what} ${allows}`,
        change: `Allow ${fault.names.map(spell).join(' and ')}, too`,
        paste: [headerLine(wanted)],
      };
    }
    case 'wildcard-authorization':
      return {
        id: 'preflight-wildcard-authorization',
        seen: `${what} says Access-Control-Allow-Headers: ${fault.value}, and by the Fetch standard "*" does not stand for Authorization; browsers still take it so, and mean to stop`,
        change: 'Name Authorization beside it',
        paste: [headerLine(wanted)],
      };
    case 'wildcard-credentials':
      return {
        id: 'preflight-wildcard-credentials',
        seen: `${what} says ${fault.header}: *, which is no wildcard for calls with cookies`,
        change: 'Name each one',
        paste: [fault.header.endsWith('Methods') ? methodLine(wanted) : headerLine(wanted)],
      };
  }
}
