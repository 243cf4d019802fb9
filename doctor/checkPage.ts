import type { ConfiguredSource, Settings } from '../src/config/options.ts';
import { checkClerkJs } from './checks/clerkJs.ts';
import { checkFile } from './checks/file.ts';
import { checkPolicies } from './checks/policies.ts';
import { checkReached } from './checks/reached.ts';
import { checkTag } from './checks/tag.ts';
import type { Found } from './finding.ts';
import { findings } from './findings.ts';
import type { Answer, HttpClient } from './http/client.ts';
import type { Options } from './options.ts';
import { type ClerkOnPage, findClerk } from './page/clerkOnPage.ts';
import { decodeText } from './page/decodeText.ts';
import { type Element, readDocument } from './page/document.ts';
import { openPage } from './page/openPage.ts';
import { baseOf, type Page } from './page/page.ts';
import { policiesOf } from './page/policy.ts';
import { isShim, readTag, sourceFor } from './page/tag.ts';
import { type WarmStart, warmStartOf } from './page/warmStart.ts';
import { withinTime } from './page/withinTime.ts';

/** What the page says. */
export interface PageReport {
  findings: Found[];
  /** What the tag gives to calls to the backend. */
  source?: ConfiguredSource;
  settings?: Settings;
  warmStart?: WarmStart;
  /** The publishable key. */
  key?: string;
}

/** A page that a browser has saved, as if it had just been loaded. */
const savedPage = ({ page, html = '' }: Options): Answer => ({
  url: page,
  status: 200,
  header: () => undefined,
  body: Buffer.from(html),
  time: Date.now(),
});

/** Looks at the page's HTML: its tags, and its policies. @throws RequestFailed if there is no answer, or too much of it */
export async function checkPage(options: Options, client: HttpClient): Promise<PageReport> {
  const answer = options.html === undefined ? await openPage(options, client) : savedPage(options);
  const read = withinTime(() => readPage(options, answer));
  if (!('tag' in read)) return read;
  const { page, tag, clerk, ...report } = read;
  const ofFile = await checkFile(page, tag, client);
  return { ...report, findings: [...report.findings, ...ofFile, ...(await checkClerkJs(page, clerk, client))] };
}

/** What takes no further request. */
function readPage(
  options: Options,
  answer: Answer,
): PageReport | (PageReport & { page: Page; tag: Element; clerk: ClerkOnPage }) {
  const document = readDocument(decodeText(answer));
  const page: Page = { url: answer.url, base: baseOf(document, answer.url), document, options };

  const tags = document.scripts.filter(isShim);
  const [tag] = tags;
  const reached = checkReached(options, answer, tag !== undefined);
  if (reached.length) return { findings: reached };
  if (!tag) return { findings: missingTag(options) };
  const read = readTag(tag, page.url, page.base);
  const source = sourceFor(read, options.url, page.url, page.base);
  const clerk = findClerk(page, read);
  const policies = policiesOf(answer.header('content-security-policy'), document.metas);
  return {
    page,
    tag,
    clerk,
    findings: [...checkTag(page, tags, read, source), ...checkPolicies(page, tag, policies, clerk)],
    settings: read.settings,
    ...(source && { source, warmStart: warmStartOf(page, read, source) }),
    ...(clerk.key !== undefined && { key: clerk.key }),
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
