import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from '../measure.ts';
import { firstCallChart, growthChart, memoryChart, ratioChart, sizeChart } from './charts.ts';
import { fill } from './fill.ts';

/** One line for each figure. */
const print = (report: Report): string =>
  `${JSON.stringify(report, null, 1).replace(/\{[^{}]*\}|\[[^[\]{}]*\]/g, (inner) => inner.replace(/\s+/g, ' '))}\n`;

/** Writes the documents, their charts, and the figures that they are made of. */
export function writeReport(report: Report, directory: string): void {
  const document = (name: string) => fill(readFileSync(join(import.meta.dirname, name), 'utf8'), report);
  const files = {
    'benchmarks.json': print(report),
    'benchmarks.md': document('benchmarks.md'),
    'benchmarks-details.md': document('benchmarks-details.md'),
    'benchmarks-first-call.svg': firstCallChart(report),
    'benchmarks-growth.svg': growthChart(report),
    'benchmarks-memory.svg': memoryChart(report),
    'benchmarks-size.svg': sizeChart(report),
    'benchmarks-xhr.svg': ratioChart(report, 'create', 'new XMLHttpRequest() and open(), as a ratio to native'),
    'benchmarks-fetch.svg': ratioChart(report, 'fetch', 'fetch(), as a ratio to native'),
  };
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
}

/** The figures of the run that has written into a directory. */
export const readReport = (directory: string): Report =>
  JSON.parse(readFileSync(join(directory, 'benchmarks.json'), 'utf8'));
