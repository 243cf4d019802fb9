import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { stop } from './stop.mjs';

/** Runs `npm ci` in a folder that has a lock file, unless what is installed there is what the file says. */
export function installPackages(folder) {
  if (isInstalled(folder)) return;
  console.log(`Installing the npm packages${folder === '.' ? '' : ` of ${folder}/`} …`);
  // npm's own pauses between its tries leave a user without a network alone for more than a minute.
  const patience = ['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000'];
  const { status, stdout, stderr } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', ...patience], {
    cwd: join(ROOT, folder),
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  const output = `${stdout ?? ''}${stderr ?? ''}`.trim();
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED/.test(output);
  stop(
    `${output}\n\n${
      isOffline
        ? 'The npm packages could not be installed: the npm registry could not be reached. Is there a network?'
        : 'The npm packages could not be installed: `npm ci` failed, see above.'
    }`,
  );
}

/** npm notes in `node_modules/.package-lock.json` what it has installed; optional packages of other systems are not there. */
function isInstalled(folder) {
  try {
    const read = (path) => JSON.parse(readFileSync(join(ROOT, folder, path), 'utf8')).packages;
    const wanted = read('package-lock.json');
    const installed = read('node_modules/.package-lock.json');
    return Object.entries(wanted).every(([path, { version, optional, peer }]) => {
      if (!path) return true;
      const there = installed[path];
      return there ? there.version === version : Boolean(optional || peer);
    });
  } catch {
    return false;
  }
}
