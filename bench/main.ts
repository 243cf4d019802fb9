import { ENGINES, type EngineName } from '../test/support/protocol.ts';
import { measure } from './measure.ts';
import { readFigures, writeReport } from './report/write.ts';

// `npm run bench` measures everything and writes docs/benchmarks.md. With names of engines it measures those, and prints
// the figures; with `report` it writes the document anew from the figures of the last run.

const all: EngineName[] = ['chromium', 'firefox', 'webkit'];
const names = process.argv.slice(2);

if (names.join() === 'report') {
  writeReport(readFigures());
} else if (names.every((name) => (ENGINES as readonly string[]).includes(name))) {
  const figures = await measure(names.length ? (names as EngineName[]) : all, (line) => console.error(line));
  if (names.length) console.log(JSON.stringify(figures, null, 1));
  else writeReport(figures);
} else {
  console.error(`usage: npm run bench [-- report | ${all.join(' | ')} …]`);
  process.exit(2);
}
