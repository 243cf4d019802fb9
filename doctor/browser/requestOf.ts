import { createSessionParam } from '../../src/calls/sessionParam.ts';
import type { Mode } from '../modes.ts';
import { browserHeaders, type Subject } from '../subject.ts';
import { reachesCookie } from './cookie.ts';
import type { Header } from './headers.ts';
import type { BrowserRequest } from './request.ts';

/** What a call carries of a session. */
export interface Carried {
  method?: string;
  /** Nothing for a call without a session. */
  token?: string | undefined;
  /** The session ID. */
  id?: string | undefined;
}

const isUsual = (header: string) => /^authorization$/i.test(header);

/** A call of the page as it leaves the browser in a mode. */
export function requestOf(subject: Subject, mode: Mode, { method = 'GET', token, id }: Carried): BrowserRequest {
  const { url, origin, options, isCross, param, tokenHeader } = subject;
  const hasCookie = token !== undefined && (mode.credentials || !isCross) && reachesCookie(subject);
  const cookie: Header[] = hasCookie ? [{ name: 'Cookie', value: `__session=${token}` }] : [];
  const bearer: Header[] =
    mode.token && token !== undefined
      ? [{ name: tokenHeader, value: isUsual(tokenHeader) ? `Bearer ${token}` : token }]
      : [];
  const withId = () => new URL(createSessionParam(param).put(url.href, id, () => url.href));
  return {
    url: mode.id && id !== undefined ? withId() : url,
    method,
    headers: [...options.headers, ...bearer],
    browser: [...browserHeaders(subject), ...cookie],
    origin,
    // Calls to the page's own origin keep the page's setting (C5).
    credentials: mode.credentials && isCross,
  };
}
