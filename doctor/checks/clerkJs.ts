import { hostOfKey } from '../../src/clerk/scriptUrl.ts';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { HttpClient } from '../http/client.ts';
import { RequestFailed } from '../http/failures.ts';
import { type ClerkOnPage, frontendApiOf } from '../page/clerkOnPage.ts';
import type { Page } from '../page/page.ts';
import { isShim } from '../page/tag.ts';
import { browserHeaders } from '../subject.ts';

/** Whether ClerkJS can load: without it, calls go without a session. */
export async function checkClerkJs(page: Page, clerk: ClerkOnPage, client: HttpClient): Promise<Found[]> {
  const found = findings();
  const given = page.options.key;
  const { key, clerkJs, clerkTag } = clerk;
  if (key !== undefined && !hostOfKey(key)) {
    const seen = `The page's publishable key "${key}" is not valid: it names no instance of Clerk`;
    found.fault('key-invalid', seen, "Copy the key from Clerk's dashboard, pk_live_… or pk_test_…");
    return found.list;
  }
  if (given !== undefined && key !== undefined && given !== key) {
    const seen = `The page has the publishable key ${key}, and --key is another`;
    found.warning('other-key', seen, 'Use one Clerk instance on the page and in the backend');
  }
  if (!clerkTag && !clerkJs) addMissing(page, found);
  if (clerkJs) await load(page, clerkJs, "ClerkJS's script", client, found);
  const api = frontendApiOf(page, key);
  if (api) await load(page, new URL('v1/environment', api), 'the Clerk instance of the key', client, found);
  return found.list;
}

/** A script that is not in the HTML may bring it in, or one that is. */
function addMissing({ document }: Page, found: Findings): void {
  const seen = "The page's HTML has no tag of ClerkJS";
  if (document.scripts.some((script) => !isShim(script))) {
    const change =
      'If a script of the page has it, put the instance at window.Clerk; else add its tag, or data-clerk-publishable-key to this one';
    found.warning('no-clerk', `${seen}, and nothing tells whether one of its scripts brings it in`, change);
  } else {
    const change = "Add Clerk's tag, or data-clerk-publishable-key to the tag of clerk-ajax, which then loads ClerkJS";
    found.fault('no-clerk', `${seen}, and no script that could bring it in`, change);
  }
}

/** Failures that say something of this machine rather than of the host. */
const UNSURE = /^(?:EAI_AGAIN|ENETUNREACH|EHOSTUNREACH|ETIMEDOUT|TIMEOUT|ECONNRESET)$/;

async function load({ url: page }: Page, url: URL, what: string, client: HttpClient, found: Findings): Promise<void> {
  const headers = [
    { name: 'Origin', value: page.origin },
    ...browserHeaders({ page, distance: 'other site' }).filter(({ name }) => name !== 'Sec-Fetch-Dest'),
  ];
  const answer = await client.trySend({ method: 'GET', url, headers, body: 'excerpt' });
  const id = 'clerk-unreachable';
  const change = 'Is the publishable key, or the URL in the tag, spelt right? Without ClerkJS, calls have no session';
  if (answer instanceof RequestFailed) {
    const seen = `Cannot reach ${what} (${url.origin}): ${answer.message}`;
    if (UNSURE.test(answer.code))
      found.warning(id, seen, 'Check that browsers can; then this is only about this machine');
    else found.fault(id, seen, change);
    return;
  }
  if (answer.status < 400) return;
  const said = /"(?:long_)?message":\s*"([^"]*)"/.exec(`${answer.body}`)?.[1];
  const seen = `${what[0]?.toUpperCase()}${what.slice(1)} (${url.origin}) answers ${answer.status}${said ? `: ${said}` : ''}`;
  found.fault(id, seen, change);
}
