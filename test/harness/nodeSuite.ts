import type { RunEvent } from '../kit/protocol.ts';
import { ROOT } from '../servers/files.ts';
import { launch } from './launch.ts';
import { type Result, startRun } from './run.ts';

/** Longest time without a word, in milliseconds; a test with a longer limit of its own says so to mocha. */
const SILENCE = 180_000;

/** Runs mocha on files in a process of their own, so that nothing that they leave behind reaches other suites. */
export async function runInNode(suite: string, files: string[], grep?: string): Promise<Result> {
  const run = startRun(suite);
  const child = launch(() => ({
    file: process.execPath,
    args: ['--import', 'tsx', 'test/harness/nodeMain.ts', JSON.stringify({ files, grep })],
    cwd: ROOT,
    ipc: true,
  }));

  let silence: NodeJS.Timeout | undefined;
  const trouble = await new Promise<string | undefined>((resolve) => {
    const listen = () => {
      clearTimeout(silence);
      silence = setTimeout(() => resolve(`said nothing for ${SILENCE / 1000} s`), SILENCE);
    };
    child.process.on('message', (event: RunEvent) => {
      listen();
      run.note(event);
      // What the tests have left open would keep the process for ever.
      if (event.type === 'end') resolve(undefined);
    });
    child.process.once('error', ({ message }) => resolve(message));
    child.process.once('exit', (code, signal) => resolve(`ended early (${signal ?? `exit code ${code}`})`));
    listen();
  });
  clearTimeout(silence);
  if (trouble !== undefined) run.break(`the process ${trouble}`, child.output());
  await child.end();
  return run.result();
}
