import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../support/server/files.ts';
import { mutants } from './mutants.ts';

// `npx tsx test/mutants/main.ts [rule]`: takes the code of one rule after the other out of a copy of the project, and
// tells which test notices. Ends with 1 when none does.

const copy = mkdtempSync(join(tmpdir(), 'clerk-ajax-mutants-'));
const run = (...command: string[]) => {
  const [program = '', ...args] = command;
  try {
    return { output: execFileSync(program, args, { cwd: copy, encoding: 'utf8', stdio: 'pipe' }), failed: false };
  } catch (error) {
    return { output: `${(error as { stdout?: string }).stdout}`, failed: true };
  }
};

try {
  for (const name of [
    'src',
    'test',
    'scripts',
    'dist',
    'docs',
    'demo',
    'package.json',
    'README.md',
    'rollup.config.mjs',
  ]) {
    cpSync(join(ROOT, name), join(copy, name), { recursive: true });
  }
  for (const name of ['tsconfig.json', 'tsconfig.build.json']) cpSync(join(ROOT, name), join(copy, name));
  symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'));

  const [rule] = process.argv.slice(2);
  for (const mutant of mutants.filter((each) => !rule || each.rule === rule)) {
    const file = join(copy, 'src', mutant.file);
    const original = readFileSync(file, 'utf8');
    if (original.split(mutant.code).length !== 2) throw new Error(`${mutant.file} has not once: ${mutant.code}`);
    writeFileSync(
      file,
      original.replace(mutant.code, () => mutant.instead),
    );
    // Types may be wrong now; what is emitted counts.
    run('npx', 'tsc', '-p', 'tsconfig.build.json');
    run('npx', 'rollup', '-c', '--silent');
    const files = mutant.tests.map((name) => `test/browser/${name}.test.ts`);
    const { output, failed } = run(
      'npx',
      'tsx',
      'test/main.ts',
      '--suite',
      'browser',
      '--engine',
      'chromium',
      ...files,
    );
    writeFileSync(file, original);
    const titles = [...output.matchAll(/✗ \[.*?\] (.*)/g)].map(([, title = '']) => title.split(' › ').pop());
    const noticed = failed && titles.length > 0;
    if (!noticed) process.exitCode = 1;
    console.log(
      `| ${mutant.rule} | ${mutant.what} | ${noticed ? titles.length : '**none**'} | ${titles[0] ?? output.slice(-200)} |`,
    );
  }
} finally {
  rmSync(copy, { recursive: true });
}
