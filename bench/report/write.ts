import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from '../measure.ts';
import { memoryChart, ratioChart, sizeChart } from './charts.ts';
import { fill } from './fill.ts';

/** Writes the document, its charts, and the figures that both are made of. */
export function writeReport(figures: Figures, directory: string): void {
  const template = readFileSync(join(import.meta.dirname, 'benchmarks.md'), 'utf8');
  const files = {
    'benchmarks.md': fill(template, figures),
    'benchmarks-size.svg': sizeChart(figures),
    'benchmarks-xhr.svg': ratioChart(figures, 'create', 'new XMLHttpRequest() and open(), as a ratio to native'),
    'benchmarks-fetch.svg': ratioChart(figures, 'fetch', 'fetch(), as a ratio to native'),
    'benchmarks-memory.svg': memoryChart(figures),
    'benchmarks.json': `${JSON.stringify(figures, null, 1)}\n`,
  };
  mkdirSync(directory, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(directory, name), content);
}

/** The figures of the run that has written into a directory. */
export const readFigures = (directory: string): Figures =>
  JSON.parse(readFileSync(join(directory, 'benchmarks.json'), 'utf8'));
