import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Figures } from '../measure.ts';
import { memoryChart, ratioChart, sizeChart } from './charts.ts';
import { markdown } from './markdown.ts';

const DOCS = join(import.meta.dirname, '../../docs');
const FIGURES = join(DOCS, 'benchmarks.json');

/** Writes the document, its charts, and the figures that both are made of. */
export function writeReport(figures: Figures): void {
  const findings = readFileSync(join(import.meta.dirname, 'findings.md'), 'utf8');
  const files = {
    'benchmarks.md': markdown(figures, findings),
    'benchmarks-size.svg': sizeChart(figures),
    'benchmarks-xhr.svg': ratioChart(figures, 'create', 'new XMLHttpRequest() and open(), as a ratio to native'),
    'benchmarks-fetch.svg': ratioChart(figures, 'fetch', 'fetch(), as a ratio to native'),
    'benchmarks-memory.svg': memoryChart(figures),
    'benchmarks.json': `${JSON.stringify(figures, null, 1)}\n`,
  };
  mkdirSync(DOCS, { recursive: true });
  for (const [name, content] of Object.entries(files)) writeFileSync(join(DOCS, name), content);
}

/** The figures of the last run. */
export const readFigures = (): Figures => JSON.parse(readFileSync(FIGURES, 'utf8'));
