import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { parse } from 'acorn';
import { readSubject, sizeOf } from './bundle.ts';

/**
 * The code of the subject by module of `src/`, taken apart by its source map.
 *
 * @param silent whether to leave the messages out
 */
function textsOfModules(silent = false): Map<string, string> {
  const code = readSubject();
  const left = silent ? messagesOf(code) : new Set();
  const map = new TraceMap(readFileSync(join(import.meta.dirname, '../dist/clerk-ajax.min.js.map'), 'utf8'));
  const texts = new Map<string, string>();
  let start = 0;
  for (const [line, text] of code.split('\n').entries()) {
    const segments = decodedMappings(map)[line] ?? [];
    for (const [i, [column, source]] of segments.entries()) {
      const name = /build\/(.*)\.js$/.exec(map.sources[source ?? -1] ?? '')?.[1] ?? 'rollup';
      const end = segments[i + 1]?.[0] ?? text.length;
      const kept = [...text.slice(column, end)].filter((_, at) => !left.has(start + column + at));
      texts.set(name, (texts.get(name) ?? '') + kept.join(''));
    }
    start += text.length + 1;
  }
  return texts;
}

/** The places of all characters of strings that are sentences. */
function messagesOf(code: string): Set<number> {
  const places = new Set<number>();
  const visit = (node: unknown): void => {
    if (!node || typeof node !== 'object') return;
    for (const child of Object.values(node)) visit(child);
    const { type, value, start, end } = node as { type?: string; value?: unknown; start: number; end: number };
    const text = type === 'TemplateElement' ? (value as { raw: string }).raw : type === 'Literal' ? value : '';
    if (typeof text !== 'string' || !/[a-z,:)] [a-z"(]/.test(text)) return;
    const quote = type === 'Literal' ? 1 : 0;
    for (let at = start + quote; at < end - quote; at++) places.add(at);
  };
  visit(parse(code, { ecmaVersion: 2019 }));
  return places;
}

/** The bytes (brotli) of the modules that are chosen, together. */
const sizeOfModules = (texts: Map<string, string>, chosen: (name: string) => boolean): number =>
  sizeOf(
    [...texts]
      .filter(([name]) => chosen(name))
      .map(([, text]) => text)
      .join(''),
  ).brotli;

/**
 * What each module of the subject adds to it: the bytes (brotli) that the whole has more than the whole without it. Their
 * sum is less than the whole, since modules share words.
 */
export function sharesOfModules(): Record<string, number> {
  const texts = textsOfModules();
  const whole = sizeOfModules(texts, () => true);
  return Object.fromEntries(
    [...texts.keys()]
      .map((name) => [name, whole - sizeOfModules(texts, (each) => each !== name)] as const)
      .sort(([, a], [, b]) => b - a),
  );
}

/** Rules A, F and H. */
const AROUND = ['script', 'index', 'install', 'config/options', 'calls/explain', 'messages', 'clerk/loadClerk'];
/** Rules D6 and E, which are about what a page could notice, with what gets into the calls. */
const INTERCEPTORS = [
  'channels/xhr',
  'channels/fetch',
  'platform/retarget',
  'platform/snapshot',
  'platform/strings',
  'platform/replaceMethod',
  'platform/descriptor',
  'platform/natives',
];

/** How large the subject would be with less and less in it: what no way of writing the rest could save. */
export function sizesOfParts(): Record<string, number> {
  const silent = textsOfModules(true);
  return {
    all: sizeOfModules(textsOfModules(), () => true),
    'without any message': sizeOfModules(silent, () => true),
    '… and without rules A, F and H': sizeOfModules(silent, (name) => !AROUND.includes(name)),
    '… and without Clerk, waiting, source list and URLs: `fetch` and XHR alone': sizeOfModules(silent, (name) =>
      INTERCEPTORS.includes(name),
    ),
  };
}
