import { type BrowserRun, nameOf, pageOf } from './browserSuite.ts';
import { printResult } from './report.ts';
import { startRun } from './run.ts';
import { runPage } from './runPage.ts';

/** `--show` and `--serve`: opens one test to be looked at, and leaves it open until its window is closed, or Ctrl+C. */
export async function look(browserRun: BrowserRun): Promise<void> {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  if (browserRun.look === 'show' && process.platform === 'linux' && !DISPLAY && !WAYLAND_DISPLAY) {
    console.error('--show needs a screen, and DISPLAY is not set. --serve prints a URL that you can open elsewhere.');
    process.exitCode = 2;
    return;
  }
  const start = () => startRun(nameOf(browserRun), browserRun.bundle.mapStack);
  let run = start();
  let hasEnded = false;
  const trouble = await runPage({
    ...pageOf(browserRun),
    onServe(url) {
      if (browserRun.look === 'serve')
        console.log(`Open ${url}, and reload it to repeat the test. Ctrl+C ends the servers.`);
    },
    onEvent(event) {
      if (event.type === 'start') {
        run = start();
        if (event.total > 1) console.log(`${event.total} tests match; this is the first:`);
      }
      run.note(event);
      if (event.type !== 'end' && event.type !== 'broken') return;
      hasEnded = true;
      const result = run.result();
      printResult(result, { verbose: true, slowest: false });
      if (!result.passed.length && !result.failed.length) {
        console.log('No test was run: none matches, or it is skipped here.');
        if (browserRun.look === 'show') process.exit(1);
      } else if (browserRun.look === 'show') console.log('It stays open until you close the window, or press Ctrl+C.');
    },
  });
  if (trouble && !hasEnded) {
    console.error(`${trouble.why}\n${trouble.output}`);
    process.exitCode = 1;
  }
}
