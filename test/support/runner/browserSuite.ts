import { existsSync } from 'node:fs';
import { engines } from '../engines.ts';
import { launch } from '../launch.ts';
import type { EngineName, RunEvent } from '../protocol.ts';
import { builtScripts, DEBIAN } from '../server/files.ts';
import { startServers } from '../server.ts';
import type { Bundle } from './bundle.ts';
import { type Result, type Run, startRun } from './run.ts';

/** A test has its own limit; what is silent for longer than this, in milliseconds, hangs. */
const SILENCE = 90_000;

/** Runs a bundle of tests in a browser, which reports to the test server. */
export async function runInBrowser(
  suite: string,
  name: EngineName,
  program: string,
  bundle: Bundle,
  grep?: string,
): Promise<Result> {
  const servers = await startServers();
  const run: Run = startRun(`${suite} · ${name}`, bundle.mapStack);
  const script = `/support/tests-${suite}.js`;
  builtScripts.set(script, bundle.script);

  let finish = (_reason?: string) => {};
  const finished = new Promise<string | undefined>((resolve) => {
    finish = resolve;
  });
  let silence: NodeJS.Timeout | undefined;
  const listen = () => {
    clearTimeout(silence);
    silence = setTimeout(() => finish(`said nothing for ${SILENCE / 1000} s`), SILENCE);
  };

  // In CI they must be.
  const hasDebian = process.env.CI === 'true' || existsSync(DEBIAN);
  servers.runner = { engine: name, hasDebian, script, ...(grep === undefined ? {} : { grep }) };
  servers.onEvent = (event: RunEvent) => {
    listen();
    run.note(event);
    if (event.type === 'end' || event.type === 'broken') finish();
  };
  const browser = launch((directory) => engines[name].show(program, `${servers.origins.page}/runner`, directory));
  browser.process.once('exit', (code, signal) => finish(`ended by itself (${signal ?? `exit code ${code}`})`));
  browser.process.once('error', ({ message }) => finish(message));
  listen();

  const trouble = await finished;
  clearTimeout(silence);
  if (trouble !== undefined) run.break(`the browser ${trouble}`, browser.output());
  await browser.end();
  await servers.close();
  return run.result();
}
