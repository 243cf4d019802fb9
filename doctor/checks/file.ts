import type { Asker } from '../asking/asker.ts';
import { NotAsked } from '../asking/failures.ts';
import { distFile, integrityOf } from '../packageFiles.ts';
import type { Element } from '../page/document.ts';
import { browserHeaders } from '../subject.ts';
import type { Page, PageFinding } from './page.ts';

/** Whether the tag's file is there, and the one that `integrity` names. Files of other hosts are not asked for. */
export async function checkFile(page: Page, { attributes }: Element, asker: Asker): Promise<PageFinding[]> {
  const { src, integrity, crossorigin } = attributes;
  if (src === undefined) return [];
  if (!URL.canParse(src, page.base)) {
    return [
      {
        id: 'tag-file',
        severity: 'fault',
        seen: `The tag's src "${src}" is not a URL`,
        change: 'Give it the address of the file',
      },
    ];
  }
  const url = new URL(src, page.base);
  const findings: PageFinding[] = [];
  if (integrity && url.origin !== page.url.origin && crossorigin === undefined) {
    const seen = 'The tag has an integrity and a file of another origin, and browsers refuse that without crossorigin';
    findings.push({
      id: 'tag-crossorigin',
      severity: 'fault',
      seen,
      change: 'Add the attribute',
      paste: ['crossorigin="anonymous"'],
    });
  }
  if (url.hostname !== page.url.hostname) return [...findings, ...ofOtherHost(url, integrity)];

  const headers = browserHeaders({ page: page.url, distance: 'same origin' });
  const answer = await asker.attempt({ method: 'GET', url, headers, body: true });
  if (answer instanceof NotAsked || answer.status !== 200) {
    const why = answer instanceof NotAsked ? `cannot be had: ${answer.message}` : `answers ${answer.status}`;
    const seen = `The tag's file ${url.href} ${why}`;
    return [
      ...findings,
      { id: 'tag-file', severity: 'fault', seen, change: 'Put the file there, or give the tag its address' },
    ];
  }
  if (integrity && !matches(integrity, answer.body)) {
    const seen = "The tag's integrity is that of another file, so that browsers refuse it";
    const paste = [`integrity="${integrityOf(answer.body)}"`];
    findings.push({ id: 'integrity', severity: 'fault', seen, change: 'Use the one of this file', paste });
  }
  return findings;
}

/** A CDN has the files of each version; that of this version is known. */
function ofOtherHost({ pathname }: URL, integrity: string | undefined): PageFinding[] {
  const name = pathname.split('/').pop() ?? '';
  const file = distFile(name);
  if (!integrity || !file || matches(integrity, file)) return [];
  const seen = `The tag's integrity is not that of ${name} of this version`;
  const change = 'If the file is of this version, use this one; npx clerk-ajax@<version> check knows those of others';
  return [{ id: 'integrity', severity: 'warning', seen, change, paste: [`integrity="${integrityOf(file)}"`] }];
}

/** Of several hashes, those of the strongest algorithm count (https://www.w3.org/TR/SRI/#get-the-strongest-metadata-from-set). */
function matches(integrity: string, content: Buffer): boolean {
  const hashes = integrity.split(/\s+/).filter((hash) => /^sha(?:256|384|512)-/.test(hash));
  const strongest = ['sha512', 'sha384', 'sha256'].find((name) => hashes.some((hash) => hash.startsWith(name)));
  return !strongest || hashes.map((hash) => hash.split('?')[0]).includes(integrityOf(content, strongest));
}
