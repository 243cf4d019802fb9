import type { Send } from '../src/types.ts';
import { checkFile } from './checks/file.ts';
import { checkKey } from './checks/key.ts';
import { checkPolicies } from './checks/policies.ts';
import { checkReached } from './checks/reached.ts';
import { checkTag } from './checks/tag.ts';
import type { Found } from './finding.ts';
import { findings } from './findings.ts';
import type { HttpClient } from './http/client.ts';
import type { Options } from './options.ts';
import { readDocument } from './page/document.ts';
import { openPage } from './page/openPage.ts';
import type { Page } from './page/page.ts';
import { policiesOf } from './page/policy.ts';
import { isClerkJs, isShim, readTag, sourceFor } from './page/tag.ts';

/** What the page says. */
export interface PageReport {
  findings: Found[];
  /** What the tag gives to calls to the backend. */
  send?: Send[];
  /** The publishable key. */
  key?: string;
  /** `data-session-param`. */
  param?: string;
}

/** Looks at the page's HTML: its tag of clerk-ajax, and its policies. @throws RequestFailed if there is no answer */
export async function checkPage(options: Options, client: HttpClient): Promise<PageReport> {
  const answer = await openPage(options, client);
  const reached = checkReached(options, answer);
  if (reached.some(({ severity }) => severity === 'fault')) return { findings: reached };
  const document = readDocument(answer.body.toString());
  const base = document.base && URL.canParse(document.base, answer.url.href) ? document.base : '';
  const page: Page = { url: answer.url, base: new URL(base, answer.url).href, document, options };

  const tags = document.scripts.filter(isShim);
  const [tag] = tags;
  if (!tag) return { findings: [...reached, ...missingTag(options)] };
  const read = readTag(tag, page.url, page.base);
  const source = sourceFor(read, options.url, page.url, page.base);
  const clerkTag = document.scripts.find(isClerkJs);
  const key =
    (tag.attributes['data-clerk-publishable-key'] ?? clerkTag?.attributes['data-clerk-publishable-key']) || undefined;
  const clerkJs = clerkTag?.attributes.src ? new URL(clerkTag.attributes.src, page.base) : read.clerkJs;
  const policies = policiesOf(answer.header('content-security-policy'), document.metas);
  return {
    findings: [
      ...reached,
      ...checkTag(page, tags, read, source),
      ...(await checkFile(page, tag, client)),
      ...checkPolicies(page, tag, policies, { key: options.key ?? key, clerkJs, clerkTag }),
      ...checkKey(options.key, key, clerkTag !== undefined || read.clerkJs !== undefined),
    ],
    param: read.settings.param,
    ...(source && { send: source.sends as Send[] }),
    ...(key !== undefined && { key }),
  };
}

function missingTag({ url, send }: Options): Found[] {
  const attribute = send && !send.includes('session-token') ? 'data-backend-origins' : 'data-token-origins';
  const found = findings();
  const change = 'Put it first into <head>; if a bundle or a tag manager brings it in, leave out --tag';
  const paste = [`<script src="/js/clerk-ajax.min.js" ${attribute}="${url.origin}"></script>`];
  found.fault('tag-missing', "The page's HTML has no tag of clerk-ajax", change, { paste });
  return found.list;
}
