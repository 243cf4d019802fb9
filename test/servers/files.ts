import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildClassic } from './build.ts';
import { microsoftAjax } from './microsoftAjax.ts';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const TYPES: Record<string, string> = {
  '.js': 'text/javascript; charset=utf-8',
  '.cjs': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.map': 'application/json',
  '.json': 'application/json',
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
};

/** Folders that have a `node_modules/`, in the order in which Node looks there for the innermost. */
const PACKAGES = ['test/interop', 'test', ''];

/** The folder of an npm package, relative to the project. @throws an Error if it is not installed */
export function folderOfPackage(name: string): string {
  const folders = PACKAGES.map((folder) => join(folder, 'node_modules', name));
  const found = folders.find((folder) => existsSync(join(ROOT, folder)));
  if (!found) throw new Error(`the package ${name} is not installed`);
  return found;
}

/** Scripts that are built from TypeScript when they are asked for. */
const SUPPORT: Record<string, string> = {
  '/support/capture.js': 'test/kit/frame/capture.ts',
  '/support/run.js': 'test/kit/frame/run.ts',
  '/support/fake-clerk.js': 'test/kit/frame/fakeClerk.ts',
};

/** Scripts that were built beforehand, such as the bundle of the tests. */
export const builtScripts = new Map<string, string>();

/** Where Debian's packages have their scripts for browsers. */
export const DEBIAN = '/usr/share/javascript';

/**
 * Serves `/dist/…`, `/node_modules/…`, `/debian/…`, `/README.md`, `/support/…`, and `/iife/<Global>/<package or file of one>`: a package of ES or
 * CommonJS modules as one classic script.
 */
export async function serveFile(path: string, res: ServerResponse): Promise<void> {
  const [content, type] = await contentOf(path);
  if (content === undefined) {
    res.writeHead(404, { 'Content-Type': 'text/plain' }).end(`no file ${path}`);
    return;
  }
  if (!res.hasHeader('Cache-Control')) res.setHeader('Cache-Control', 'no-cache');
  if (!res.hasHeader('Access-Control-Allow-Origin')) res.setHeader('Access-Control-Allow-Origin', '*');
  res.setHeader('Content-Type', type);
  res.setHeader('Content-Length', Buffer.byteLength(content));
  res.end(content);
}

async function contentOf(path: string): Promise<[content: string | Buffer | undefined, type: string]> {
  const script = TYPES['.js'] as string;
  const built = builtScripts.get(path);
  if (built !== undefined) return [built, script];
  const source = SUPPORT[path];
  if (source) return [await buildClassic(join(ROOT, source)), script];
  const iife = /^\/iife\/(\w+)\/(.+)$/.exec(path);
  if (iife) return [await buildClassic(iife[2] as string, iife[1]), script];

  const microsoft = /^\/debian\/microsoft-ajax\/([\w.]+)$/.exec(path);
  if (microsoft) return [await microsoftAjax(microsoft[1] as string), script];

  const clean = normalize(path);
  if (!/^\/((debian|dist|node_modules)\/|README\.md$)/.test(clean)) return [undefined, ''];
  const type = TYPES[extname(clean)] ?? 'application/octet-stream';
  for (const folder of clean.startsWith('/node_modules/') ? PACKAGES : ['']) {
    const file = clean.startsWith('/debian/') ? clean.replace('/debian', DEBIAN) : join(ROOT, folder, clean);
    const content = await readFile(file).catch(() => undefined);
    if (content) return [content, type];
  }
  return [undefined, type];
}
