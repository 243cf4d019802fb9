// Fails when a file of dist/ has syntax that is newer than ES2019, the level of the oldest browsers (rule G2).
import { readFileSync } from 'node:fs';
import { parse } from 'acorn';

const FILES = {
  'dist/clerk-ajax.js': 'script',
  'dist/clerk-ajax.min.js': 'script',
  'dist/clerk-ajax.all.js': 'script',
  'dist/clerk-ajax.all.min.js': 'script',
  'dist/index.js': 'module',
  'dist/all.js': 'module',
  'dist/index.cjs': 'script',
  'dist/all.cjs': 'script',
};

for (const [file, sourceType] of Object.entries(FILES)) {
  try {
    parse(readFileSync(file, 'utf8'), { ecmaVersion: 2019, sourceType });
  } catch (error) {
    console.error(`${file}: ${error.message}`);
    process.exitCode = 1;
  }
}
