import { engines } from '../test/harness/engines.ts';
import { runPage } from '../test/harness/runPage.ts';
import type { EngineName } from '../test/kit/protocol.ts';
import { ISOLATED, scriptAt } from './plan.ts';

/** What says nothing for longer than this, in ms, hangs. */
const SILENCE = 300_000;

/**
 * Runs a script of `page/` in a browser, and gives back what it reports.
 *
 * @param options words for the script
 * @param flags more arguments for the browser
 * @throws Error when the browser is missing, says nothing for too long, or the script fails
 */
export async function runInBrowser<Result>(
  engine: EngineName,
  name: string,
  options: string[] = [],
  flags: string[] = [],
): Promise<Result> {
  const program = await engines[engine].find();
  if (!program) throw new Error(`${engine} is missing: ${engines[engine].install}`);
  let result: unknown;
  let doing = name;
  let failure = '';
  const trouble = await runPage({
    engine,
    program,
    script: `${scriptAt(name)}?${options.join('&')}`,
    flags,
    headers: ISOLATED,
    silence: SILENCE,
    onEvent(event) {
      if (event.type === 'begin') {
        doing = event.title;
        console.error(`${engine}: ${doing}`);
      }
      if (event.type === 'end') result = event.result;
      if (event.type === 'broken') failure = `${event.message}\n${event.stack}`;
    },
  });
  if (trouble) failure = `${trouble.why}\n${trouble.output}`;
  if (failure) throw new Error(`${engine}, ${doing}: ${failure}`);
  return result as Result;
}
