import { existsSync } from 'node:fs';
import { builtScripts, DEBIAN } from '../servers/files.ts';
import type { Bundle } from './bundle.ts';
import { type Result, startRun } from './run.ts';
import { type PageRun, runPage } from './runPage.ts';

/** A test has its own limit; what is silent for longer than this, in milliseconds, hangs. */
const SILENCE = 90_000;

/** A suite in an engine, and what its servers serve besides. */
export interface BrowserRun
  extends Pick<PageRun, 'engine' | 'program' | 'mounts' | 'live' | 'random' | 'look' | 'quick'> {
  suite: string;
  bundle: Bundle;
  grep?: string | undefined;
}

/** What a runner page is told, so that it runs the tests. */
export function pageOf({ suite, bundle, grep, ...rest }: BrowserRun) {
  // Two bundles of a suite may run at the same time.
  const script = `/support/tests-${suite}-${rest.engine}.js`;
  builtScripts.set(script, bundle.script);
  return {
    ...rest,
    script,
    // In CI they must be.
    hasDebian: process.env.CI === 'true' || existsSync(DEBIAN),
    ...(grep === undefined ? {} : { grep }),
  };
}

export const nameOf = ({ suite, engine }: BrowserRun) => `${suite} · ${engine}`;

/** Runs a bundle of tests in a browser, which reports to the test server. */
export async function runInBrowser(browserRun: BrowserRun): Promise<Result> {
  const run = startRun(nameOf(browserRun), browserRun.bundle.mapStack);
  const trouble = await runPage({ ...pageOf(browserRun), silence: SILENCE, onEvent: run.note });
  if (trouble) run.break(trouble.why, trouble.output);
  return run.result();
}
