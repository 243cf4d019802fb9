import type { Figures } from '../measure.ts';
import { HEAP_CALLS } from '../plan.ts';
import type { Comparison, EngineFigures, Spread } from '../stats.ts';

// The template has the tables, with the names of figures: `{{times xhook first,xhook again}}`.

/** @throws Error for a name that the template has, and nothing else */
function named<Value>(list: Record<string, Value>, name = ''): Value {
  const value = list[name];
  if (value === undefined) throw new Error(`nothing is called "${name}"`);
  return value;
}

const fixed = (value: number): string => value.toFixed(2);
const number = (value: number): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : `${+value.toPrecision(3)}`;
const spread = ({ q1, median, q3 }: Spread, print = number): string =>
  `${print(median)} <sub>${print(q1)} – ${print(q3)}</sub>`;
const ratio = (comparison: Comparison): string => spread(comparison.ratio, fixed);
const mark = (isMet: boolean, text: string): string => `${isMet ? '✓' : '✗'} ${text}`;

/** Both sides of a comparison, and their ratio. */
function sides({ ratios }: EngineFigures, name?: string): string[] {
  const { a, b, ratio: own } = named(ratios, name);
  return [number(a), number(b), spread(own, fixed)];
}

/** Cells that every engine has. */
const CELLS: Record<string, (engine: EngineFigures, ...names: string[]) => string[]> = {
  heads: ({ browser }, first, ...others) => [first ? `${browser}, ${first}` : browser, ...others],
  ratios: ({ ratios }, ...names) => names.map((name) => ratio(named(ratios, name))),
  times: ({ times }, ...names) => names.map((name) => spread(named(times, name))),
  bold: ({ ratios }, name) => [`**${ratio(named(ratios, name))}**`],
  alone: ({ ratios }, name) => [ratio(named(ratios, name)), ''],
  call({ ratios }, name) {
    const { a, b, ratio: own } = named(ratios, `call ${name}`);
    const least = ratios[`least ${name}`];
    return [number(a), number(b), spread(own, fixed), least ? fixed(least.ratio.median) : ''];
  },
  trip: (engine, name) => sides(engine, `trip ${name}`),
  made: sides,
  held({ times }, calls = '') {
    const time = named(times, `held ${calls}`);
    return [spread(time), number((time.median * 1000) / +calls)];
  },
  /** The worst of some ratios against a limit; in brackets, the least that is possible. */
  worst({ ratios }, limit = '', ...names) {
    const medianOf = (name: string) => named(ratios, name).ratio.median;
    const [name = ''] = names.sort((a, b) => medianOf(b) - medianOf(a));
    const least = ratios[name.replace('call', 'least')];
    const brackets = least && name.startsWith('call') ? ` (${fixed(least.ratio.median)})` : '';
    return [mark(medianOf(name) <= +limit, fixed(medianOf(name)) + brackets)];
  },
  /** A time against a limit, in ms. */
  below({ times }, limit = '', name) {
    const { median } = named(times, name);
    return [mark(median <= +limit, `${fixed(median)} ms`)];
  },
};

const row = (title: string, ...cells: number[]): string => `| ${[title, ...cells.map(number)].join(' | ')} |`;
const rows = (list: Record<string, number>, ending = ''): string =>
  Object.entries(list)
    .map(([name, bytes]) => row(name + ending, bytes))
    .join('\n');

/** What is not of an engine. */
const TEXTS: Record<string, (figures: Figures, ...names: string[]) => string> = {
  run: ({ date, machine, engines }) => `${date}: ${engines.map(({ browser }) => browser).join(', ')}; ${machine}`,
  version: ({ versions }, name) => named(versions, name),
  size({ sizes }, name, around = '') {
    const { minified, gzip, brotli } = named(sizes, name);
    return [minified, gzip, brotli].map((bytes) => around + number(bytes) + around).join(' | ');
  },
  brotli({ sizes, engines }, limit = '') {
    const { brotli } = named(sizes, 'clerk-ajax');
    return [mark(brotli < +limit, number(brotli)), ...engines.slice(1).map(() => '')].join(' | ');
  },
  preflights: ({ engines: [engine] }, name) => number(engine?.ratios[`trip ${name}`]?.preflights ?? Number.NaN),
  modules: ({ modules }) => rows(modules, '.ts'),
  parts: ({ parts }) => rows(parts),
  bytes: ({ sizes }, name) => number(named(sizes, name).brotli),
  kept: ({ channels }, name) => [named(channels, name).held, named(channels, name).left].map(number).join(' | '),
  memory({ heap }) {
    const bytes = named(heap, 'clerk-ajax');
    return named(heap, 'native')
      .map((native, i) => row(number(HEAP_CALLS * i), native / 1000, (bytes[i] ?? Number.NaN) / 1000))
      .join('\n');
  },
};

/** The document: the template with all figures in it. */
export function fill(template: string, figures: Figures): string {
  const text = template.replace(/\{\{(\w+) ?(.*?)\}\}/g, (_, what: string, list: string) => {
    const names = list ? list.split(',') : [];
    const cells = CELLS[what];
    if (cells) return figures.engines.flatMap((engine) => cells(engine, ...names)).join(' | ');
    return named(TEXTS, what)(figures, ...names);
  });
  // Columns but the first are figures.
  return text.replace(/^(\|.*)\n\| --- \|$/gm, (_, head: string) => {
    const columns = head.split('|').length - 3;
    return `${head}\n| --- |${' ---: |'.repeat(columns)}`;
  });
}
