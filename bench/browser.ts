import { engines } from '../test/support/engines.ts';
import { type Launched, launch } from '../test/support/launch.ts';
import type { EngineName } from '../test/support/protocol.ts';
import type { Report, Sheet } from './protocol.ts';
import type { BenchServers } from './server.ts';

/** How long one sheet may take, in ms. */
const LIMIT = 300_000;

/** Lets `gc()` be called, and memory be read to the byte. */
export const MEMORY_FLAGS = ['--js-flags=--expose-gc', '--enable-precise-memory-info'];

/**
 * Has a browser do the sheets, one after the other.
 *
 * @param flags more arguments for the browser
 * @throws Error when the browser is missing, says nothing for too long, or a sheet fails
 */
export async function runInBrowser(
  name: EngineName,
  servers: BenchServers,
  sheets: Sheet[],
  flags: string[] = [],
): Promise<Report[]> {
  const engine = engines[name];
  const program = await engine.find();
  if (!program) throw new Error(`${name} is missing: ${engine.install}`);

  const { start, reports, reported } = servers.assign(sheets);
  const browser = launch((directory) => {
    const command = engine.show(program, start, directory);
    return { ...command, args: [...flags, ...command.args] };
  });
  try {
    return await Promise.race([reports, silence(browser, name, reported)]);
  } finally {
    await browser.end();
  }
}

/** Rejects when the browser ends, or has not reported for too long. */
function silence(browser: Launched, name: string, reported: (listener: () => void) => void): Promise<never> {
  return new Promise((_, reject) => {
    const fail = (what: string) => reject(new Error(`${name} ${what}\n${browser.output()}`));
    let timer: NodeJS.Timeout;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => fail('reported nothing for too long'), LIMIT);
      timer.unref();
    };
    wait();
    reported(wait);
    browser.process.on('exit', () => fail('ended before it was done'));
  });
}
