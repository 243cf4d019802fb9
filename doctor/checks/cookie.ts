import { reachesCookie } from '../browser/cookie.ts';
import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import type { Subject } from '../subject.ts';

/** Backends that read session IDs also need the cookie. */
export function checkCookie(subject: Subject): Found[] {
  const { modes, url, page, isCross, distance } = subject;
  const found = findings();
  const needy = modes.filter(({ id, token }) => id && !token);
  const withCookie = needy.filter(({ credentials }) => credentials).map(({ name }) => name);
  const without = needy.filter(({ credentials }) => !credentials).map(({ name }) => name);
  if (isCross) {
    const seen =
      "Calls to another origin go without cookies in this mode, and Clerk's SDKs from before 2022 need the cookie __session beside the session ID";
    const change = 'Add credentials to data-send, unless the backend looks sessions up by their ID alone';
    found.warning('no-cookie', seen, change, { modes: without });
  }
  if (reachesCookie(subject)) return found.list;
  const apart = distance === 'other site' ? ', which is another site, too' : '';
  const seen =
    distance === 'same host'
      ? `The page is ${page.protocol} and the backend ${url.protocol} on one host: browsers take that for another site, which the cookie __session does not reach`
      : `Clerk's cookie __session belongs to ${page.hostname}; browsers do not send it to ${url.hostname}${apart}`;
  const change = `Use a Clerk SDK from 2022 or later in the backend, and the attribute below; or serve the backend at a path or a port of ${page.protocol}//${page.hostname}`;
  found.fault('cookie-host', seen, change, { modes: withCookie, paste: [`data-token-origins="${url.origin}"`] });
  return found.list;
}
