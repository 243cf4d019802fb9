import { createSessionParam } from '../../src/calls/sessionParam.ts';
import type { Header } from '../browser/headers.ts';
import type { Errand } from '../browser/visit.ts';
import { browserHeaders, type Subject } from '../subject.ts';
import type { Way } from '../ways.ts';
import { reachesCookie } from './cookie.ts';

/** What a call carries of a session. */
export interface Carried {
  method?: string;
  /** Nothing for a call without a session. */
  token?: string | undefined;
  /** The session ID. */
  id?: string | undefined;
}

/** A call of the page as it leaves the browser in a way. */
export function errandOf(subject: Subject, way: Way, { method = 'GET', token, id }: Carried): Errand {
  const { url, origin, options, isCross, param } = subject;
  const hasCookie = token !== undefined && (way.credentials || !isCross) && reachesCookie(subject);
  const cookie: Header[] = hasCookie ? [{ name: 'Cookie', value: `__session=${token}` }] : [];
  const bearer: Header[] =
    way.token && token !== undefined ? [{ name: 'Authorization', value: `Bearer ${token}` }] : [];
  const withId = () => new URL(createSessionParam(param).put(url.href, id, () => url.href));
  return {
    url: way.id && id !== undefined ? withId() : url,
    method,
    headers: [...options.headers, ...bearer],
    browser: [...browserHeaders(subject), ...cookie],
    origin,
    // Calls to the page's own origin keep the page's setting (C5).
    credentials: way.credentials && isCross,
  };
}
