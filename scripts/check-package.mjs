// Packs the package as npm would publish it, and checks what it holds and how programs see it.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from './setup/root.mjs';

const FILES = [
  'CHANGELOG.md',
  'LICENSE',
  'README.md',
  'dist/clerk-ajax.js',
  'dist/clerk-ajax.js.map',
  'dist/clerk-ajax.min.js',
  'dist/clerk-ajax.min.js.map',
  'dist/index.cjs',
  'dist/index.cjs.map',
  'dist/index.d.cts',
  'dist/index.d.ts',
  'dist/index.js',
  'dist/index.js.map',
  'dist/types.d.cts',
  'dist/types.d.ts',
  'package.json',
];

const CONSUMERS = [
  { module: 'node16', moduleResolution: 'node16', files: ['consumer.mts', 'consumer.cts'] },
  { module: 'preserve', moduleResolution: 'bundler', files: ['consumer.mts', 'consumer.cts'] },
];

const directory = mkdtempSync(join(tmpdir(), 'clerk-ajax-package-'));
process.on('exit', () => rmSync(directory, { recursive: true, force: true }));

const run = (file, ...args) =>
  execFileSync(file, args, { cwd: directory, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

const [packed] = JSON.parse(run('npm', 'pack', ROOT, '--json', '--loglevel=error'));
const held = packed.files.map(({ path }) => path).sort();
const strange = held.filter((path) => !FILES.includes(path));
const missing = FILES.filter((path) => !held.includes(path));
if (strange.length || missing.length) {
  console.error(`npm pack: too much: ${strange.join(', ') || 'nothing'}; missing: ${missing.join(', ') || 'nothing'}`);
  process.exit(1);
}

writeFileSync(join(directory, 'package.json'), '{ "private": true }');
run('npm', 'install', '--offline', '--no-audit', '--no-fund', '--loglevel=error', `./${packed.filename}`);

// Loading it where there is no page must not fail: programs that render on a server import it, too.
run(
  process.execPath,
  '--input-type=module',
  '-e',
  "import { install } from 'clerk-ajax'; if (!install) throw Error('no install')",
);
run(process.execPath, '-e', "if (!require('clerk-ajax').install) throw Error('no install')");

cpSync(join(ROOT, 'test/consumer'), directory, { recursive: true });
for (const { files, ...resolution } of CONSUMERS) {
  const compilerOptions = {
    ...resolution,
    target: 'es2019',
    lib: ['es2019', 'dom'],
    types: [],
    strict: true,
    noEmit: true,
  };
  writeFileSync(join(directory, 'tsconfig.json'), JSON.stringify({ compilerOptions, files }));
  try {
    run(process.execPath, join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', directory);
  } catch ({ stdout }) {
    console.error(`types, moduleResolution ${resolution.moduleResolution}:\n${stdout}`);
    process.exitCode = 1;
  }
}
