import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { ENGINES, type EngineName, type RandomOptions } from '../kit/protocol.ts';

export const SUITES = ['unit', 'browser', 'faults', 'interop', 'doctor', 'e2e', 'examples'] as const;
export type SuiteName = (typeof SUITES)[number];

export interface Arguments {
  engines: readonly EngineName[];
  suites: readonly SuiteName[];
  grep: string | undefined;
  random: RandomOptions;
  verbose: boolean;
  /** Whether the tables in `docs/` are written instead of checked. */
  update: boolean;
  /** Browsers that run at the same time. */
  jobs: number;
  files: string[];
}

const USAGE = `npm test -- [options] [files]
  --engine NAME   only this engine (${ENGINES.join(', ')}); may be given again; leaves out the suites of Node
  --suite NAME    only this suite (${SUITES.join(', ')}); may be given again
  --grep TEXT     only tests whose full title matches
  --seed N[:PATH] where random tests start; with what fast-check reports as path, at that very failure
  --times N       so many seeds, one after the other, in random tests (default: 1)
  --jobs N        so many browsers at a time (default: 2, or 1 on a single core)
  --update        write what the suites know into docs/compatibility.md, instead of checking it
  --verbose       every test by its title
  files           only these test files`;

/** Reads the command line; prints how to use it and ends the process where that makes no sense. */
export function readArguments(args: string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        engine: { type: 'string', multiple: true },
        suite: { type: 'string', multiple: true },
        grep: { type: 'string' },
        seed: { type: 'string' },
        times: { type: 'string' },
        jobs: { type: 'string', default: `${Math.min(2, availableParallelism())}` },
        verbose: { type: 'boolean', default: false },
        update: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(USAGE);
      process.exit(0);
    }
    const suites = some(values.suite, SUITES, 'suite');
    return {
      engines: some(values.engine, ENGINES, 'engine') ?? ENGINES,
      suites: suites ?? (values.engine ? ['browser', 'faults', 'interop', 'doctor'] : SUITES),
      grep: values.grep,
      random: readRandom(values.seed, values.times),
      verbose: values.verbose,
      update: values.update,
      jobs: Math.max(1, Number(values.jobs) || 1),
      files: positionals,
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

function readRandom(start = '', times = ''): RandomOptions {
  const [, seed, path] = /^(-?\d+)(?::([\d:]+))?$/.exec(start) ?? [];
  if (start && seed === undefined) throw new Error(`"${start}" is no seed.`);
  return {
    ...(seed !== undefined && { seed: Number(seed) }),
    ...(path !== undefined && { path }),
    ...(times && { times: Math.max(1, Number(times) || 1) }),
  };
}

function some<Name extends string>(
  given: string[] | undefined,
  known: readonly Name[],
  what: string,
): Name[] | undefined {
  const strange = given?.find((name) => !known.includes(name as Name));
  if (strange !== undefined) throw new Error(`There is no ${what} "${strange}".`);
  return given as Name[] | undefined;
}
