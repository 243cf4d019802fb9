import type { ConfiguredSource } from '../../src/config/options.ts';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { Element } from '../page/document.ts';
import type { Page } from '../page/page.ts';
import { isBlocking, isClassic, isShim, type TagRead } from '../page/tag.ts';

/** Whether the tag is where and as it must be, and whether it names the backend. */
export function checkTag(page: Page, tags: Element[], read: TagRead, source: ConfiguredSource | undefined): Found[] {
  const [tag] = tags as [Element];
  const found = findings();
  if (!isClassic(tag)) {
    const { type, nomodule } = tag.attributes;
    const what = nomodule === undefined ? `type="${type}"` : 'nomodule';
    const seen = `The tag has ${what}, with which the script does not find its tag, or does not run`;
    found.fault('tag-not-classic', seen, `Take ${what} away`);
  }
  if (tags.length > 1) {
    const seen = `The page has ${tags.length} tags of clerk-ajax, and the first one counts`;
    found.warning('tag-twice', seen, 'Leave one');
  }
  addPlace(page, tag, found);

  const add = read.settings.sources.length ? found.warning : found.fault;
  for (const fault of read.faults) add('attribute', `The tag's ${fault}`, 'Write it so');
  for (const name of read.unknown) {
    found.warning('attribute-unknown', `Nothing reads the tag's ${name}`, 'Is it misspelt?');
  }
  if (!source && read.settings.sources.length) {
    const { url } = page.options;
    const named = read.settings.sources.map(({ text }) => text).join(' ');
    const seen = `The tag names ${named}, and no source of these matches ${url.href}`;
    const attribute = 'data-token-origins' in tag.attributes ? 'data-token-origins' : 'data-backend-origins';
    const paste = [`${attribute}="${tag.attributes[attribute]} ${url.origin}"`];
    found.fault('tag-other-backend', seen, 'Add it', { paste });
  }
  return found.list;
}

function addPlace({ document }: Page, tag: Element, found: Findings): void {
  const before = document.scripts
    .slice(0, document.scripts.indexOf(tag))
    .filter((script) => isBlocking(script) && !isShim(script));
  const [first] = before;
  if (!isBlocking(tag) && isClassic(tag)) {
    const word = 'async' in tag.attributes ? 'async' : 'defer';
    const seen = `The tag has ${word}: calls that are made before it runs go without a session`;
    found.warning('tag-late', seen, `Take ${word} away`);
  }
  if (!first) return;
  const name = first.attributes.src ?? 'an inline script';
  const those = before.length > 1 ? `${before.length} other scripts stand` : 'Another script stands';
  const seen = `${those} before the tag (${name}), so that calls of such a script may go without a session`;
  found.warning('tag-not-first', seen, 'Put the tag first into <head>');
}
