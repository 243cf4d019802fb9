// The first module of the bundle: the test files after it find `describe` and `it`.
import 'mocha/mocha.js';
import { closeAllPages } from '../page.ts';
import type { RunEvent, RunnerConfig } from '../protocol.ts';
import { reporterTo } from './reporter.ts';

const { grep, origins } = (window as unknown as { runnerConfig: RunnerConfig }).runnerConfig;

/** Synchronous, so that the server knows which test has begun even if that never lets go of the page. */
function post(event: RunEvent): void {
  const request = new XMLHttpRequest();
  request.open('POST', `${origins.page}/control/event`, false);
  request.send(JSON.stringify(event));
}

// As in Node: a test whose promise nobody waits for must not pass when that is rejected.
window.addEventListener('unhandledrejection', ({ reason }) => {
  setTimeout(() => {
    throw reason;
  });
});

const { Base } = Mocha.reporters;
Base.useColors = false;

mocha.setup({
  ui: 'bdd',
  timeout: 15_000,
  // The runner reads the whole stack by the source map.
  fullTrace: true,
  reporter: reporterTo(post, Base),
  rootHooks: { afterEach: closeAllPages },
  ...(grep === undefined ? {} : { grep }),
});
