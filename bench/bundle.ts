import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import type { Peer } from './peers.ts';

const HERE = import.meta.dirname;

/** What a page must load, in bytes. */
export interface Size {
  minified: number;
  gzip: number;
  brotli: number;
}

/** One minified classic script of a module of this directory. */
export async function bundle(entry: string, minify = true): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: HERE,
    entryPoints: [entry],
    bundle: true,
    minify,
    format: 'iife',
    target: 'es2020',
    write: false,
    legalComments: 'none',
    // A polyfill that fetch-intercept asks for where there is no fetch.
    external: ['whatwg-fetch'],
    define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
  });
  return outputFiles[0]?.text ?? '';
}

/** Scripts of the pages, by their names in `page/`. */
export async function bundlePages(...names: string[]): Promise<Record<string, string>> {
  const scripts = names.map(async (name) => [name, await bundle(`page/${name}.ts`, false)]);
  return Object.fromEntries(await Promise.all(scripts));
}

export const bundlePeer = (peer: Peer): Promise<string> => bundle(`peers/${peer.name}.ts`);

export function readSubject(): string {
  return readFileSync(join(HERE, '../dist/clerk-ajax.min.js'), 'utf8');
}

export function sizeOf(script: string): Size {
  const bytes = Buffer.from(script);
  return {
    minified: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes).length,
  };
}

export function versionOf(name: string): string {
  return JSON.parse(readFileSync(join(HERE, '../node_modules', name, 'package.json'), 'utf8')).version;
}
