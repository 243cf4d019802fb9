// The first module of the bundle: the test files after it find `describe` and `it`.
import 'mocha/mocha.js';
import { closeAllPages } from '../page.ts';
import type { RunEvent, RunnerConfig } from '../protocol.ts';
import { reporterTo } from './reporter.ts';

const { grep, origins } = (window as unknown as { runnerConfig: RunnerConfig }).runnerConfig;

let sent: Promise<unknown> = Promise.resolve();

/** One after the other, so that they arrive in order. */
function post(event: RunEvent): void {
  const body = JSON.stringify(event);
  sent = sent.then(() => fetch(`${origins.page}/control/event`, { method: 'POST', body }));
}

const { Base } = Mocha.reporters;
Base.useColors = false;

mocha.setup({
  ui: 'bdd',
  timeout: 15_000,
  reporter: reporterTo(post, Base),
  rootHooks: { afterEach: closeAllPages },
  ...(grep === undefined ? {} : { grep }),
});
