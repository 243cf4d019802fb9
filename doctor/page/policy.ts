import parsePolicy from 'content-security-policy-parser';
import { matchesOrigin, matchesPath, parseSource } from '../../src/config/sourceList.ts';
import type { Element } from './document.ts';

/** A Content Security Policy: the words of each directive. */
export type Policy = Map<string, string[]>;

/** Where a directive that a policy lacks is looked for. */
const FALLBACKS: { [directive: string]: string[] } = {
  'connect-src': ['connect-src', 'default-src'],
  'script-src': ['script-src-elem', 'script-src', 'default-src'],
  'worker-src': ['worker-src', 'child-src', 'script-src', 'default-src'],
};

/** The policies of a page; all of them hold. */
export function policiesOf(header: string | undefined, metas: Element[]): Policy[] {
  const inMetas = metas.filter(({ attributes }) => /^content-security-policy$/i.test(attributes['http-equiv'] ?? ''));
  const texts = [
    ...(header ?? '').split(','),
    ...inMetas.flatMap(({ attributes }) => (attributes.content ?? '').split(',')),
  ];
  return texts.filter((text) => text.trim()).map((text) => parsePolicy(text));
}

/** The directive that decides, with its words; nothing if the policy does not speak of it. */
export function directiveOf(policy: Policy, name: string): { name: string; words: string[] } | undefined {
  const found = FALLBACKS[name]?.find((each) => policy.has(each));
  return found === undefined ? undefined : { name: found, words: policy.get(found) as string[] };
}

/** Whether a word of a policy names a URL (https://www.w3.org/TR/CSP3/#match-url-to-source-expression). */
export function wordMatches(word: string, url: URL, page: URL): boolean {
  if (word === '*') return /^https?:$/.test(url.protocol);
  if (/^[a-z][a-z\d+.-]*:$/i.test(word)) return isOfScheme(word.toLowerCase(), url);
  if (/^'(?!self')/i.test(word)) return false;
  const hasScheme = /^(?:'self'|[a-z][a-z\d+.-]*:\/\/)/i.test(word);
  const text = hasScheme ? word : `${page.protocol}//${word}`;
  // What names http names https, too.
  const variants = [
    text,
    text.replace(/^http:/i, 'https:'),
    ...(text === "'self'" ? [page.origin.replace(/^http:/, 'https:')] : []),
  ];
  return variants.some((variant) => {
    const source = parseSource(variant, page.origin);
    return !!source && matchesOrigin(source, url.origin) && matchesPath(source, url.pathname);
  });
}

const isOfScheme = (scheme: string, { protocol }: URL) =>
  scheme === protocol || (scheme === 'http:' && protocol === 'https:');

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
