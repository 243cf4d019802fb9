import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { MEMORY_FLAGS } from '../test/harness/engines/chromium.ts';
import type { EngineName } from '../test/kit/protocol.ts';
import { BROWSER_BUILD } from '../test/servers/build.ts';
import { builtScripts } from '../test/servers/files.ts';
import { runInBrowser } from './browser.ts';
import { sharesOfModules, sizesOfParts } from './modules.ts';
import { peers, subject } from './peers.ts';
import { peerAt } from './plan.ts';
import { readSubject, sizeOf, versionOf } from './sizes.ts';
import type { EngineFigures } from './stats.ts';

export type Figures = Awaited<ReturnType<typeof measure>>;

/** One minified classic script of a peer and its set-up. */
async function buildPeer(name: string): Promise<string> {
  const { outputFiles } = await build({
    ...BROWSER_BUILD,
    entryPoints: [join(import.meta.dirname, 'peers', `${name}.ts`)],
    minify: true,
    target: 'es2020',
    ignoreAnnotations: false,
    legalComments: 'none',
    // A polyfill that fetch-intercept asks for where there is no fetch.
    external: ['whatwg-fetch'],
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Measures everything in these engines.
 *
 * @param quick takes a few rounds of each: it shows that all works, and its figures say nothing
 * @throws Error when something cannot be measured, or a peer does not do its job
 */
export async function measure(names: EngineName[], quick: boolean) {
  const versions: Record<string, string> = {};
  const sizes: Record<string, ReturnType<typeof sizeOf>> = {
    [subject.name]: sizeOf(readSubject()),
    all: sizeOf(readSubject('clerk-ajax.all.min.js')),
  };
  for (const { name, from } of peers) {
    const script = await buildPeer(name);
    builtScripts.set(peerAt(name), script);
    sizes[name] = sizeOf(script);
    versions[from] = versionOf(from);
  }
  const options = quick ? ['quick'] : [];
  const engines: EngineFigures[] = [];
  for (const name of names) engines.push(await runInBrowser<EngineFigures>(name, 'main', options));
  const heapWith = (name: string) => runInBrowser<number[]>('chromium', 'heap', [...options, name], MEMORY_FLAGS);
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
    versions,
    sizes,
    /** What each module adds to the subject, and how large it would be with less in it, in bytes (brotli). */
    modules: sharesOfModules(),
    parts: sizesOfParts(),
    engines,
    /** Bytes in use after each step. */
    heap: { native: await heapWith('native'), [subject.name]: await heapWith(subject.name) },
    /** Bytes for each object while it is held, and when it is closed. */
    channels: await runInBrowser<Record<string, { held: number; left: number }>>(
      'chromium',
      'channelHeap',
      options,
      MEMORY_FLAGS,
    ),
  };
}
