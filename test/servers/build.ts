import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';

/** What every script for a browser is built with: syntax that the oldest engine under test reads. */
export const BROWSER_BUILD = {
  absWorkingDir: fileURLToPath(new URL('../../', import.meta.url)),
  bundle: true,
  format: 'iife',
  target: 'chrome74',
  charset: 'utf8',
  // The package says that its modules have no side effects, which holds for the product alone.
  ignoreAnnotations: true,
  // Where an entry is a package itself.
  nodePaths: [fileURLToPath(new URL('../interop/node_modules', import.meta.url))],
  // Packages that run in Node, too, ask for these where there is no page.
  external: ['path', 'url'],
  write: false,
  logLevel: 'silent',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
} as const satisfies BuildOptions;

const built = new Map<string, Promise<string>>();

/** Makes one classic script of a module; `global` is the name under which its exports are on `window`. */
export function buildClassic(entry: string, global?: string): Promise<string> {
  const key = `${global} ${entry}`;
  let script = built.get(key);
  if (!script) {
    script = build({ ...BROWSER_BUILD, entryPoints: [entry], ...(global ? { globalName: global } : {}) }).then(
      ({ outputFiles }) => outputFiles[0]?.text ?? '',
    );
    built.set(key, script);
  }
  return script;
}
