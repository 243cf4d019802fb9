import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { HttpClient } from '../http/client.ts';
import { RequestFailed } from '../http/failures.ts';
import { distFile, integrityOf } from '../packageFiles.ts';
import type { Element } from '../page/document.ts';
import type { Page } from '../page/page.ts';
import { browserHeaders } from '../subject.ts';

/** Whether the tag's file is there, and the one that `integrity` names. Files of other hosts are not requested. */
export async function checkFile(page: Page, { attributes }: Element, client: HttpClient): Promise<Found[]> {
  const { src, integrity, crossorigin } = attributes;
  const found = findings();
  if (src === undefined) return found.list;
  if (!URL.canParse(src, page.base)) {
    found.fault('tag-file', `The tag's src "${src}" is not a URL`, 'Give it the address of the file');
    return found.list;
  }
  const url = new URL(src, page.base);
  if (integrity && url.origin !== page.url.origin && crossorigin === undefined) {
    const seen = 'The tag has an integrity and a file of another origin, and browsers refuse that without crossorigin';
    found.fault('tag-crossorigin', seen, 'Add the attribute', { paste: ['crossorigin="anonymous"'] });
  }
  if (url.hostname !== page.url.hostname) {
    addOtherHost(url, integrity, found);
    return found.list;
  }
  const headers = browserHeaders({ page: page.url, distance: 'same origin' });
  const answer = await client.trySend({ method: 'GET', url, headers, body: 'all' });
  if (answer instanceof RequestFailed || answer.status !== 200) {
    const why = answer instanceof RequestFailed ? `cannot be had: ${answer.message}` : `answers ${answer.status}`;
    const seen = `The tag's file ${url.href} ${why}`;
    found.fault('tag-file', seen, 'Put the file there, or give the tag its address');
  } else if (integrity && !matches(integrity, answer.body)) {
    const seen = "The tag's integrity is that of another file, so that browsers refuse it";
    const paste = [`integrity="${integrityOf(answer.body)}"`];
    found.fault('integrity', seen, 'Use the one of this file', { paste });
  }
  return found.list;
}

/** A CDN has the files of each version; that of this version is known. */
function addOtherHost({ pathname }: URL, integrity: string | undefined, found: Findings): void {
  const name = pathname.split('/').pop() ?? '';
  const file = distFile(name);
  if (!integrity || !file || matches(integrity, file)) return;
  const seen = `The tag's integrity is not that of ${name} of this version`;
  const change = 'If the file is of this version, use this one; npx clerk-ajax@<version> check knows those of others';
  found.warning('integrity', seen, change, { paste: [`integrity="${integrityOf(file)}"`] });
}

/** Of several hashes, those of the strongest algorithm count (https://www.w3.org/TR/SRI/#get-the-strongest-metadata-from-set). */
function matches(integrity: string, content: Buffer): boolean {
  const hashes = integrity.split(/\s+/).filter((hash) => /^sha(?:256|384|512)-/.test(hash));
  const strongest = ['sha512', 'sha384', 'sha256'].find((name) => hashes.some((hash) => hash.startsWith(name)));
  return !strongest || hashes.map((hash) => hash.split('?')[0]).includes(integrityOf(content, strongest));
}
