import { hostOfKey } from '../../src/clerk/scriptUrl.ts';
import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import type { Subject } from '../subject.ts';

/** Whether the token is one of this page and of this instance. */
export function checkToken({ options, origin, page }: Subject): Found[] {
  const { token, key } = options;
  const found = findings();
  if (!token) return found.list;
  const { azp, iss } = token.claims;
  if (azp !== undefined && azp !== origin) {
    const seen = `The token was made for a page of ${azp} (azp), and --page is of ${origin}`;
    found.warning('token-of-other-page', seen, `Get a token in the console of ${page.href}`);
  }
  const host = key && hostOfKey(key);
  if (host && iss !== undefined && URL.canParse(iss) && new URL(iss).host !== host) {
    const seen = `The token comes from ${iss} (iss), and the publishable key is of ${host}`;
    const change =
      'Use the token and the key of one Clerk instance; with a proxy for the Frontend API they differ, and that is right';
    found.warning('token-of-other-instance', seen, change);
  }
  return found.list;
}
