import { parse } from 'tldts';
import { isLoopback } from '../../src/config/sourceList.ts';

/** How far apart a page and a backend are. */
export type Distance = 'same origin' | 'same host' | 'same site' | 'other site';

const siteOf = ({ hostname }: URL) => {
  const { domain, isIp } = parse(hostname, { allowPrivateDomains: true });
  return (isIp ? null : domain) ?? hostname;
};

/** A site is what one can register, as the public suffix list has it: `example.co.uk`, `someone.github.io`. */
export function distanceOf(page: URL, url: URL): Distance {
  if (page.origin === url.origin) return 'same origin';
  if (page.hostname === url.hostname) return 'same host';
  return siteOf(page) === siteOf(url) ? 'same site' : 'other site';
}

/** Whether http to a URL leaves this machine, so that others can read along (C6, C7). */
export const isInsecure = ({ protocol, origin }: URL): boolean => protocol === 'http:' && !isLoopback(origin);

/** Whether a URL is of this machine. */
export const isLocal = ({ origin }: URL): boolean => isLoopback(origin);
