// Packs the package as npm would publish it, and checks how programs see it.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './setup/root.mjs';

const directory = mkdtempSync(join(tmpdir(), 'clerk-ajax-package-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

const run = (file, ...args) =>
  execFileSync(file, args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
const tool = (path, ...args) => run(process.execPath, join(ROOT, 'node_modules', path), ...args);

/** Says what a step has printed, if it fails, and goes on. */
function check(what, step) {
  try {
    step();
  } catch ({ stdout, stderr }) {
    console.error(`${what}:\n${stdout}${stderr}`);
    process.exitCode = 1;
  }
}

const [{ filename }] = JSON.parse(run('npm', 'pack', ROOT, '--json', '--loglevel=error'));
writeFileSync(join(directory, 'package.json'), '{ "private": true }');
run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', `./${filename}`);

check('publint', () => tool('publint/src/cli.js', filename, '--strict'));
check('Are the types wrong?', () =>
  tool('@arethetypeswrong/cli/dist/index.js', filename, '--format', 'ascii', '--no-emoji'),
);

// Loading it where there is no page must not fail: programs that render on a server import it, too.
const says = "if (typeof install !== 'function') throw Error('no install')";
const load = (...code) => run(process.execPath, ...code);
check('import', () => load('--input-type=module', '-e', `import { install } from 'clerk-ajax'; ${says}`));
check('require', () => load('-e', `const { install } = require('clerk-ajax'); ${says}`));

// Whoever reads the README in node_modules, or offline, follows its links.
check('links and pictures of the README', () => {
  const installed = join(directory, 'node_modules/clerk-ajax');
  const links = [...readFileSync(join(installed, 'README.md'), 'utf8').matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)];
  const stderr = links.flatMap(([, file]) =>
    existsSync(join(installed, file)) ? [] : [`not in the package: ${file}\n`],
  );
  if (stderr.length) throw Object.assign(new Error(), { stdout: '', stderr: stderr.join('') });
});

check('npx clerk-ajax', () => run('npm', 'exec', '--offline', '--', 'clerk-ajax', '--version'));

cpSync(join(ROOT, 'test/consumer'), directory, { recursive: true });
const compilerOptions = { module: 'node16', lib: ['es2019', 'dom'], types: [], strict: true, noEmit: true };
writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions }));
check('programs in TypeScript', () => tool('typescript/bin/tsc', '-p', directory));
