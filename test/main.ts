import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { differencesSection } from './browser/compatibility.ts';
import { createFrontendApis } from './browser/frontendApis.ts';
import { NOT_IN_CHROMIUM_75 } from './browser/notInChromium75.ts';
import { isThere, RUNTIMES } from './examples/runtimes.ts';
import { faultsSection } from './faults/compatibility.ts';
import { readArguments, SUITES, type SuiteName } from './harness/arguments.ts';
import { type BrowserRun, runInBrowser } from './harness/browserSuite.ts';
import { bundleTests } from './harness/bundle.ts';
import { checkSection } from './harness/compatibilityDocument.ts';
import { confirm } from './harness/confirm.ts';
import { engines } from './harness/engines.ts';
import { look } from './harness/look.ts';
import { runInNode } from './harness/nodeSuite.ts';
import { LONG } from './harness/quick.ts';
import { printResult } from './harness/report.ts';
import { type Result, startRun } from './harness/run.ts';
import { librariesSection } from './interop/compatibility.ts';
import type { EngineName } from './kit/protocol.ts';
import { ROOT } from './servers/files.ts';

const chosen = readArguments(process.argv.slice(2));
const mustHaveAll = process.env.CI === 'true';
const results: Result[] = [];

function done(result: Result): void {
  results.push(result);
  printResult(result, chosen);
}

const programs = new Map<EngineName, string>();
const wanted = chosen.suites.some((suite) => suite !== 'unit') ? chosen.engines : [];
for (const name of wanted) {
  const program = await engines[name].find();
  if (program) programs.set(name, program);
  else if (mustHaveAll) {
    const run = startRun(name);
    run.break(`the browser is missing: ${engines[name].install}`, '');
    done(run.result());
  } else console.log(`- ${name} is skipped, for it is missing: ${engines[name].install}`);
}

// An example is a must where all are, and where somebody asks for them by name.
const mustHaveExamples = mustHaveAll || chosen.suites !== SUITES;
for (const { example, packages } of chosen.suites.includes('examples') ? RUNTIMES.filter((it) => !isThere(it)) : []) {
  const missing = `apt-get install ${packages.join(' ')}`;
  if (mustHaveExamples) {
    const run = startRun(`examples/${example}`);
    run.break(`what it is written in is missing: ${missing}`, '');
    done(run.result());
  } else console.log(`- examples/${example} is skipped, for what it is written in is missing: ${missing}`);
}

// The suites of Node first: they leave a core idle, and a browser can use it.
const isOfNode = (suite: SuiteName) => suite === 'unit' || suite === 'e2e' || suite === 'examples';
const inOrder = [...chosen.suites].sort((one, other) => +isOfNode(other) - +isOfNode(one));
if (chosen.look) await lookAtOne();
else await runAll();

async function runAll(): Promise<void> {
  await inTurn((await Promise.all(inOrder.map(tasksOf))).flat());

  if (chosen.suites.includes('browser')) done(checkSection(differencesSection, chosen.update));
  if (chosen.suites.includes('faults')) done(checkSection(faultsSection, chosen.update));
  if (chosen.suites.includes('interop') && programs.size) done(checkSection(librariesSection(results), chosen.update));

  const count = (list: 'passed' | 'failed' | 'skipped') =>
    results.reduce((sum, result) => sum + result[list].length, 0);
  if (!count('passed') && !count('failed')) {
    console.log('No test was run.');
    process.exitCode = 1;
  }
  if (count('failed')) process.exitCode = 1;
  console.log(`\n${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`);
}

async function lookAtOne(): Promise<void> {
  const [suite] = chosen.suites;
  const [first] = programs;
  if (suite && first) await look((await browserRunsOf(suite, testFiles(suite)))(...first, chosen.grep));
  else process.exitCode = 1;
}

/** What there is to run of a suite: one process of Node, or one browser for each engine. */
async function tasksOf(suite: SuiteName): Promise<(() => Promise<void>)[]> {
  const files = testFiles(suite);
  if (!files.length) return [];
  const task = (run: (grep?: string) => Promise<Result>) => async () =>
    done(await confirm(await run(chosen.grep), run));
  if (isOfNode(suite)) return [task((grep) => runInNode(suite, files, grep))];
  const runOf = await browserRunsOf(suite, files);
  // Who names a file means it.
  const fewer = chosen.files.length ? files : files.filter((file) => !NOT_IN_CHROMIUM_75.includes(file));
  const inChromium75 = fewer.length < files.length ? await browserRunsOf(suite, fewer) : runOf;
  // The doctor speaks of browsers of today.
  const those = [...programs].filter(([name]) => suite !== 'doctor' || name !== 'chromium75');
  return those.map(([engine, program]) =>
    task((grep) => runInBrowser((engine === 'chromium75' ? inChromium75 : runOf)(engine, program, grep))),
  );
}

/** Bundles tests once, to be run in any engine. */
async function browserRunsOf(suite: SuiteName, files: string[]) {
  const bundle = await bundleTests(files);
  // Their packages are there for this suite alone.
  const { RealServers } = suite === 'interop' ? await import('./interop/servers/live.ts') : {};
  /** In Chromium 75, one test of each rule in each group shows what only an old engine can show. */
  const isShort = (engine: EngineName, grep: string | undefined) =>
    engine === 'chromium75' && suite !== 'interop' && !grep && !chosen.files.length;
  return (engine: EngineName, program: string, grep: string | undefined): BrowserRun => ({
    suite,
    bundle,
    engine,
    program,
    grep,
    mounts: new Map([['__clerk', createFrontendApis()]]),
    random: chosen.random,
    quick: chosen.quick || isShort(engine, grep),
    ...(RealServers && { live: new RealServers() }),
    ...(chosen.look && { look: chosen.look }),
  });
}

function testFiles(suite: SuiteName): string[] {
  const directory = join(ROOT, 'test', suite);
  let names: string[] = [];
  try {
    names = readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch {
    // A suite that has no tests (yet).
  }
  return names
    .filter((name) => name.endsWith('.test.ts') && !name.includes('node_modules'))
    .map((name) => relative(ROOT, join(directory, name)))
    .filter((file) => (chosen.files.length ? chosen.files.includes(file) : !(chosen.quick && LONG.includes(file))))
    .sort();
}

/** Runs tasks, some at a time. A quarter of the time they wait for a server or a timer, so that three keep two cores busy. */
async function inTurn(tasks: (() => Promise<void>)[]): Promise<void> {
  const next = async (): Promise<void> => {
    for (let task = tasks.shift(); task; task = tasks.shift()) await task();
  };
  await Promise.all(Array.from({ length: chosen.jobs }, next));
}
