import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import terser from '@rollup/plugin-terser';

// `tsc` has put ES2019 into build/; here it only becomes four files and their types (rule G1).
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const banner = `/*! clerk-ajax ${version} | MIT */`;

const minify = terser({
  ecma: 2019,
  compress: { passes: 3, unsafe_arrows: true, pure_getters: true },
  format: { comments: /^!/ },
});

const sizes = {
  name: 'sizes',
  writeBundle({ file }) {
    const code = readFileSync(file);
    console.log(`${file}: ${code.length} bytes, brotli ${brotliCompressSync(code).length}`);
  },
};

const types = {
  name: 'types',
  writeBundle() {
    mkdirSync('dist', { recursive: true });
    for (const name of ['index', 'types']) {
      const code = readFileSync(`build/${name}.d.ts`, 'utf8').replace(/\n?\/\/# sourceMappingURL=.*\n?/, '\n');
      writeFileSync(`dist/${name}.d.ts`, code.replaceAll('./types.ts', './types.js'));
      writeFileSync(`dist/${name}.d.cts`, code.replaceAll('./types.ts', './types.cjs'));
    }
  },
};

const output = (file, format, plugins = []) => ({
  file: `dist/${file}`,
  format,
  banner,
  sourcemap: true,
  plugins: [...plugins, sizes],
});

export default [
  {
    input: 'build/script.js',
    output: [output('clerk-ajax.js', 'iife'), output('clerk-ajax.min.js', 'iife', [minify])],
  },
  { input: 'build/index.js', output: [output('index.js', 'es'), output('index.cjs', 'cjs')], plugins: [types] },
];
