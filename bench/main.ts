import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENGINES, type EngineName } from '../test/support/protocol.ts';
import { measure } from './measure.ts';

const DOCS = join(import.meta.dirname, '../docs');
const all: EngineName[] = ['chromium', 'firefox', 'webkit'];

const named = process.argv.slice(2);
const engines = named.length ? ENGINES.filter((name) => named.includes(name)) : all;
if (engines.length < named.length) {
  console.error(`usage: npm run bench [-- ${all.join('|')} …]`);
  process.exit(2);
}

const figures = await measure(engines, console.log);
const json = `${JSON.stringify(figures, null, 1)}\n`;
if (named.length) {
  console.log(json);
} else {
  mkdirSync(DOCS, { recursive: true });
  writeFileSync(join(DOCS, 'benchmarks.json'), json);
}
