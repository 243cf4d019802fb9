import type { Answer, HttpRequest } from '../http/client.ts';
import { type CorsFault, corsCheck } from './cors.ts';
import { isSimpleMethod, unsafeNames } from './headers.ts';
import type { BrowserRequest } from './request.ts';

export type PreflightFault =
  | { kind: 'no-answer'; why: string }
  | { kind: 'status'; status: number }
  | { kind: 'redirect'; status: number; location: string }
  | { kind: 'cors'; fault: CorsFault }
  /** No list of names, which most browsers take as no answer at all. */
  | { kind: 'list'; header: string; value: string }
  | { kind: 'method'; value: string | undefined }
  | { kind: 'header'; names: string[]; value: string | undefined }
  /** By the standard, `*` does not stand for `Authorization`; Chrome, Firefox and Safari still take it so. */
  | { kind: 'wildcard-authorization'; value: string }
  /** With credentials, `*` is a name like any other. */
  | { kind: 'wildcard-credentials'; header: string };

/** Whether a call to another origin needs a preflight. */
export const needsPreflight = ({ method, headers }: Pick<BrowserRequest, 'method' | 'headers'>): boolean =>
  !isSimpleMethod(method) || unsafeNames(headers).length > 0;

/** The preflight of a call, which has no cookies (https://fetch.spec.whatwg.org/#cors-preflight-fetch). */
export function preflightOf({ url, method, headers, origin, browser }: BrowserRequest): HttpRequest {
  const names = unsafeNames(headers);
  return {
    method: 'OPTIONS',
    url,
    headers: [
      { name: 'Origin', value: origin },
      { name: 'Access-Control-Request-Method', value: method },
      ...(names.length ? [{ name: 'Access-Control-Request-Headers', value: names.join(',') }] : []),
      ...browser.filter(({ name }) => !/^cookie$/i.test(name)),
    ],
  };
}

const listOf = (value: string | undefined) =>
  (value ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/** The lists that are none (https://fetch.spec.whatwg.org/#extract-header-list-values). */
const brokenLists = ({ header }: Answer): PreflightFault[] =>
  ['Access-Control-Allow-Methods', 'Access-Control-Allow-Headers'].flatMap((name) => {
    const value = header(name.toLowerCase());
    return value !== undefined && listOf(value).some((each) => !NAME.test(each))
      ? { kind: 'list', header: name, value }
      : [];
  });

/** Whether current browsers enforce it, or only the letter of the standard does. */
export const isForbidding = ({ kind }: PreflightFault): boolean => kind !== 'wildcard-authorization';

/** What in the answer to a preflight does not allow the call. */
export function judgePreflight(
  answer: Answer,
  { method, headers, origin, credentials }: BrowserRequest,
): PreflightFault[] {
  const { status, header } = answer;
  const location = header('location');
  if (status >= 300 && status < 400 && location) return [{ kind: 'redirect', status, location }];
  const faults: PreflightFault[] = [];
  if (status < 200 || status > 299) faults.push({ kind: 'status', status });
  const fault = corsCheck(answer, origin, credentials);
  if (fault) faults.push({ kind: 'cors', fault });

  const broken = brokenLists(answer);
  if (broken.length) return [...faults, ...broken];

  const methods = header('access-control-allow-methods');
  if (!isSimpleMethod(method) && !listOf(methods).includes(method)) {
    if (!listOf(methods).includes('*')) faults.push({ kind: 'method', value: methods });
    else if (credentials) faults.push({ kind: 'wildcard-credentials', header: 'Access-Control-Allow-Methods' });
  }

  const allowed = header('access-control-allow-headers');
  const names = listOf(allowed).map((name) => name.toLowerCase());
  const missing = unsafeNames(headers).filter((name) => !names.includes(name));
  if (!missing.length) return faults;
  if (!names.includes('*')) faults.push({ kind: 'header', names: missing, value: allowed });
  else if (credentials) faults.push({ kind: 'wildcard-credentials', header: 'Access-Control-Allow-Headers' });
  else if (missing.includes('authorization')) faults.push({ kind: 'wildcard-authorization', value: allowed as string });
  return faults;
}
