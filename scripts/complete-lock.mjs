// Adds to package-lock.json what npm leaves out of it: the optional packages of systems other than the one that wrote it
// (https://github.com/npm/cli/issues/4828). Without them `npm ci` fails here, or the build on other systems.
// Run it after `npm install` when `npm ci` says that such packages are missing from the lock file.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/root.mjs';

const SYSTEMS = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32'];

const file = join(ROOT, process.argv[2] ?? '.', 'package-lock.json');
const lock = JSON.parse(readFileSync(file, 'utf8'));

for (const [path, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const isThere = placesOf(path, name).some((place) => lock.packages[place]);
    const system = systemOf(name);
    if (isThere || !system || !/^\d/.test(version)) continue;
    lock.packages[`node_modules/${name}`] = { version, ...(dev && { dev }), optional: true, ...system };
  }
}

// npm's own order, so that its next writing changes nothing more.
const sorted = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);

/** Where a package at `path` finds another one, nearest first. */
function placesOf(path, name) {
  const places = [];
  for (let at = path; at; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    places.push(`${at}/node_modules/${name}`);
  }
  return [...places, `node_modules/${name}`];
}

/** What such a package is for, which its name says: `…-linux-x64-musl`. */
function systemOf(name) {
  const words = name.split('/').pop().split('-');
  const i = words.findIndex((word) => SYSTEMS.includes(word));
  if (i < 0) return undefined;
  const [os, cpu, variant] = words.slice(i);
  const libc = os === 'linux' && variant ? { libc: [variant.includes('musl') ? 'musl' : 'glibc'] } : {};
  return { os: [os], cpu: [cpu], ...libc };
}
