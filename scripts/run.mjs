// `npm run demo`, `npm run with-clerk`, `npm test`, `npm run bench`, `npm run soak` and `npm run picture`: sets up what is missing,
// then starts it. It runs before there are any packages, so that it has none to import.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { installDebianPackages } from './setup/debian.mjs';
import { buildDist } from './setup/dist.mjs';
import { checkNode } from './setup/node.mjs';
import { installPackages } from './setup/packages.mjs';
import { ROOT } from './setup/root.mjs';
import { stop } from './setup/stop.mjs';
import { suitesOf } from './setup/suites.mjs';
import { valuesOf } from './setup/valuesOf.mjs';

/** `packages`: the folders whose npm packages it needs beside those of the root. */
const TASKS = {
  demo: { entry: 'demo/main.ts' },
  'with-clerk': { entry: 'demo/withClerk.ts' },
  test: { entry: 'test/main.ts', debian: true },
  limits: { entry: 'bench/limits.ts', debian: true },
  bench: { entry: 'bench/main.ts', debian: true, packages: ['bench'] },
  soak: { entry: 'test/soak/main.ts', debian: true, packages: ['test'] },
  mutants: { entry: 'test/mutants/main.ts', debian: true, packages: ['test'] },
  picture: { entry: 'test/e2e/picture.ts', debian: true },
};

const [name, ...args] = process.argv.slice(2);
const task = TASKS[name];
if (!task) stop(`usage: node scripts/run.mjs ${Object.keys(TASKS).join('|')} [arguments]`);
if (!existsSync(join(ROOT, task.entry))) stop(`${task.entry} is not there.`);

const suites = name === 'test' ? suitesOf(args) : [];
// Unit tests import src/, and run in Node.
const isUnit = suites?.length > 0 && suites.every((suite) => suite === 'unit');
// PHP, Ruby, Go and others are not for everybody who wants to run the tests.
const isForAll = process.env.CI === 'true' && !suites && !valuesOf('engine', args).length;
const runsExamples = isForAll || suites?.includes('examples');
const runsServers = !suites || suites.includes('e2e');

checkNode();
installPackages('.');
for (const folder of task.packages ?? []) installPackages(folder);
if (name === 'test' && !isUnit) installPackages('test');
// The examples' pages use libraries that the interop suite has, too.
if (!suites || suites.includes('interop') || suites.includes('examples')) installPackages('test/interop');
if (!isUnit) buildDist();
if (task.debian && !isUnit) installDebianPackages(args, { runsExamples, runsServers });

const child = spawn(process.execPath, ['--import', 'tsx', task.entry, ...args], { cwd: ROOT, stdio: 'inherit' });
// The terminal sends these to both; this process waits, so that the child can clean up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
