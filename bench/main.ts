import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EngineName } from '../test/kit/protocol.ts';
import { ROOT } from '../test/servers/files.ts';
import { measure } from './measure.ts';
import { readFigures, writeReport } from './report/write.ts';

// `npm run bench` measures everything, and writes docs/benchmarks.md and its charts.
const { values } = parseArgs({
  options: {
    /** Only this engine; may be given again. The document goes to .cache/bench/ then. */
    engine: { type: 'string', multiple: true },
    /** A few rounds of everything, to see that it works; the document goes to .cache/bench/, for its figures say nothing. */
    quick: { type: 'boolean', default: false },
    /** Nothing is measured: the document is written anew from the figures of the last run. */
    report: { type: 'boolean', default: false },
  },
});
const engines = (values.engine ?? ['chromium', 'firefox', 'webkit']) as EngineName[];
const docs = join(ROOT, 'docs');
const directory = values.engine || values.quick ? join(ROOT, '.cache/bench') : docs;
const figures = values.report ? readFigures(docs) : await measure(engines, values.quick);
writeReport(figures, directory);
console.log(`written: ${join(directory, 'benchmarks.md')}`);
