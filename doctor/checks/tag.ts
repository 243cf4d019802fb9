import type { ConfiguredSource } from '../../src/config/options.ts';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { Element } from '../page/document.ts';
import type { Page } from '../page/page.ts';
import {
  corrected,
  exclusionOf,
  isBlocking,
  isClassic,
  isShim,
  readTag,
  sourceFor,
  type TagRead,
} from '../page/tag.ts';

/** Whether the tag is where and as it must be, and whether it names the backend. */
export function checkTag(page: Page, tags: Element[], read: TagRead, source: ConfiguredSource | undefined): Found[] {
  const [tag] = tags as [Element];
  const found = findings();
  if (!isClassic(tag)) {
    const { type, language, nomodule } = tag.attributes;
    const kind = type === undefined ? `language="${language}"` : `type="${type}"`;
    const what = nomodule === undefined ? kind : 'nomodule';
    const seen = `The tag has ${what}, with which the script does not find its tag, or does not run`;
    found.fault('tag-not-classic', seen, `Take ${what} away`);
  }
  if (tags.length > 1) {
    const seen = `The page has ${tags.length} tags of clerk-ajax, and the first one counts`;
    found.warning('tag-twice', seen, 'Leave one');
  }
  addPlace(page, tag, found);

  addAttributes(page, tag, read, source, found);
  return found.list;
}

/** What the attributes say, and what they were probably meant to say. */
function addAttributes(page: Page, tag: Element, read: TagRead, source: ConfiguredSource | undefined, found: Findings) {
  const { url } = page.options;
  const { settings } = read;
  const right = readTag(corrected(tag, read), page.url, page.base);
  const meantSource = sourceFor(right, url, page.url, page.base);
  for (const { name, meant } of read.unknown) {
    if (!meant) {
      found.warning('attribute-unknown', `Nothing reads the tag's ${name}`, 'Is it misspelt?');
      continue;
    }
    const changes = /-origins$/.test(meant) && meantSource?.text !== source?.text;
    const add = changes && !source ? found.fault : found.warning;
    const paste = [`${meant}="${tag.attributes[name]}"`];
    const seen = `Nothing reads ${name}; did you mean ${meant}?`;
    add(changes ? 'list-misspelt' : 'attribute-misspelt', seen, 'Correct the name', { paste });
  }
  const add = settings.sources.length ? found.warning : found.fault;
  // That there is no key is the check of ClerkJS's.
  const faults = read.faults.filter(
    (fault) => right.faults.includes(fault) && !fault.startsWith('data-clerk-publishable-key '),
  );
  for (const fault of faults) add('attribute', `The tag's ${fault}`, 'Correct the value');
  const excluded = exclusionOf(read, url, page.url, page.base);
  if (excluded) {
    const seen = `The tag's data-exclude names ${excluded.text}: calls to ${url.href} go without a session`;
    found.fault('tag-excludes', seen, 'Take it out of data-exclude, or name its path more precisely');
  } else if (!source && !meantSource && settings.sources.length) {
    const named = settings.sources.map(({ text }) => text).join(' ');
    const seen = `The tag names ${named}, and no source of these matches ${url.href}`;
    const attribute = 'data-token-origins' in tag.attributes ? 'data-token-origins' : 'data-backend-origins';
    const paste = [`${attribute}="${tag.attributes[attribute]} ${url.origin}"`];
    found.fault('tag-other-backend', seen, 'Add it', { paste });
  }
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
