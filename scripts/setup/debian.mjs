import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
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
 * Packages of which only files are wanted, each with a file of it. They are unpacked, and not installed, where
 * `test/servers/debianFile.ts` looks: neither a server nor Mono, which has Microsoft's scripts in a library, is to be set up here.
 */
const PAGE_FILES = { 'libmono-system-web-extensions4.0-cil': 'usr/lib/mono' };
/** What the doctor's snippets are pasted into. */
const SERVER_FILES = {
  nginx: 'usr/sbin/nginx',
  'apache2-bin': 'usr/sbin/apache2',
  // Apache's own libraries.
  libapr1: 'usr/share/doc/libapr1',
  libaprutil1: 'usr/share/doc/libaprutil1',
  'python3-django-cors-headers': 'usr/lib/python3/dist-packages/corsheaders',
  'ruby-rack-cors': 'usr/lib/ruby/vendor_ruby/rack/cors',
};
const UNPACKED_TO = join(ROOT, 'node_modules/.cache/debian');

/** What the examples are written in, each with a command that succeeds where it is there. */
const RUNTIMES = JSON.parse(readFileSync(new URL('runtimes.json', import.meta.url), 'utf8'));

/**
 * Installs the browsers and libraries that are missing, where that is allowed: by root, or without a password, on Debian. Elsewhere it
 * says what to do, and the tests skip what is missing.
 *
 * @param needs `runsExamples`: what the examples are written in is to be installed as well; `runsServers`: the servers' files are wanted
 */
export function installDebianPackages(args, { runsExamples, runsServers }) {
  installMissing(args, runsExamples);
  unpack(runsServers ? { ...PAGE_FILES, ...SERVER_FILES } : PAGE_FILES);
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
function unpack(files) {
  const missing = Object.keys(files).filter((name) => !existsSync(join(UNPACKED_TO, files[name])));
  if (!missing.length || !onPath('apt-get')) return;
  mkdirSync(UNPACKED_TO, { recursive: true });
  const run = (command, ...args) => spawnSync(command, args, { cwd: UNPACKED_TO, encoding: 'utf8' });
  // One by one: another release may lack one of them.
  const download = (name) => run('apt-get', '-q', 'download', name).status === 0;
  const failed = missing.filter((name) => !download(name));
  if (failed.length && run('apt-get', '-q', 'update').status === 0) failed.forEach(download);
  for (const file of readdirSync(UNPACKED_TO).filter((each) => each.endsWith('.deb'))) {
    run('dpkg-deb', '-x', file, '.');
    rmSync(join(UNPACKED_TO, file));
  }
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
