import parsePolicy from 'content-security-policy-parser';
import type { Element } from './document.ts';

/** A Content Security Policy: the words of each directive. */
export type Policy = Map<string, string[]>;

/** A policy, and from where on it holds. */
export interface PagePolicy {
  policy: Policy;
  /** Of its element; that of a header stands before all. */
  place: number;
}

/** Where a directive that a policy lacks is looked for. */
const FALLBACKS: { [directive: string]: string[] } = {
  'connect-src': ['connect-src', 'default-src'],
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'worker-src': ['worker-src', 'child-src', 'script-src', 'default-src'],
};

/** The policies of a page; all of them hold. */
export function policiesOf(header: string | undefined, metas: Element[]): PagePolicy[] {
  const inMetas = metas.filter(({ attributes }) => /^content-security-policy$/i.test(attributes['http-equiv'] ?? ''));
  const parse = (text: string, rest: Omit<PagePolicy, 'policy'>): PagePolicy[] =>
    text.split(',').flatMap((each) => (each.trim() ? { policy: parsePolicy(each), ...rest } : []));
  return [
    ...parse(header ?? '', { place: -1 }),
    ...inMetas.flatMap(({ attributes, place }) => {
      const policies = parse(attributes.content ?? '', { place });
      // In an element, browsers leave these out.
      for (const { policy } of policies) for (const name of NOT_IN_META) policy.delete(name);
      return policies;
    }),
  ];
}

const NOT_IN_META = ['sandbox', 'report-uri', 'frame-ancestors'];

/** The directive that decides, with its words; nothing if the policy does not speak of it. */
export function directiveOf(policy: Policy, name: string): { name: string; words: string[] } | undefined {
  const found = FALLBACKS[name]?.find((each) => policy.has(each));
  return found === undefined ? undefined : { name: found, words: policy.get(found) as string[] };
}

/** Scheme, host, port and path of a word. */
const HOST_SOURCE = /^(?:([a-z][a-z\d+.-]*):\/\/)?(\*|(?:\*\.)?[\w.-]+|\[[\da-f:.]+\])(?::(\d+|\*))?(\/[^?#]*)?$/i;

/** Whether a word of a policy names a URL (https://www.w3.org/TR/CSP3/#match-url-to-source-expression). */
export function wordMatches(word: string, url: URL, page: URL): boolean {
  if (word === '*') return /^https?:$/.test(url.protocol);
  if (/^[a-z][a-z\d+.-]*:$/i.test(word)) return isOfScheme(word.toLowerCase(), url);
  if (/^'self'$/i.test(word))
    return url.origin === page.origin || url.origin === page.origin.replace(/^http:/, 'https:');
  const [match, scheme = page.protocol.slice(0, -1), host = '', port = '', path = ''] = HOST_SOURCE.exec(word) ?? [];
  return (
    match !== undefined &&
    isOfScheme(`${scheme.toLowerCase()}:`, url) &&
    isOfHost(host.toLowerCase(), url) &&
    isOfPort(port, url) &&
    isOfPath(path, url)
  );
}

/** What names http names https, too. */
const isOfScheme = (scheme: string, { protocol }: URL) =>
  scheme === protocol || (scheme === 'http:' && protocol === 'https:');

const isOfHost = (host: string, { hostname }: URL) =>
  host.startsWith('*') ? hostname.endsWith(host.slice(1)) : hostname === host;

/** Without a port, a word names that of the scheme; 80 stands for 443 as http does for https. */
function isOfPort(named: string, { protocol, port }: URL): boolean {
  const usual = protocol === 'https:' ? '443' : '80';
  const own = port || usual;
  return named === '*' || own === (named || usual) || (named === '80' && own === '443' && protocol === 'https:');
}

/** A path that ends in a slash names all below it. */
function isOfPath(path: string, { pathname }: URL): boolean {
  if (!path || path === '/') return true;
  const [named, own] = [path, pathname].map(decoded) as [string, string];
  return named.endsWith('/') ? own.startsWith(named) : own === named;
}

/** `/%6de` is `/me`; what an escaped slash separates is one piece. */
const decoded = (path: string) =>
  path
    .split('/')
    .map((piece) =>
      piece.replace(/%(?!2f)[\da-f]{2}/gi, (each) => String.fromCharCode(Number.parseInt(each.slice(1), 16))),
    )
    .join('/');

/** Whether a policy allows connections, workers and the like to a URL. */
export function allows(policy: Policy, name: string, url: URL, page: URL): boolean {
  const directive = directiveOf(policy, name);
  return !directive || directive.words.some((word) => wordMatches(word, url, page));
}

/**
 * Whether a policy allows a script.
 *
 * @param attributes of its tag
 * @param isInserted whether a script inserts it, and not the page's HTML
 */
export function allowsScript(
  policy: Policy,
  url: URL,
  page: URL,
  { nonce, integrity = '' }: { [name: string]: string | undefined },
  isInserted = false,
): boolean {
  const words = directiveOf(policy, 'script-src')?.words;
  if (!words) return true;
  if (nonce && words.includes(`'nonce-${nonce}'`)) return true;
  const hashes = integrity.split(/\s+/).filter(Boolean);
  if (hashes.length && hashes.every((hash) => words.includes(`'${hash}'`))) return true;
  if (words.includes("'strict-dynamic'")) return isInserted;
  return words.some((word) => wordMatches(word, url, page));
}
