import { isInsecure, isLocal } from '../browser/places.ts';
import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import type { Subject } from '../subject.ts';

/** What browsers and the shim make of http. */
export function checkTransport({ url, page, modes, isProduction }: Subject): Found[] {
  const found = findings();
  const secure = `https://${url.hostname}`;

  if (page.protocol === 'https:' && isInsecure(url)) {
    const seen = `The page is https:, and the call goes to ${url.origin}: browsers block it as mixed content`;
    found.fault('mixed-content', seen, `Serve the backend at ${secure}`);
  } else if (page.protocol === 'https:' && url.protocol === 'http:') {
    const seen = `The page is https:, and the call goes to ${url.origin}: Safari blocks that, Chrome and Firefox do not on this machine`;
    found.warning('mixed-content-local', seen, 'Serve both in the same scheme');
  }
  if (isInsecure(url) && isProduction) {
    const seen = `The Clerk instance is one of production, and ${url.origin} is http: clerk-ajax gives it nothing of the session`;
    found.fault('production-http', seen, `Serve the backend at ${secure}`);
  } else if (isInsecure(url)) {
    const seen = `${url.origin} is http on another machine: clerk-ajax sends no token there`;
    const tokens = modes.filter(({ token }) => token).map(({ name }) => name);
    found.fault('token-over-http', seen, `Serve the backend at ${secure}`, { modes: tokens });
  }
  if (isInsecure(page) && isProduction) {
    const seen = `The Clerk instance is one of production, and the page is http:`;
    found.warning('page-http', seen, `Serve the page at https://${page.hostname}, which Clerk asks for`);
  }
  if (isLocal(url) && !isLocal(page)) {
    const seen = `The page is on the network, and the backend on this machine: Chrome asks its user for permission`;
    found.warning('local-network', seen, 'Put both on this machine, or both on the network');
  }
  return found.list;
}
