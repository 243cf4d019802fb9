import type { Send } from '../../src/types.ts';
import type { Options } from '../arguments.ts';
import type { Answer, Asker } from '../asking/asker.ts';
import type { Finding } from '../finding.ts';
import { version } from '../packageFiles.ts';
import { type Document, readDocument } from '../page/document.ts';
import { policiesOf } from '../page/policy.ts';
import { isClerkJs, isShim, readTag, sourceFor } from '../page/tag.ts';
import { checkFile } from './file.ts';
import { checkPolicies } from './policies.ts';
import { checkTag } from './tag.ts';

/** A finding of the page is one of all ways. */
export type PageFinding = Omit<Finding, 'ways'>;

/** What the page says. */
export interface PageFound {
  findings: PageFinding[];
  /** What the tag gives to calls to the backend. */
  send?: Send[];
  /** The publishable key. */
  key?: string;
  /** `data-session-param`. */
  param?: string;
}

const MOST_REDIRECTS = 3;

/** Asks for the page as a browser does that opens it. */
async function openPage({ page }: Options, asker: Asker): Promise<Answer> {
  const headers = [
    { name: 'Accept', value: 'text/html' },
    { name: 'Accept-Encoding', value: 'gzip, deflate, br' },
    { name: 'Sec-Fetch-Dest', value: 'document' },
    { name: 'Sec-Fetch-Mode', value: 'navigate' },
    { name: 'Sec-Fetch-Site', value: 'none' },
    { name: 'User-Agent', value: `clerk-ajax-check/${version()}` },
  ];
  let url = page;
  for (let redirects = 0; ; redirects++) {
    const answer = await asker.ask({ method: 'GET', url, headers, body: true });
    const location = answer.header('location');
    const isRedirect =
      answer.status >= 300 && answer.status < 400 && location !== undefined && URL.canParse(location, url.href);
    const next = isRedirect ? new URL(location, url) : undefined;
    if (!next || next.hostname !== page.hostname || redirects === MOST_REDIRECTS) return answer;
    url = next;
  }
}

/** Looks at the page's HTML: its tag of clerk-ajax, and its policies. @throws NotAsked if there is no answer */
export async function checkPage(options: Options, asker: Asker): Promise<PageFound> {
  const answer = await openPage(options, asker);
  const found = reachedFinding(options, answer);
  if (found?.severity === 'fault') return { findings: [found] };
  const document = readDocument(answer.body.toString());
  const base = document.base && URL.canParse(document.base, answer.url.href) ? document.base : '';
  const page: Page = { url: answer.url, base: new URL(base, answer.url).href, document, options };

  const tags = document.scripts.filter(isShim);
  const [tag] = tags;
  const findings: PageFinding[] = found ? [found] : [];
  if (!tag) return { findings: [...findings, missingTag(options)] };
  const read = readTag(tag, page.url, page.base);
  const source = sourceFor(read, options.url, page.url, page.base);
  const clerkTag = document.scripts.find(isClerkJs);
  const key =
    (tag.attributes['data-clerk-publishable-key'] ?? clerkTag?.attributes['data-clerk-publishable-key']) || undefined;
  const clerkJs = clerkTag?.attributes.src ? new URL(clerkTag.attributes.src, page.base) : read.clerkJs;
  const policies = policiesOf(answer.header('content-security-policy'), document.metas);
  findings.push(
    ...checkTag(page, tags, read, source),
    ...(await checkFile(page, tag, asker)),
    ...checkPolicies(page, tag, policies, { key: options.key ?? key, clerkJs, clerkTag }),
    ...keyFindings(options.key, key, clerkTag !== undefined || read.clerkJs !== undefined),
  );
  return {
    findings,
    param: read.settings.param,
    ...(source && { send: source.sends as Send[] }),
    ...(key !== undefined && { key }),
  };
}

/** A page as it was read. */
export interface Page {
  /** Where redirects have led. */
  url: URL;
  /** The document's base URL. */
  base: string;
  document: Document;
  options: Options;
}

function reachedFinding({ page }: Options, { status, url, header }: Answer): PageFinding | undefined {
  const location = header('location');
  if (status >= 300 && status < 400 && location !== undefined) {
    const seen = `The page redirects to ${location.split('?')[0]}`;
    return {
      id: 'page-redirect',
      severity: 'fault',
      seen,
      change: 'Name the page that makes the call; --tag sees none that needs a login',
    };
  }
  if (url.origin !== page.origin) {
    const seen = `The page is at ${url.origin} in fact, where ${page.href} redirects to`;
    return { id: 'page-redirect', severity: 'fault', seen, change: `Ask again with --page ${url.href}` };
  }
  if (status < 200 || status > 299) {
    const seen = `The page answers ${status}, and what follows is about that answer`;
    return {
      id: 'page-status',
      severity: 'warning',
      seen,
      change: 'Name a page that needs no login, or leave out --tag',
    };
  }
  return undefined;
}

function missingTag({ url, send }: Options): PageFinding {
  const attribute = send && !send.includes('session-token') ? 'data-backend-origins' : 'data-token-origins';
  return {
    id: 'tag-missing',
    severity: 'fault',
    seen: "The page's HTML has no tag of clerk-ajax",
    change: 'Put it first into <head>; if a bundle or a tag manager brings it in, leave out --tag',
    paste: [`<script src="/js/clerk-ajax.min.js" ${attribute}="${url.origin}"></script>`],
  };
}

function keyFindings(given: string | undefined, found: string | undefined, hasClerk: boolean): PageFinding[] {
  if (given !== undefined && found !== undefined && given !== found) {
    const seen = `The page has the publishable key ${found}, and --key is another`;
    return [
      { id: 'other-key', severity: 'warning', seen, change: 'Use one Clerk instance on the page and in the backend' },
    ];
  }
  if (hasClerk) return [];
  const change =
    'If a bundle has it, put the instance at window.Clerk; else add its tag, or data-clerk-publishable-key to this one';
  return [{ id: 'no-clerk', severity: 'note', seen: "The page's HTML has no tag of ClerkJS", change }];
}
