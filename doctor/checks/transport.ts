import { isInsecure, isLocal } from '../browser/places.ts';
import type { Finding } from '../finding.ts';
import { allWays, type Subject } from '../subject.ts';

/** What browsers and the shim make of http. */
export function checkTransport(subject: Subject): Finding[] {
  const { url, page, ways, isProduction } = subject;
  const findings: Finding[] = [];
  const add = (id: string, severity: Finding['severity'], which: string[], seen: string, change: string) =>
    which.length && findings.push({ id, severity, ways: which, seen, change });
  const secure = `https://${url.hostname}`;
  const tokens = ways.filter(({ token }) => token).map(({ name }) => name);

  if (page.protocol === 'https:' && isInsecure(url)) {
    const seen = `The page is https:, and the call goes to ${url.origin}: browsers block it as mixed content`;
    add('mixed-content', 'fault', allWays(subject), seen, `Serve the backend at ${secure}`);
  } else if (page.protocol === 'https:' && url.protocol === 'http:') {
    const seen = `The page is https:, and the call goes to ${url.origin}: Safari blocks that, Chrome and Firefox do not on this machine`;
    add('mixed-content-local', 'warning', allWays(subject), seen, 'Serve both in the same scheme');
  }
  if (isInsecure(url) && isProduction) {
    const seen = `The Clerk instance is one of production, and ${url.origin} is http: clerk-ajax gives it nothing of the session`;
    add('production-http', 'fault', allWays(subject), seen, `Serve the backend at ${secure}`);
  } else if (isInsecure(url)) {
    const seen = `${url.origin} is http on another machine: clerk-ajax sends no token there`;
    add('token-over-http', 'fault', tokens, seen, `Serve the backend at ${secure}`);
  }
  if (isInsecure(page) && isProduction) {
    const seen = `The Clerk instance is one of production, and the page is http:`;
    add(
      'page-http',
      'warning',
      allWays(subject),
      seen,
      `Serve the page at https://${page.hostname}, which Clerk asks for`,
    );
  }
  if (isLocal(url) && !isLocal(page)) {
    const seen = `The page is on the network, and the backend on this machine: Chrome asks its user for permission`;
    add('local-network', 'warning', allWays(subject), seen, 'Put both on this machine, or both on the network');
  }
  return findings;
}
