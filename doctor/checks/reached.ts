import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import type { Answer } from '../http/client.ts';
import type { Options } from '../options.ts';

/** Whether the answer is the page. */
export function checkReached({ page }: Options, { status, url, header }: Answer): Found[] {
  const found = findings();
  const location = header('location');
  if (status >= 300 && status < 400 && location !== undefined) {
    const seen = `The page redirects to ${location.split('?')[0]}`;
    found.fault('page-redirect', seen, 'Name the page that makes the call; --tag sees none that needs a login');
  } else if (url.origin !== page.origin) {
    const seen = `The page is at ${url.origin} in fact, where ${page.href} redirects to`;
    found.fault('page-redirect', seen, `Ask again with --page ${url.href}`);
  } else if (status < 200 || status > 299) {
    const seen = `The page answers ${status}, and what follows is about that answer`;
    found.warning('page-status', seen, 'Name a page that needs no login, or leave out --tag');
  }
  return found.list;
}
