import type { Subject } from '../subject.ts';

/**
 * Whether Clerk's cookie `__session` reaches the backend. ClerkJS sets it by script, without a domain, with
 * `SameSite=Lax`, and with `Secure` on an https page: it belongs to the host of the page, whatever the port.
 */
export const reachesCookie = ({ distance, page, url }: Pick<Subject, 'distance' | 'page' | 'url'>): boolean =>
  distance === 'same origin' || (distance === 'same host' && page.protocol === url.protocol);
