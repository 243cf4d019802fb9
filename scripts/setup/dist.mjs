import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { stop } from './stop.mjs';

const SOURCES = [
  'src',
  'doctor',
  'rollup.config.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'tsconfig.doctor.json',
  'package.json',
  'package-lock.json',
];
/** Notes what the last build was made of, and what it made. */
const NOTE = join(ROOT, 'build/dist.sha256');

/**
 * Builds dist/ unless it is what the sources build. Contents are compared with those after the last build: in a fresh clone,
 * times say nothing.
 */
export function buildDist() {
  if (read(NOTE) === fingerprint()) return;
  console.log('Building dist/ …');
  const { status, stdout, stderr } = spawnSync('npm', ['run', 'build'], {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status !== 0)
    stop(`${stdout ?? ''}${stderr ?? ''}\ndist/ is not what src/ builds, and \`npm run build\` failed: see above.`);
  writeFileSync(NOTE, fingerprint());
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const path of [...SOURCES, 'dist'].flatMap(filesOf)) hash.update(`${path}\0${read(join(ROOT, path))}\0`);
  return hash.digest('hex');
}

function filesOf(path) {
  if (!statSync(join(ROOT, path), { throwIfNoEntry: false })?.isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
