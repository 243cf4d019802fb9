import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { readSubject, sizeOf } from './bundle.ts';

/**
 * What each module of the subject adds to it: the bytes (brotli) that the whole has more than the whole without it. Their
 * sum is less than the whole, since modules share words.
 */
export function sharesOfModules(): Record<string, number> {
  const lines = readSubject().split('\n');
  const map = new TraceMap(readFileSync(join(import.meta.dirname, '../dist/clerk-ajax.min.js.map'), 'utf8'));
  const texts = new Map<string, string>();
  decodedMappings(map).forEach((segments, line) => {
    segments.forEach(([column, source], i) => {
      const name = /build\/(.*)\.js$/.exec(map.sources[source ?? -1] ?? '')?.[1] ?? 'rollup';
      const text = lines[line]?.slice(column, segments[i + 1]?.[0]) ?? '';
      texts.set(name, (texts.get(name) ?? '') + text);
    });
  });
  const sizeOfAllBut = (left?: string) =>
    sizeOf([...texts].map(([name, text]) => (name === left ? '' : text)).join('')).brotli;
  const whole = sizeOfAllBut();
  return Object.fromEntries(
    [...texts.keys()].map((name) => [name, whole - sizeOfAllBut(name)] as const).sort(([, a], [, b]) => b - a),
  );
}
