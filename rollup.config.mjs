import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import terser from '@rollup/plugin-terser';

// `tsc` has put ES2019 into build/; here it only becomes four files and their types (rule G1).
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const banner = `/*! clerk-ajax ${version} | MIT */`;

const minify = terser({
  ecma: 2019,
  // Functions that are moved into others are parsed once more with each of these: they cost time to install, and no byte less.
  compress: { passes: 3, unsafe_arrows: true, pure_getters: true, reduce_funcs: false },
  // Private members, by the convention of src/.
  mangle: { properties: { regex: /^_/ } },
  format: { comments: /^!/ },
});

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
    for (const name of ['index', 'types']) {
      const code = readFileSync(`build/${name}.d.ts`, 'utf8').replace(/\/\/# sourceMappingURL=.*/, '');
      writeFileSync(`dist/${name}.d.ts`, code.replaceAll('./types.ts', './types.js'));
      writeFileSync(`dist/${name}.d.cts`, code.replaceAll('./types.ts', './types.cjs'));
    }
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
    input: 'build/script.js',
    output: [output('clerk-ajax.js', 'iife'), output('clerk-ajax.min.js', 'iife', minify, integrity)],
  },
  { input: 'build/index.js', output: [output('index.js', 'es'), output('index.cjs', 'cjs', types)] },
];
