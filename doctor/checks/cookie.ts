import type { Finding } from '../finding.ts';
import type { Subject } from '../subject.ts';

/**
 * Whether Clerk's cookie `__session` reaches the backend. ClerkJS sets it by script, without a domain, with
 * `SameSite=Lax`, and with `Secure` on an https page: it belongs to the host of the page, whatever the port.
 */
export const reachesCookie = ({ distance, page, url }: Pick<Subject, 'distance' | 'page' | 'url'>): boolean =>
  distance === 'same origin' || (distance === 'same host' && page.protocol === url.protocol);

/** Backends that read session IDs also need the cookie. */
export function checkCookie(subject: Subject): Finding[] {
  const { ways, url, page, isCross, distance } = subject;
  const needy = ways.filter(({ id, token }) => id && !token);
  const findings: Finding[] = [];
  const withCookie = needy.filter(({ credentials }) => credentials).map(({ name }) => name);
  const without = needy.filter(({ credentials }) => !credentials).map(({ name }) => name);
  if (isCross && without.length) {
    findings.push({
      id: 'no-cookie',
      severity: 'warning',
      ways: without,
      seen: "Calls to another origin go without cookies this way, and Clerk's SDKs from before 2022 need the cookie __session beside the session ID",
      change: 'Add credentials to data-send, unless the backend looks sessions up by their ID alone',
    });
  }
  if (!withCookie.length || reachesCookie(subject)) return findings;
  const apart = distance === 'other site' ? ', which is another site, too' : '';
  const seen =
    distance === 'same host'
      ? `The page is ${page.protocol} and the backend ${url.protocol} on one host: browsers take that for another site, which the cookie __session does not reach`
      : `Clerk's cookie __session belongs to ${page.hostname}; browsers do not send it to ${url.hostname}${apart}`;
  findings.push({
    id: 'cookie-host',
    severity: 'fault',
    ways: withCookie,
    seen,
    change: `Use a Clerk SDK from 2022 or later in the backend, and the attribute below; or serve the backend at a path or a port of ${page.protocol}//${page.hostname}`,
    paste: [`data-token-origins="${url.origin}"`],
  });
  return findings;
}
