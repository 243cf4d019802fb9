import { hostOfKey } from '../../src/clerk/scriptUrl.ts';
import type { Element } from '../page/document.ts';
import { allows, allowsScript, directiveOf, type Policy } from '../page/policy.ts';
import type { Page, PageFinding } from './page.ts';

/** ClerkJS on the page. */
export interface ClerkFound {
  key: string | undefined;
  /** Its script. */
  clerkJs: URL | undefined;
  /** Its own tag; absent where the shim inserts it. */
  clerkTag: Element | undefined;
}

/** Whether the page's Content Security Policies let the shim, its calls and ClerkJS be. */
export function checkPolicies(page: Page, tag: Element, policies: Policy[], clerk: ClerkFound): PageFinding[] {
  const { clerkJs, clerkTag } = clerk;
  const { url, base, options } = page;
  const findings: PageFinding[] = [];
  const forbid = (
    id: string,
    policy: Policy,
    directive: string,
    what: string,
    word: string,
    severity: PageFinding['severity'] = 'fault',
  ) => {
    const found = directiveOf(policy, directive);
    const words = (found?.words ?? []).filter((each) => !/^'none'$/i.test(each));
    findings.push({
      id,
      severity,
      seen: `The page's Content Security Policy forbids ${what} (${found?.name} ${found?.words.join(' ') || "'none'"})`,
      change: 'Allow it',
      paste: [`${directive} ${[...words, word].join(' ')}`],
    });
  };
  const { src } = tag.attributes;
  const file = src !== undefined && URL.canParse(src, base) ? new URL(src, base) : undefined;
  const frontendApi = frontendApiOf(page, clerk.key);
  // The shim copies the nonce of its own tag.
  const ofClerk = clerkTag?.attributes ?? { nonce: tag.attributes.nonce };

  for (const policy of policies) {
    if (!allows(policy, 'connect-src', options.url, url)) {
      forbid('policy-connect', policy, 'connect-src', `calls to ${options.url.origin}`, options.url.origin);
    }
    if (file && !allowsScript(policy, file, url, tag.attributes)) {
      forbid('policy-script', policy, 'script-src', `the tag's file ${file.href}`, sourceOf(file, url));
    }
    if (clerkJs && !allowsScript(policy, clerkJs, url, ofClerk, !clerkTag)) {
      forbid('policy-clerk-script', policy, 'script-src', `ClerkJS (${clerkJs.origin})`, sourceOf(clerkJs, url));
    }
    if (frontendApi && !allows(policy, 'connect-src', frontendApi, url)) {
      forbid(
        'policy-clerk-connect',
        policy,
        'connect-src',
        'ClerkJS to reach its Frontend API',
        sourceOf(frontendApi, url),
      );
    }
    const workers = directiveOf(policy, 'worker-src');
    if ((clerkJs || frontendApi) && workers && !workers.words.includes('blob:')) {
      forbid('policy-worker', policy, 'worker-src', "the worker in which ClerkJS's timers run", 'blob:', 'warning');
    }
    if (!clerkTag && clerkJs) findings.push(...trustedTypes(policy));
  }
  return findings;
}

/** Where ClerkJS finds Clerk: behind a proxy, or at the host that the key names. */
function frontendApiOf({ document, base }: Page, key = ''): URL | undefined {
  const proxy = document.scripts.map(({ attributes }) => attributes['data-clerk-proxy-url']).find(Boolean);
  if (proxy && URL.canParse(proxy, base)) return new URL(proxy, base);
  const host = hostOfKey(key);
  return host ? new URL(`https://${host}/`) : undefined;
}

const sourceOf = (url: URL, page: URL) => (url.origin === page.origin ? "'self'" : url.origin);

/** The shim makes a policy of its own when it inserts ClerkJS (G3). */
function trustedTypes(policy: Policy): PageFinding[] {
  const names = policy.get('trusted-types');
  const isRequired = policy.get('require-trusted-types-for')?.includes("'script'");
  if (!isRequired || !names || names.includes('*') || names.includes('clerk-ajax')) return [];
  return [
    {
      id: 'trusted-types',
      severity: 'fault',
      seen: `The page's Trusted Types do not know the policy with which clerk-ajax loads ClerkJS (trusted-types ${names.join(' ')})`,
      change: 'Allow it',
      paste: [`trusted-types ${[...names.filter((name) => name !== "'none'"), 'clerk-ajax'].join(' ')}`],
    },
  ];
}
