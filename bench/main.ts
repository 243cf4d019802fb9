import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { EngineName } from '../test/kit/protocol.ts';
import { ROOT } from '../test/servers/files.ts';
import { measure } from './measure.ts';
import { readReport, writeReport } from './report/write.ts';
import { compareWithTargets } from './targets.ts';

// `npm run bench` measures everything, and writes docs/benchmarks.md, docs/benchmarks-details.md and their charts.
const { values } = parseArgs({
  options: {
    /** Only this engine; may be given again. The documents go to .cache/bench/ then. */
    engine: { type: 'string', multiple: true },
    /** A few rounds of everything, to see that it works; the documents go to .cache/bench/, for their figures say nothing. */
    quick: { type: 'boolean', default: false },
    /** Nothing is measured: the documents are written anew from the figures of the last run. */
    report: { type: 'boolean', default: false },
  },
});
const engines = (values.engine ?? ['chromium', 'firefox', 'webkit']) as EngineName[];
const directory = join(ROOT, values.engine || values.quick ? '.cache/bench' : 'docs');
const start = performance.now();
const report = values.report ? readReport(directory) : await measure(engines, values.quick);
writeReport(report, directory);
for (const line of compareWithTargets(report)) console.log(line);
for (const { engine, step } of report.failures) console.log(`not measured: ${engine}: ${step}`);
console.log(`written in ${Math.round((performance.now() - start) / 1000)} s: ${join(directory, 'benchmarks.md')}`);
// A browser that stalled must not keep this process.
process.exit(report.failures.length ? 1 : 0);
