import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './root.mjs';
import { stop } from './stop.mjs';

/** Stops if this Node.js is older than `devEngines` in package.json says. (`engines` would bind those who build pages, too.) */
export function checkNode() {
  const { devEngines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const wanted = devEngines.runtime.version.replace('>=', '');
  if (isOlder(process.versions.node, wanted)) {
    stop(`This needs Node.js ${wanted} or newer; here is ${process.versions.node}.`);
  }
}

function isOlder(version, wanted) {
  const [a, b] = [version, wanted].map((text) => text.split('.').map(Number));
  for (let i = 0; i < b.length; i++) {
    if ((a[i] ?? 0) !== b[i]) return (a[i] ?? 0) < b[i];
  }
  return false;
}
