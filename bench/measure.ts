import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { MEMORY_FLAGS } from '../test/harness/engines/chromium.ts';
import type { EngineName } from '../test/kit/protocol.ts';
import { BROWSER_BUILD } from '../test/servers/build.ts';
import { builtScripts } from '../test/servers/files.ts';
import { type Failure, runInBrowser } from './browser.ts';
import { measureFirstCalls } from './firstCall/measure.ts';
import { sharesOfModules, sizesOfParts } from './modules.ts';
import { peers, subject } from './peers.ts';
import { peerAt } from './plan.ts';
import { readSubject, sizeOf, versionOf } from './sizes.ts';
import type { Figure, Figures } from './stats.ts';

/** What a run has measured; what it could not measure is missing, and named in `failures`. */
export interface Report {
  date: string;
  machine: string;
  failures: Failure[];
  versions: Record<string, string>;
  sizes: Record<string, ReturnType<typeof sizeOf>>;
  /** What each module adds to the subject, and how large it would be with less in it, in bytes (brotli). */
  modules: Record<string, number>;
  parts: Record<string, number>;
  engines: { name: EngineName; browser: string; figures: Figures; firstCalls: Figures }[];
  /** Bytes in use after each batch of calls. */
  memory: Record<string, number[]>;
  /** Bytes for each object while it is held, and when it is gone. */
  held: Record<string, { held: number; left: number }>;
}

/** One minified classic script of a peer and its set-up. */
async function buildPeer(name: string): Promise<string> {
  const { outputFiles } = await build({
    ...BROWSER_BUILD,
    entryPoints: [join(import.meta.dirname, 'peers', `${name}.ts`)],
    minify: true,
    target: 'es2020',
    ignoreAnnotations: false,
    legalComments: 'none',
  });
  return outputFiles[0]?.text ?? '';
}

/**
 * Measures everything in these engines. A step that fails or stalls is noted, and the others go on.
 *
 * @param quick takes a few rounds of each: it shows that all works, and its figures say nothing
 */
export async function measure(names: EngineName[], quick: boolean): Promise<Report> {
  const report: Report = {
    date: new Date().toISOString().slice(0, 10),
    machine: `${cpus()[0]?.model.trim()}, ${cpus().length} cores, ${Math.round(totalmem() / 2 ** 30)} GiB, Linux ${release()}`,
    failures: [],
    versions: {},
    sizes: { [subject.name]: sizeOf(readSubject()), all: sizeOf(readSubject('clerk-ajax.all.min.js')) },
    modules: sharesOfModules(),
    parts: sizesOfParts(),
    engines: [],
    memory: {},
    held: {},
  };
  for (const { name, from } of peers) {
    try {
      const script = await buildPeer(name);
      builtScripts.set(peerAt(name), script);
      report.sizes[name] = sizeOf(script);
      report.versions[name] = versionOf(from);
    } catch (error) {
      report.failures.push({ engine: 'none', step: `build of ${name}`, why: (error as Error).message });
    }
  }
  const options = quick ? ['quick'] : [];
  const keep = <Value>({ figures, failures }: { figures: Record<string, Value>; failures: Failure[] }) => {
    report.failures.push(...failures);
    return figures;
  };
  for (const name of names) {
    const { browser, ...figures } = keep(await runInBrowser<Figure>(name, 'main', options));
    const firstCalls = name === 'chromium' || name === 'firefox' ? keep(await measureFirstCalls(name, quick)) : {};
    report.engines.push({ name, browser: `${browser ?? name}`, figures, firstCalls });
  }
  for (const who of ['native', subject.name]) {
    const { batches } = keep(await runInBrowser<number[]>('chromium', 'memory', [...options, who], MEMORY_FLAGS));
    if (batches) report.memory[who] = batches;
  }
  report.held = keep(await runInBrowser('chromium', 'memory', [...options, 'held'], MEMORY_FLAGS));
  return report;
}
