import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ROOT } from '../test/servers/files.ts';

/** In bytes. */
export const sizeOf = (script: string) => ({
  minified: Buffer.byteLength(script),
  gzip: gzipSync(script, { level: 9 }).length,
  brotli: brotliCompressSync(script).length,
});

/** What is measured: the core, or a file that has more. */
export const readSubject = (name = 'clerk-ajax.min.js'): string => readFileSync(join(ROOT, 'dist', name), 'utf8');

/** Of a package that is installed for bench/, or for all. */
export function versionOf(name: string): string {
  const places = [import.meta.dirname, ROOT].map((place) => join(place, 'node_modules', name, 'package.json'));
  return JSON.parse(readFileSync(places.find(existsSync) ?? '', 'utf8')).version;
}
