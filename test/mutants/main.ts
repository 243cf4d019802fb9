import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { BROWSER_BUILD } from '../servers/build.ts';
import { ROOT } from '../servers/files.ts';
import { mutants } from './mutants.ts';

// `npm run mutants -- [--fit] [rules]`: takes the code of one rule after the other out of a copy of the project, and
// tells which tests of that rule notice, in Node and in Chromium. With `--fit` it only tells which mutants no longer fit the
// code. Ends with 1 when one does not fit, or is noticed by none.
const { values, positionals } = parseArgs({ allowPositionals: true, options: { fit: { type: 'boolean' } } });
const chosen = Object.entries(mutants)
  .flatMap(([file, rows]) => rows.map(([rule, what, code, instead]) => ({ file, rule, what, code, instead })))
  .filter(({ rule }) => !positionals.length || positionals.includes(rule))
  .sort((a, b) => a.rule.localeCompare(b.rule));

type Mutant = (typeof chosen)[number];

/** The code in its file, however that is laid out. */
function patternOf({ code }: Mutant): RegExp {
  const words = code.split(/\s+/).map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(words.join('\\s+'), 'g');
}

function fits(mutant: Mutant): boolean {
  const { length } = readFileSync(join(ROOT, 'src', mutant.file), 'utf8').match(patternOf(mutant)) ?? [];
  if (length !== 1) console.error(`${mutant.rule}, ${mutant.what}: not once in src/${mutant.file}: ${mutant.code}`);
  return length === 1;
}

/** Titles of the tests of a rule that fail. */
function failures(copy: string, rule: string): string[] {
  const suites = ['--suite', 'unit', '--suite', 'browser', '--engine', 'chromium'];
  const args = ['--import', 'tsx', 'test/main.ts', ...suites, '--grep', `\\b${rule}\\b[^:]*:`];
  try {
    execFileSync(process.execPath, args, { cwd: copy, encoding: 'utf8', stdio: 'pipe' });
    return [];
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    const titles = [...stdout.matchAll(/✗ \[(.*?)\] (.*)/g)].map(([, suite, title]) => `${suite} › ${title}`);
    if (!titles.length) throw new Error(`the tests of ${rule} did not run:\n${stdout}${stderr}`);
    return titles;
  }
}

/** The entries of the script tags, and their files. */
const FILES = [
  ['script', 'clerk-ajax'],
  ['scriptAll', 'clerk-ajax.all'],
];

/** Runs the tests of a mutant's rule in a copy of the project that has the mutant. */
async function tryOut(copy: string, mutant: Mutant): Promise<string[]> {
  const file = join(copy, 'src', mutant.file);
  const original = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    original.replace(patternOf(mutant), () => mutant.instead),
  );
  try {
    for (const [entry, name] of FILES) {
      const outfile = `dist/${name}.js`;
      await build({
        ...BROWSER_BUILD,
        absWorkingDir: copy,
        entryPoints: [`src/entries/${entry}.ts`],
        outfile,
        write: true,
      });
      // Tests load either.
      cpSync(join(copy, outfile), join(copy, `dist/${name}.min.js`));
    }
    return failures(copy, mutant.rule);
  } finally {
    writeFileSync(file, original);
  }
}

const fitting = chosen.filter(fits);
if (fitting.length < chosen.length) process.exitCode = 1;
if (!values.fit) {
  const copy = mkdtempSync(join(tmpdir(), 'clerk-ajax-mutants-'));
  try {
    cpSync(ROOT, copy, { recursive: true, filter: (path) => !/[/\\](node_modules|\.git|\.cache)$/.test(path) });
    for (const folder of ['node_modules', 'test/node_modules']) symlinkSync(join(ROOT, folder), join(copy, folder));
    for (const mutant of fitting) {
      const titles = await tryOut(copy, mutant).catch(({ message }: Error) => {
        console.error(message);
        return [];
      });
      if (!titles.length) process.exitCode = 1;
      console.log(`| ${mutant.rule} | ${mutant.what} | ${titles.length || '**none**'} | ${titles[0] ?? ''} |`);
    }
  } finally {
    rmSync(copy, { recursive: true });
  }
}
