import { Script } from 'node:vm';
import type { Found } from '../finding.ts';
import { type Findings, findings } from '../findings.ts';
import type { Answer, HttpClient } from '../http/client.ts';
import { RequestFailed } from '../http/failures.ts';
import { redirectOf } from '../http/redirect.ts';
import { distFile, integrityOf } from '../packageFiles.ts';
import { decodeText } from '../page/decodeText.ts';
import type { Element } from '../page/document.ts';
import { baseOf, type Page } from '../page/page.ts';
import { isScriptType } from '../page/tag.ts';
import { browserHeaders } from '../subject.ts';

/** Whether the tag's file is there, and the one that `integrity` names. Files of other hosts are not requested. */
export async function checkFile(page: Page, tag: Element, client: HttpClient): Promise<Found[]> {
  const { src, integrity } = tag.attributes;
  const found = findings();
  if (src === undefined) return found.list;
  const base = baseOf(page.document, page.url, tag);
  if (!URL.canParse(src, base)) {
    found.fault('tag-file', `The tag's src "${src}" is not a URL`, 'Give it the address of the file');
    return found.list;
  }
  let url = new URL(src, base);
  let answer: Answer | RequestFailed;
  for (let redirects = 0; ; redirects++) {
    addCrossOrigin(page, tag, url, found);
    if (url.hostname !== page.url.hostname) {
      addOtherHost(url, integrity, found);
      return found.list;
    }
    const headers = browserHeaders({ page: page.url, distance: 'same origin' });
    answer = await client.trySend({ method: 'GET', url, headers, body: 'all' });
    const location = answer instanceof RequestFailed || redirects === MOST_REDIRECTS ? undefined : redirectOf(answer);
    if (!location) break;
    url = location;
  }
  const why = answer instanceof RequestFailed ? `cannot be had: ${answer.message}` : whyNoScript(answer);
  if (why)
    found.fault('tag-file', `The tag's file ${url.href} ${why}`, 'Put the file there, or give the tag its address');
  else if (integrity && !(answer instanceof RequestFailed) && !matches(integrity, answer.body)) {
    const seen = "The tag's integrity is that of another file, so that browsers refuse it";
    const paste = [`integrity="${integrityOf(answer.body)}"`];
    found.fault('integrity', seen, 'Use the one of this file', { paste });
  }
  return found.list;
}

/** Browsers follow 20. */
const MOST_REDIRECTS = 3;

function addCrossOrigin({ url: page }: Page, { attributes }: Element, url: URL, found: Findings): void {
  const { integrity, crossorigin } = attributes;
  if (!integrity || url.origin === page.origin || crossorigin !== undefined || found.list.length) return;
  const seen = 'The tag has an integrity and a file of another origin, and browsers refuse that without crossorigin';
  found.fault('tag-crossorigin', seen, 'Add the attribute', { paste: ['crossorigin="anonymous"'] });
}

/** Why browsers do not run an answer as a classic script. */
function whyNoScript(answer: Answer): string | undefined {
  const { status, header } = answer;
  if (status < 200 || status > 299) return `answers ${status}`;
  const type = (header('content-type') ?? '').split(';')[0]?.trim() ?? '';
  const isStrict = header('x-content-type-options')?.split(',')[0]?.trim().toLowerCase() === 'nosniff';
  if (isStrict ? !isScriptType(type) : /^(?:audio|image|video)\/|^text\/csv$/i.test(type))
    return `has the type "${type}"${isStrict ? ' with X-Content-Type-Options: nosniff' : ''}, and browsers run no such script`;
  const text = decodeText(answer);
  if (!text.trim()) return 'is empty';
  try {
    // It is compiled, and not run.
    new Script(text);
    return undefined;
  } catch {
    return `is no script: it begins with "${text.trim().slice(0, 40)}"`;
  }
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
