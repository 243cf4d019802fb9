import type { Found } from '../finding.ts';
import { findings } from '../findings.ts';
import { type ClerkOnPage, frontendApiOf } from '../page/clerkOnPage.ts';
import type { Element } from '../page/document.ts';
import { baseOf, type Page } from '../page/page.ts';
import { allows, allowsScript, directiveOf, type PagePolicy, type Policy } from '../page/policy.ts';

/** Something that a policy forbids, and the word that would allow it. */
interface Forbidden {
  id: string;
  directive: string;
  what: string;
  word: string;
  /** Whether calls work all the same. */
  isBearable?: boolean;
}

/** Whether the page's Content Security Policies allow the shim, its calls and ClerkJS. */
export function checkPolicies(page: Page, tag: Element, policies: PagePolicy[], clerk: ClerkOnPage): Found[] {
  return policies.flatMap((each) => {
    const { policy } = each;
    const forbidden = [...forbiddenToShim(page, tag, each), ...forbiddenToClerk(page, tag, each, clerk)];
    const types = clerk.clerkJs && !clerk.clerkTag ? trustedTypes(policy) : [];
    return [...sandbox(policy), ...forbidden.map((one) => findingOf(one, policy, forbidden)), ...types];
  });
}

/** @param all what the policy forbids: one line allows all of a directive */
function findingOf({ id, directive, what, isBearable }: Forbidden, policy: Policy, all: Forbidden[]): Found {
  const { name = directive, words = [] } = directiveOf(policy, directive) ?? {};
  const isOther = directive !== 'script-src' && name !== directive;
  // Nonces, hashes and the like of scripts mean nothing to others.
  const kept = words.filter((word) => !/^'none'$/i.test(word) && !(isOther && /^'(?!self')/i.test(word)));
  const added = all.filter((each) => each.directive === directive).map(({ word }) => word);
  return {
    id,
    severity: isBearable ? 'warning' : 'fault',
    seen: `The page's Content Security Policy forbids ${what} (${name} ${words.join(' ') || "'none'"})`,
    change: 'Allow it',
    paste: [`${directive} ${[...new Set([...kept, ...added])].join(' ')}`],
  };
}

function forbiddenToShim({ url, document, options }: Page, tag: Element, { policy, place }: PagePolicy): Forbidden[] {
  const { src } = tag.attributes;
  const base = baseOf(document, url, tag);
  // Where the policy stands behind the tag, the file is there already.
  const isInTime = place < tag.place;
  const file = isInTime && src !== undefined && URL.canParse(src, base) ? new URL(src, base) : undefined;
  const forbidden: Forbidden[] = [];
  // In WebKitGTK 2.50, every host at a port is no host.
  const without = new Map([...policy].map(([name, words]) => [name, words.filter((word) => !/^\*:/.test(word))]));
  const isForbidden = !allows(policy, 'connect-src', options.url, url);
  if (isForbidden || !allows(without, 'connect-src', options.url, url)) {
    const what = `calls to ${options.url.origin}${isForbidden ? '' : ' in WebKit, as in Safari'}`;
    const word = sourceOf(options.url, url);
    forbidden.push({ id: 'policy-connect', directive: 'connect-src', what, word, isBearable: !isForbidden });
  }
  if (file && !allowsScript(policy, file, url, tag.attributes)) {
    const what = `the tag's file ${file.href}`;
    forbidden.push({ id: 'policy-script', directive: 'script-src', what, word: sourceOf(file, url) });
  }
  return forbidden;
}

function forbiddenToClerk(page: Page, tag: Element, { policy, place }: PagePolicy, clerk: ClerkOnPage): Forbidden[] {
  const { url } = page;
  const { key, clerkJs, clerkTag } = clerk;
  const frontendApi = frontendApiOf(page, page.options.key ?? key);
  // The shim copies the nonce of its own tag.
  const attributes = clerkTag?.attributes ?? { nonce: tag.attributes.nonce };
  const forbidden: Forbidden[] = [];
  const isInTime = !clerkTag || place < clerkTag.place;
  if (clerkJs && isInTime && !allowsScript(policy, clerkJs, url, attributes, !clerkTag)) {
    const what = `ClerkJS (${clerkJs.origin})`;
    forbidden.push({ id: 'policy-clerk-script', directive: 'script-src', what, word: sourceOf(clerkJs, url) });
  }
  if (frontendApi && !allows(policy, 'connect-src', frontendApi, url)) {
    const what = 'ClerkJS to reach its Frontend API';
    forbidden.push({ id: 'policy-clerk-connect', directive: 'connect-src', what, word: sourceOf(frontendApi, url) });
  }
  const workers = directiveOf(policy, 'worker-src');
  if ((clerkJs || frontendApi) && workers && !workers.words.includes('blob:')) {
    const what = "the worker in which ClerkJS's timers run";
    forbidden.push({ id: 'policy-worker', directive: 'worker-src', what, word: 'blob:', isBearable: true });
  }
  return forbidden;
}

const sourceOf = (url: URL, page: URL) => (url.origin === page.origin ? "'self'" : url.origin);

/** A sandbox may take the page's scripts, or its origin: with none, calls have neither cookies nor a backend's permission. */
function sandbox(policy: Policy): Found[] {
  const words = policy.get('sandbox')?.map((word) => word.toLowerCase());
  const missing = words ? ['allow-scripts', 'allow-same-origin'].filter((word) => !words.includes(word)) : [];
  const found = findings();
  if (missing.length) {
    const seen = `The page's Content Security Policy puts it into a sandbox without ${missing.join(' and ')}`;
    const paste = [`sandbox ${[...(words ?? []), ...missing].join(' ')}`];
    found.fault('policy-sandbox', seen, 'Allow it, or take the sandbox away', { paste });
  }
  return found.list;
}

/** The shim makes a policy of its own when it inserts ClerkJS (G3). */
function trustedTypes(policy: Policy): Found[] {
  const names = policy.get('trusted-types');
  const isRequired = policy.get('require-trusted-types-for')?.includes("'script'");
  if (!isRequired || !names || names.includes('*') || names.includes('clerk-ajax')) return [];
  const found = findings();
  const seen = `The page's Trusted Types do not know the policy with which clerk-ajax loads ClerkJS (trusted-types ${names.join(' ')})`;
  const paste = [`trusted-types ${[...names.filter((name) => name !== "'none'"), 'clerk-ajax'].join(' ')}`];
  found.fault('trusted-types', seen, 'Allow it', { paste });
  return found.list;
}
