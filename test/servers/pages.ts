import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import iconv from 'iconv-lite';
import type { Attributes, PageDefinition, Part } from '../kit/protocol.ts';

/** The pages under test, as the tests have defined them. */
export class Pages {
  readonly #definitions = new Map<string, PageDefinition>();

  /** Returns the path of the new page. */
  add(definition: PageDefinition): string {
    const id = randomUUID();
    this.#definitions.set(id, definition);
    return `/pages/${id}${definition.path ?? '/'}`;
  }

  serve(id: string, res: ServerResponse): void {
    const definition = this.#definitions.get(id);
    if (!definition) {
      res.writeHead(404).end('no such page');
      return;
    }
    const { charset = 'utf-8', headers = {} } = definition;
    res.writeHead(200, { 'Content-Type': `text/html; charset=${charset}`, 'Cache-Control': 'no-store', ...headers });
    res.end(iconv.encode(documentOf(definition), charset));
  }
}

function documentOf({ base, nonce, head = [], body = [] }: PageDefinition): string {
  const own: Attributes = nonce === undefined ? {} : { nonce };
  const print = (part: Part) => partOf(part, own);
  const parts = [
    '<!doctype html>',
    '<html>',
    '<head>',
    // First of all, so that it sees what the shim's script does, and by its URL, so that a strict policy lets it.
    tag({ src: '/support/capture.js', ...own }),
    ...(base === undefined ? [] : [`<base href="${escapeAttribute(base)}">`]),
    ...head.map(print),
    '</head>',
    '<body>',
    ...body.map(print),
    '</body>',
    '</html>',
  ];
  return parts.join('\n');
}

function partOf(part: Part, own: Attributes): string {
  if ('html' in part) return part.html;
  if ('script' in part) return tag(part.attributes ?? {}, part.script);
  if ('run' in part) return tag({ src: '/support/run.js', 'data-run': `${part.run}`, ...own });
  if ('shim' in part)
    return tag({ src: part.src ?? `/dist/${part.file ?? 'clerk-ajax.min.js'}`, ...own, ...part.shim });
  if ('clerk' in part) {
    const { session } = part.clerk;
    return tag({
      src: part.src ?? '/support/fake-clerk.js',
      'data-clerk-publishable-key': 'pk_test_ZmFrZS5jbGVyay5sb2NhbCQ',
      ...(session === undefined ? {} : { 'data-fake-session': session ?? '' }),
      ...own,
      ...part.attributes,
    });
  }
  return tag({ src: part.src, ...part.attributes });
}

function tag(attributes: Attributes, content = ''): string {
  const list = Object.entries(attributes).map(([name, value]) =>
    value === true ? ` ${name}` : ` ${name}="${escapeAttribute(value)}"`,
  );
  return `<script${list.join('')}>${content}</script>`;
}

function escapeAttribute(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
