import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import terser from '@rollup/plugin-terser';
import swc from '@swc/core';

// `tsc` has put ES2019 into build/; here it only becomes the files of dist/ and their types (rule G1), and the command line.
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const banner = `/*! clerk-ajax ${version} | MIT */`;

// The minified files have short names for all properties but those that others know as well: terser keeps the names of the
// web platform by itself, and `names` has the rest. A member of ClerkJS that is in none of these lists is read by a name
// that ClerkJS does not have, and only in the minified files: test/browser/mangled-names.test.ts fails then. Most names are
// those of `src/types.ts`, which says what programs see, and what the shim reads of ClerkJS; its comments do not count.
const typed = readFileSync('src/types.ts', 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
const names = {
  types: [...typed.matchAll(/(\w+)\??[:(]/g)].map(([, name]) => name),
  // On the page, and of its objects.
  page: ['Clerk', 'ClerkAjax', 'clerkPublishableKey', 'handleEvent'],
  // Options of ClerkJS's `load()`.
  load: ['isSatellite', 'satelliteAutoSync', 'signInUrl', 'signUpUrl'],
  // What copies of the shim share on a page.
  shared: ['installation', 'fingerprint', 'giveUp'],
};

// The functions on the path of each call stay functions: swc makes others, which are called in one place, into closures there,
// and they would be made anew with each call.
const HOT =
  /(?<!function |\.)\b(?:backendOf|carry|change|copyOf|find|newCall|noteUnsent|onChange|openNow|prepare|readCall|readUrl)(?=\()/g;

// swc finds what terser does not, and terser has shorter names.
const compress = {
  name: 'compress',
  renderChunk: (code) =>
    swc.minify(code.replace(HOT, '/*#__NOINLINE__*/$&'), {
      compress: { ecma: 2019, passes: 3, inline: 1 },
      mangle: false,
      sourceMap: true,
      format: { comments: 'some' },
    }),
};
const minify = [
  compress,
  terser({
    ecma: 2019,
    compress: { passes: 3, unsafe_arrows: true, pure_getters: true, reduce_funcs: false },
    mangle: { properties: { reserved: Object.values(names).flat() } },
    format: { comments: /^!/ },
  }),
];

const sizes = {
  name: 'sizes',
  writeBundle({ file }) {
    const code = readFileSync(file);
    console.log(`${file}: ${code.length} bytes, brotli ${brotliCompressSync(code).length}`);
  },
};

// What a page pastes is the file of this build.
const integrity = {
  name: 'integrity',
  writeBundle({ file }) {
    const hash = createHash('sha384').update(readFileSync(file)).digest('base64');
    const readme = readFileSync('README.md', 'utf8');
    writeFileSync('README.md', readme.replace(/sha384-[\w+/=]+/, `sha384-${hash}`));
  },
};

const types = {
  name: 'types',
  writeBundle() {
    for (const name of ['entries/index', 'entries/all', 'types']) {
      const code = readFileSync(`build/${name}.d.ts`, 'utf8').replace(/\/\/# sourceMappingURL=.*/, '');
      const file = `dist/${name.replace('entries/', '')}`;
      writeFileSync(`${file}.d.ts`, code.replaceAll('../types.ts', './types.js'));
      writeFileSync(`${file}.d.cts`, code.replaceAll('../types.ts', './types.cjs'));
    }
  },
};

// What runs in Node is read by nobody, but it is downloaded.
const small = terser({ module: true, ecma: 2020, format: { comments: /^!/ } });

// The licences of the libraries that the command line has in it, as they ask for it.
const licences = {
  name: 'licences',
  renderChunk(code, { moduleIds }) {
    const packages = new Set(moduleIds.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id)?.[0] ?? []));
    const texts = [...packages].sort().map((directory) => {
      const { name, version } = JSON.parse(readFileSync(`${directory}/package.json`, 'utf8'));
      const file = readdirSync(directory).find((each) => /^licen[cs]e/i.test(each));
      return `${name} ${version}\n\n${readFileSync(`${directory}/${file}`, 'utf8').trim()}\n`;
    });
    return { code: `${code}\n/*!\n${texts.join('\n')}*/\n`, map: null };
  },
};

const output = (file, format, ...plugins) => ({
  file: `dist/${file}`,
  format,
  banner,
  sourcemap: true,
  plugins: [...plugins, sizes],
});

export default [
  {
    input: 'build/entries/script.js',
    output: [output('clerk-ajax.js', 'iife'), output('clerk-ajax.min.js', 'iife', ...minify, integrity)],
  },
  {
    input: 'build/entries/scriptAll.js',
    output: [output('clerk-ajax.all.js', 'iife'), output('clerk-ajax.all.min.js', 'iife', ...minify)],
  },
  { input: 'build/entries/index.js', output: [output('index.js', 'es'), output('index.cjs', 'cjs')] },
  { input: 'build/entries/all.js', output: [output('all.js', 'es'), output('all.cjs', 'cjs', types)] },
  {
    // The command line (K), with its libraries inside: the package depends on no other (G4).
    input: 'build/node/doctor/cli/main.js',
    plugins: [nodeResolve()],
    external: /^node:/,
    output: {
      file: 'dist/doctor.js',
      format: 'es',
      banner: `#!/usr/bin/env node\n${banner}`,
      plugins: [small, licences, sizes],
    },
  },
];
