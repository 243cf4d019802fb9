import { existsSync } from 'node:fs';
import { builtScripts, DEBIAN } from '../servers/files.ts';
import type { Bundle } from './bundle.ts';
import { type Result, startRun } from './run.ts';
import { type PageRun, runPage } from './runPage.ts';

/** A test has its own limit; what is silent for longer than this, in milliseconds, hangs. */
const SILENCE = 90_000;

/** Runs a bundle of tests in a browser, which reports to the test server. */
export async function runInBrowser(
  suite: string,
  bundle: Bundle,
  pageRun: Pick<PageRun, 'engine' | 'program' | 'mounts' | 'live' | 'random'>,
  grep?: string,
): Promise<Result> {
  const run = startRun(`${suite} · ${pageRun.engine}`, bundle.mapStack);
  const script = `/support/tests-${suite}.js`;
  builtScripts.set(script, bundle.script);
  const trouble = await runPage({
    ...pageRun,
    script,
    // In CI they must be.
    hasDebian: process.env.CI === 'true' || existsSync(DEBIAN),
    silence: SILENCE,
    onEvent: run.note,
    ...(grep === undefined ? {} : { grep }),
  });
  if (trouble) run.break(trouble.why, trouble.output);
  return run.result();
}
