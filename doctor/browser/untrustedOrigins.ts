import { parse } from 'tldts';

const UNTRUSTED = 'clerk-ajax-check.example';

/** Origins of other people's pages: any, one without a name, and those that a careless comparison takes for the page's. */
export function untrustedOrigins({ protocol, hostname, port }: URL): string[] {
  const { domain, isIp } = parse(hostname);
  const suffix = domain && !isIp ? [`${protocol}//clerk-ajax-check${domain}${port && `:${port}`}`] : [];
  return [`https://${UNTRUSTED}`, 'null', `${protocol}//${hostname}.${UNTRUSTED}`, ...suffix];
}
