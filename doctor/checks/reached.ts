import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import type { Answer } from '../http/client.ts';
import type { Options } from '../options.ts';

/**
 * Whether the answer is the page. One that only signed-in users see is no fault of it.
 *
 * @param hasTag whether there is a tag of clerk-ajax in the answer
 */
export function checkReached({ page, cookies }: Options, { status, url, header }: Answer, hasTag: boolean): Found[] {
  const found = findings();
  const location = status >= 300 && status < 400 ? header('location') : undefined;
  const isElsewhere = url.pathname !== page.pathname;
  const how = cookies
    ? 'Are the cookies still valid? Or save'
    : 'Pass the cookies of a signed-in user with --cookie-env, or save';
  const change = `${how} the page in a browser and name the file with --html. What follows is about the backend alone`;
  if (location !== undefined || (isElsewhere && !hasTag)) {
    const to = (location ?? url.href).split('?')[0];
    found.note('page-not-read', `The page could not be read as a signed-in user: it redirects to ${to}`, change);
  } else if (url.origin !== page.origin) {
    const seen = `The page is at ${url.origin} in fact, where ${page.href} redirects to`;
    found.fault('page-redirect', seen, `Run the command again with --page ${url.href}`);
  } else if ((status < 200 || status > 299) && !hasTag) {
    found.note('page-not-read', `The page could not be read as a signed-in user: it answers ${status}`, change);
  }
  return found.list;
}
