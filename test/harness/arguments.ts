import { availableParallelism } from 'node:os';
import { relative, resolve, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { ENGINES, type EngineName, type RandomOptions } from '../kit/protocol.ts';
import { ROOT } from '../servers/files.ts';

export const SUITES = ['unit', 'browser', 'faults', 'interop', 'doctor', 'e2e', 'examples'] as const;
export type SuiteName = (typeof SUITES)[number];
/** Those that run in the page of a browser. */
const IN_PAGES: readonly SuiteName[] = ['browser', 'faults', 'interop', 'doctor'];

export interface Arguments {
  engines: readonly EngineName[];
  suites: readonly SuiteName[];
  grep: string | undefined;
  random: RandomOptions;
  /** Whether one test is opened to be looked at: in a browser with a window, or in one that the user opens. */
  look: 'show' | 'serve' | undefined;
  /** Whether one test stands for those that are like it. */
  quick: boolean;
  verbose: boolean;
  /** Whether the report says where the time has gone. */
  slowest: boolean;
  /** Whether the tables in `docs/` are written instead of checked. */
  update: boolean;
  /** Browsers, and processes of Node, that run at the same time. */
  jobs: number;
  /** Relative to the root. */
  files: string[];
}

export const USAGE = `npm test -- [options] [files]
  --engine NAME   only this engine (${ENGINES.join(', ')}); may be given again; leaves out the suites of Node
  --suite NAME    only this suite (${SUITES.join(', ')}); may be given again
  --grep TEXT     only tests whose full title matches
  --show          opens one test in a browser with a window (default: chromium), and leaves it open until the window is
                  closed or Ctrl+C: npm test -- --show test/browser/base.test.ts --grep B5
  --serve         the same for a browser of your own: prints the URL to open in it
  --quick         an answer in two minutes: the unit tests, and in Chromium one test of each rule in each group of the
                  browser suite. Leaves out the others of the group, which do the same with other values or in another
                  mode, random calls, and all other engines and suites
  --seed N[:PATH] where random tests start; with what fast-check reports as path, at that very failure
  --times N       so many seeds, one after the other, in random tests (default: 1)
  --jobs N        so many browsers or processes of Node at a time (default: 3, or 1 on a single core)
  --update        write what the suites know into docs/compatibility.md, instead of checking it
  --verbose       every test by its title
  --slowest       the groups of tests that took longest
  files           only these test files`;

/** Reads the command line; prints how to use it and ends the process where that makes no sense. */
export function readArguments(args: string[]): Arguments {
  try {
    const chosen = parseArguments(args);
    if (chosen) return chosen;
    console.log(USAGE);
    process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${USAGE}`);
    process.exit(2);
  }
}

/**
 * @returns nothing if help is asked for
 * @throws Error that says what makes no sense
 */
export function parseArguments(args: string[]): Arguments | undefined {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      engine: { type: 'string', multiple: true },
      suite: { type: 'string', multiple: true },
      grep: { type: 'string' },
      show: { type: 'boolean', default: false },
      serve: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      seed: { type: 'string' },
      times: { type: 'string' },
      jobs: { type: 'string', default: availableParallelism() > 1 ? '3' : '1' },
      verbose: { type: 'boolean', default: false },
      slowest: { type: 'boolean', default: false },
      update: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return undefined;
  const { quick, show, serve } = values;
  const files = positionals.map((file) => relative(ROOT, resolve(file)));
  const engines = some(values.engine, ENGINES, 'engine');
  const chosen: Arguments = {
    engines: engines ?? (quick || show || serve ? ['chromium'] : ENGINES),
    suites:
      some(values.suite, SUITES, 'suite') ??
      suitesOf(files) ??
      (quick ? ['unit', 'browser'] : engines ? IN_PAGES : SUITES),
    grep: values.grep,
    random: readRandom(values.seed, values.times),
    look: show ? 'show' : serve ? 'serve' : undefined,
    quick,
    verbose: values.verbose,
    slowest: values.slowest,
    update: values.update,
    jobs: Math.max(1, Number(values.jobs) || 1),
    files,
  };
  if (chosen.look) checkLook(chosen);
  return chosen;
}

/** One test is looked at, in one engine. */
function checkLook({ look, engines, suites }: Arguments): void {
  const [suite] = suites;
  if (suites.length !== 1 || !suite || !IN_PAGES.includes(suite)) {
    throw new Error(`--${look} is for one test in a page: name its file, or one suite of ${IN_PAGES.join(', ')}.`);
  }
  if (engines.length > 1) throw new Error(`--${look} is for one engine.`);
}

/** The suites of the files: `test/<suite>/…`. */
function suitesOf(files: string[]): SuiteName[] | undefined {
  const names = files.map((file) => file.split(sep)[1] as SuiteName);
  return files.length ? SUITES.filter((suite) => names.includes(suite)) : undefined;
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
