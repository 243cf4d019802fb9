import { readFileSync } from 'node:fs';
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

export const versionOf = (name: string): string =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'node_modules', name, 'package.json'), 'utf8')).version;
