import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from './root.mjs';
import { valuesOf } from './valuesOf.mjs';

/** Debian's packages, the engine that each is for, and how to tell that it is there. */
const PACKAGES = [
  { name: 'chromium', engine: 'chromium', isThere: () => onPath('chromium', 'chromium-browser', 'google-chrome') },
  { name: 'firefox-esr', engine: 'firefox', isThere: () => onPath('firefox-esr', 'firefox') },
  { name: 'webkit2gtk-driver', engine: 'webkit', isThere: hasMiniBrowser },
  { name: 'xvfb', engine: 'webkit', isThere: () => onPath('xvfb-run') },
  { name: 'xauth', engine: 'webkit', isThere: () => onPath('xauth') },
  // Libraries that pages use and that have no browser build in the npm registry.
  { name: 'libjs-mootools', isThere: () => existsSync('/usr/share/javascript/mootools') },
  { name: 'libjs-prototype', isThere: () => existsSync('/usr/share/javascript/prototype') },
];

/**
 * A package of which one file is wanted: Microsoft's scripts are in a library of Mono, and Mono itself is of no use here. It is unpacked, and
 * not installed, where `test/servers/microsoftAjax.ts` looks for it.
 */
const UNPACKED = { name: 'libmono-system-web-extensions4.0-cil', folder: join(ROOT, 'node_modules/.cache/debian') };

/** What the examples are written in, each with a command that succeeds where it is there. */
const RUNTIMES = JSON.parse(readFileSync(new URL('runtimes.json', import.meta.url), 'utf8'));

/**
 * Installs the browsers and libraries that are missing, where that is allowed: by root, or without a password, on Debian. Elsewhere it
 * says what to do, and the tests skip what is missing.
 *
 * @param runsExamples whether what the examples are written in is to be installed as well
 */
export function installDebianPackages(args, runsExamples) {
  installMissing(args, runsExamples);
  unpackScripts();
}

function installMissing(args, runsExamples) {
  const asked = valuesOf('engine', args);
  const names = PACKAGES.filter(
    ({ engine, isThere }) => (!asked.length || !engine || asked.includes(engine)) && !isThere(),
  ).map(({ name }) => name);
  if (runsExamples) names.push(...RUNTIMES.filter((runtime) => !succeeds(runtime)).flatMap(({ packages }) => packages));
  if (!names.length) return;

  const root = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const mayInstall = onPath('apt-get') && (!root.length || spawnSync('sudo', ['-n', 'true']).status === 0);
  const advice = `sudo apt-get update && sudo apt-get install --no-install-recommends ${names.join(' ')}`;
  if (!mayInstall) {
    console.log(`The tests miss browsers, libraries or languages. On Debian: ${advice}`);
    return;
  }

  console.log(`Installing Debian's packages ${names.join(', ')} …`);
  const apt = (...rest) =>
    spawnSync([...root, 'apt-get'][0], [...root, 'apt-get', '-q', '-y', ...rest].slice(1), {
      encoding: 'utf8',
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  const update = apt('update');
  const install = apt('install', '--no-install-recommends', ...names);
  if (install.status === 0) return;
  const output = [update, install].map(({ stderr }) => stderr ?? '').join('');
  const isOffline = /Could not resolve|Temporary failure|Could not connect|Failed to fetch/.test(output);
  console.log(output.trim());
  console.log(
    `${isOffline ? 'Debian’s packages could not be reached. Is there a network? ' : ''}The tests miss browsers, libraries or languages: ${advice}`,
  );
}

/** Takes no root, but the lists of packages, which `apt-get update` gets. */
function unpackScripts() {
  const { name, folder } = UNPACKED;
  if (existsSync(join(folder, 'usr/lib/mono')) || !onPath('apt-get')) return;
  mkdirSync(folder, { recursive: true });
  const run = (command, ...args) => spawnSync(command, args, { cwd: folder, encoding: 'utf8' });
  const download = () => run('apt-get', '-q', 'download', name).status === 0;
  if (!download() && !(run('apt-get', '-q', 'update').status === 0 && download())) return;
  const file = readdirSync(folder).find((each) => each.startsWith(name) && each.endsWith('.deb'));
  if (file) run('dpkg-deb', '-x', file, '.');
}

/** Debian's own programs come first: those of a version manager know nothing of Debian's libraries. */
function succeeds({ probe: [file, ...args], env }) {
  const PATH = `/usr/bin${delimiter}${process.env.PATH ?? ''}`;
  return spawnSync(file, args, { env: { ...process.env, PATH, ...env } }).status === 0;
}

function onPath(...names) {
  const places = (process.env.PATH ?? '').split(delimiter);
  return names.some((name) => places.some((place) => existsSync(join(place, name))));
}

function hasMiniBrowser() {
  return ['x86_64', 'aarch64'].some((arch) => {
    const directory = `/usr/lib/${arch}-linux-gnu`;
    if (!existsSync(directory)) return false;
    return readdirSync(directory).some(
      (name) => /^webkit2?gtk-/.test(name) && existsSync(join(directory, name, 'MiniBrowser')),
    );
  });
}
