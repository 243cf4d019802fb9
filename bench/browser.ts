import { engines } from '../test/harness/engines.ts';
import { runPage } from '../test/harness/runPage.ts';
import type { EngineName } from '../test/kit/protocol.ts';
import { ISOLATED, LIMIT, scriptAt } from './plan.ts';

/** A step that has given no figure. */
export interface Failure {
  engine: EngineName | 'none';
  step: string;
  why: string;
}

/**
 * Runs a script of `page/` in a browser, and gives back the figures of its steps. When a step stalls, or ends the browser, another
 * browser goes on with the next one.
 *
 * @param options words for the script
 * @param flags more arguments for the browser
 */
export async function runInBrowser<Value>(
  engine: EngineName,
  name: string,
  options: string[] = [],
  flags: string[] = [],
): Promise<{ figures: Record<string, Value>; failures: Failure[] }> {
  const figures: Record<string, Value> = {};
  const failures: Failure[] = [];
  const fail = (step: string, why: string) => {
    failures.push({ engine, step, why });
    console.error(`${engine}: ${step}: ${why}`);
  };
  const program = await engines[engine].find();
  if (!program) fail(name, `the browser is missing: ${engines[engine].install}`);
  let begun = 0;
  for (let before = -1; program && before < begun; ) {
    before = begun;
    let doing = name;
    const trouble = await runPage({
      engine,
      program,
      script: `${scriptAt(name)}?${[...options, `skip=${begun}`].join('&')}`,
      flags,
      headers: ISOLATED,
      silence: LIMIT,
      onEvent(event) {
        if (event.type === 'begin') {
          begun++;
          doing = event.title;
          console.error(`${engine}: ${doing}`);
        }
        if (event.type === 'figure') {
          if (event.error === undefined) figures[event.name] = event.value as Value;
          else fail(event.name, event.error);
        }
        if (event.type === 'broken') fail(doing, `${event.message}\n${event.stack}`);
        if (event.type === 'end') before = begun;
      },
    });
    if (trouble) fail(doing, `${trouble.why}\n${trouble.output}`);
  }
  return { figures, failures };
}
