/**
 * Rules B1 to B3, written down a second time: slow, without regular expressions over URLs, caches or short cuts, and
 * sharing no code with `src/`. Whatever a URL is, `new URL` says. It does not know ClerkJS's own requests (B6).
 */
export interface ReferenceSource {
  text: string;
  matches(url: URL): boolean;
}

/** Sources are parted by white space and commas (B1). */
export const referenceSources = (list: string, self: string): ReferenceSource[] =>
  words(list).flatMap((text) => referenceSource(text, self) ?? []);

/** The first source that makes a call ours, as it is written, or `undefined`. */
export function referenceMatch(sources: ReferenceSource[], url: string, base: string): string | undefined {
  const parsed = parse(url, base);
  return parsed && sources.find((source) => source.matches(parsed))?.text;
}

function referenceSource(text: string, self: string): ReferenceSource | undefined {
  const keyword = "'self'";
  let rest = text;
  if (rest.slice(0, keyword.length).toLowerCase() === keyword) {
    rest = rest.slice(keyword.length);
    if (rest !== '' && rest[0] !== '/') return;
    rest = self + rest;
  }

  let schemes = ['https:'];
  const lower = rest.toLowerCase();
  const given = ['https:', 'http:'].find((scheme) => lower.startsWith(`${scheme}//`));
  if (given) {
    schemes = [given];
    rest = rest.slice(given.length + 2);
  }

  const slash = rest.indexOf('/');
  let host = slash < 0 ? rest : rest.slice(0, slash);
  const path = slash < 0 ? '' : rest.slice(slash);
  // A query, a fragment, or what the parser would take for a slash.
  if (holds(path, '?#\\')) return;

  let port = '';
  const colon = host.lastIndexOf(':');
  if (colon >= 0 && !host.endsWith(']')) {
    port = host.slice(colon + 1);
    host = host.slice(0, colon);
    if (port !== '*' && (port === '' || [...port].some((digit) => !'0123456789'.includes(digit)))) return;
  }

  const subdomains = host.startsWith('*.');
  if (subdomains) host = host.slice(2);
  const isAddress = host.startsWith('[') && host.endsWith(']');
  // Wildcards elsewhere, user info, and what is no character of a host.
  if (host === '' || holds(host, isAddress ? '*@%?#\\\'"' : '*@%?#\\\'"[]:')) return;
  // Keywords without their quotes, and the opaque origin.
  if (!given && !subdomains && port === '' && ['self', 'none', 'null'].includes(host.toLowerCase())) return;

  const base = parse(`https://${host}`);
  if (!base) return;
  const { hostname } = base;
  if (!given && isLoopback(hostname)) schemes = ['https:', 'http:'];
  const own: [scheme: string, base: URL][] = [];
  for (const scheme of schemes) {
    const origin = parse(`${scheme}//${host}${port === '' || port === '*' ? '' : `:${port}`}${path}`);
    if (!origin) return;
    own.push([scheme, origin]);
  }

  return {
    text,
    matches: (url) =>
      own.some(([scheme, { port: samePort, pathname }]) => {
        if (url.protocol !== scheme) return false;
        if (port !== '*' && url.port !== samePort) return false;
        if (subdomains ? !isBelow(url.hostname, hostname) : url.hostname !== hostname) return false;
        if (path === '') return true;
        return pathname.endsWith('/') ? url.pathname.startsWith(pathname) : url.pathname === pathname;
      }),
  };
}

/** Whether a host is a subdomain of another, at any depth, with a label of at least one character in front. */
const isBelow = (host: string, apex: string) => host.length > apex.length + 1 && host.endsWith(`.${apex}`);

const holds = (text: string, characters: string) => [...text].some((character) => characters.includes(character));

function isLoopback(hostname: string): boolean {
  const labels = hostname.split('.');
  const isIpv4 = labels.length === 4 && labels.every((label) => String(Number(label)) === label);
  return (
    hostname === '[::1]' ||
    hostname === 'localhost' ||
    isBelow(hostname, 'localhost') ||
    (isIpv4 && labels[0] === '127')
  );
}

function words(list: string): string[] {
  const found = [''];
  for (const character of list) {
    if (character === ',' || character.trim() === '') found.push('');
    else found[found.length - 1] += character;
  }
  return found.filter((word) => word !== '');
}

function parse(url: string, base?: string): URL | undefined {
  try {
    return new URL(url, base);
  } catch {
    return undefined;
  }
}
