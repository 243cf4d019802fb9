import type { ConfiguredSource } from '../../src/config/options.ts';
import type { Element } from '../page/document.ts';
import { isBlocking, isClassic, isShim, type TagRead } from '../page/tag.ts';
import type { Page, PageFinding } from './page.ts';

/** Whether the tag is where and as it must be, and whether it names the backend. */
export function checkTag(
  page: Page,
  tags: Element[],
  read: TagRead,
  source: ConfiguredSource | undefined,
): PageFinding[] {
  const [tag] = tags as [Element];
  const findings: PageFinding[] = [];
  const add = (id: string, severity: PageFinding['severity'], seen: string, change: string, ...paste: string[]) =>
    findings.push({ id, severity, seen, change, ...(paste.length && { paste }) });

  if (!isClassic(tag)) {
    const { type, nomodule } = tag.attributes;
    const what = nomodule === undefined ? `type="${type}"` : 'nomodule';
    add(
      'tag-not-classic',
      'fault',
      `The tag has ${what}, with which the script does not find its tag, or does not run`,
      `Take ${what} away`,
    );
  }
  if (tags.length > 1)
    add(
      'tag-twice',
      'warning',
      `The page has ${tags.length} tags of clerk-ajax, and the first one counts`,
      'Leave one',
    );
  checkPlace(page, tag, add);

  for (const fault of read.faults) {
    const isAll = !read.settings.sources.length;
    add('attribute', isAll ? 'fault' : 'warning', `The tag's ${fault}`, 'Write it so');
  }
  for (const name of read.unknown)
    add('attribute-unknown', 'warning', `Nothing reads the tag's ${name}`, 'Is it misspelt?');
  if (!source && read.settings.sources.length) {
    const { url } = page.options;
    const named = read.settings.sources.map(({ text }) => text).join(' ');
    const seen = `The tag names ${named}, and no source of these matches ${url.href}`;
    const attribute = 'data-token-origins' in tag.attributes ? 'data-token-origins' : 'data-backend-origins';
    add('tag-other-backend', 'fault', seen, 'Add it', `${attribute}="${tag.attributes[attribute]} ${url.origin}"`);
  }
  return findings;
}

type Add = (id: string, severity: PageFinding['severity'], seen: string, change: string, ...paste: string[]) => void;

function checkPlace({ document }: Page, tag: Element, add: Add): void {
  const before = document.scripts
    .slice(0, document.scripts.indexOf(tag))
    .filter((script) => isBlocking(script) && !isShim(script));
  const [first] = before;
  if (!isBlocking(tag) && isClassic(tag)) {
    const word = 'async' in tag.attributes ? 'async' : 'defer';
    add(
      'tag-late',
      'warning',
      `The tag has ${word}: calls that are made before it runs go without a session`,
      `Take ${word} away`,
    );
  }
  if (!first) return;
  const name = first.attributes.src ?? 'an inline script';
  const those = before.length > 1 ? `${before.length} other scripts stand` : 'Another script stands';
  const seen = `${those} before the tag (${name}), so that calls of such a script may go without a session`;
  add('tag-not-first', 'warning', seen, 'Put the tag first into <head>');
}
