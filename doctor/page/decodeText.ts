import type { Answer } from '../http/client.ts';

/** Turns the bytes of a page or a script into text as browsers do (https://html.spec.whatwg.org/#determining-the-character-encoding). */
export function decodeText({ body, header }: Pick<Answer, 'body' | 'header'>): string {
  const [mark] = [/^\xff\xfe/, /^\xfe\xff/, /^\xef\xbb\xbf/].flatMap((each, index) =>
    each.test(body.toString('latin1', 0, 3)) ? MARKED[index] : [],
  );
  const declared = CHARSET.exec(header('content-type') ?? '')?.[1];
  // Who could read it there cannot have UTF-16.
  const inside = CHARSET.exec(/<meta[^>]+charset[^>]*/i.exec(body.toString('latin1', 0, 1024))?.[0] ?? '')?.[1];
  return decoderOf(mark ?? declared ?? inside?.replace(/^utf-?16.*/i, 'utf-8')).decode(body);
}

const MARKED = ['utf-16le', 'utf-16be', 'utf-8'];

const CHARSET = /charset\s*=\s*["']?\s*([\w:.-]+)/i;

function decoderOf(label = 'utf-8'): TextDecoder {
  try {
    return new TextDecoder(label);
  } catch {
    return new TextDecoder();
  }
}
