// The first module of the bundle: the test files after it find `describe` and `it`.
import 'mocha/mocha.js';
import { closeAllPages } from '../kit/page.ts';
import type { RunnerConfig } from '../kit/protocol.ts';
import { postEvent } from './postEvent.ts';
import { reporterTo } from './reporter.ts';

const { grep, look } = (window as unknown as { runnerConfig: RunnerConfig }).runnerConfig;

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
  // Whoever looks may stop at a breakpoint.
  timeout: look ? 0 : 15_000,
  // The runner reads the whole stack by the source map.
  fullTrace: true,
  reporter: reporterTo(postEvent, Base),
  ...(look ? {} : { rootHooks: { afterEach: closeAllPages } }),
  ...(grep === undefined ? {} : { grep }),
});
