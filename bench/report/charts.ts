import type { Figures } from '../measure.ts';
import { peers, subject } from '../peers.ts';
import { HEAP_CALLS } from '../plan.ts';
import type { Comparison } from '../stats.ts';
import { bar, type Colour, dot, line, path, svg, text } from './svg.ts';

const WIDTH = 860;
const ROW = 26;
const NAMES = 200;

const colourOf = (name: string): Colour => (name === subject.name ? 'subject' : 'other');
const labelOf = (name: string, title: string, y: number) =>
  text(NAMES - 12, y + 4, title, { anchor: 'end', kind: name === subject.name ? 'subject' : '' });

/** Bars of what a page must load. */
export function sizeChart({ sizes }: Figures): string {
  const rows = [subject, ...peers]
    .map(({ name, title }) => ({ name, title, bytes: sizes[name]?.brotli ?? 0 }))
    .sort((a, b) => a.bytes - b.bytes);
  const most = Math.max(...rows.map(({ bytes }) => bytes));
  const content = rows.flatMap(({ name, title, bytes }, i) => {
    const y = 50 + i * ROW;
    const width = ((WIDTH - NAMES - 90) * bytes) / most;
    return [
      labelOf(name, title, y),
      bar(NAMES, y - 8, width, 16, colourOf(name)),
      text(NAMES + width + 8, y + 4, `${(bytes / 1000).toFixed(1)} kB`, { kind: 'quiet' }),
    ];
  });
  const title = 'What a page must load (minified, brotli)';
  return svg(WIDTH, 50 + rows.length * ROW, title, [text(0, 16, title, { kind: 'title' }), ...content]);
}

const TICKS = [1, 2, 5, 10, 20, 50];

/** Dots of the ratios to native, one panel an engine, on a logarithmic scale. */
export function ratioChart({ engines }: Figures, operation: 'create' | 'fetch', title: string): string {
  const rows = [subject, ...peers].filter(({ patches }) => patches.includes(operation === 'fetch' ? 'fetch' : 'xhr'));
  const list = Object.values(engines);
  const all = list.flatMap(({ peers }) => rows.flatMap(({ name }) => Object.values(peers[name]?.compare ?? {})));
  const most = Math.max(...all.map(({ ratio }) => ratio.q3), 2) * 1.1;
  const gap = 24;
  const panel = (WIDTH - NAMES - gap * (list.length - 1)) / list.length;
  const top = 84;
  const bottom = top + rows.length * ROW;

  const content = list.flatMap(({ browser, peers: figures }, i) => {
    const left = NAMES + i * (panel + gap);
    const at = (ratio: number) => left + (panel * Math.log(Math.max(ratio, 0.9) / 0.9)) / Math.log(most / 0.9);
    const mark = (comparison: Comparison | undefined, y: number, colour: Colour, hollow: boolean) =>
      comparison
        ? [
            line(at(comparison.ratio.q1), y, at(comparison.ratio.q3), y, colour),
            dot(at(comparison.ratio.median), y, colour, hollow),
          ]
        : [];
    return [
      text(left, top - 22, browser, { kind: 'title' }),
      ...TICKS.filter((tick) => tick < most).flatMap((tick) => [
        line(at(tick), top - 12, at(tick), bottom),
        text(at(tick), bottom + 16, `${tick}×`, { anchor: 'middle', kind: 'quiet' }),
      ]),
      ...rows.flatMap(({ name }, row) => {
        const compare = figures[name]?.compare ?? {};
        const y = top + row * ROW;
        return [
          ...mark(compare[`${operation} elsewhere`], y - 4, colourOf(name), true),
          ...mark(compare[`${operation} backend`], y + 5, colourOf(name), false),
        ];
      }),
    ];
  });
  return svg(WIDTH, bottom + 24, title, [
    text(0, 16, title, { kind: 'title' }),
    dot(6, 34, 'other', true),
    text(16, 38, 'a call that is not ours', { kind: 'quiet' }),
    dot(156, 34, 'other'),
    text(166, 38, 'a call that is; the lines reach from quartile to quartile', { kind: 'quiet' }),
    ...rows.map(({ name, title: label }, row) => labelOf(name, label, top + row * ROW)),
    ...content,
  ]);
}

/** Lines of the memory in use over calls. */
export function memoryChart({ heap }: Figures): string {
  const height = 240;
  const left = 60;
  const right = WIDTH - 130;
  const [top, bottom] = [44, height - 40];
  const megabytes = Object.fromEntries(Object.entries(heap).map(([name, bytes]) => [name, bytes.map((b) => b / 1e6)]));
  const most = Math.ceil(Math.max(...Object.values(megabytes).flat()));
  const steps = Math.max(...Object.values(megabytes).map((list) => list.length)) - 1;
  const x = (step: number) => left + ((right - left) * step) / steps;
  const y = (value: number) => bottom - ((bottom - top) * value) / most;
  const title = 'Memory in use after garbage collection, over calls (Chromium)';
  return svg(WIDTH, height, title, [
    text(0, 16, title, { kind: 'title' }),
    ...[0, most / 2, most].flatMap((value) => [
      line(left, y(value), right, y(value)),
      text(left - 8, y(value) + 4, `${value} MB`, { anchor: 'end', kind: 'quiet' }),
    ]),
    ...[0, steps / 2, steps].map((step) =>
      text(x(step), bottom + 20, `${((2 * HEAP_CALLS * step) / 1000).toFixed(0)} 000`, {
        anchor: 'middle',
        kind: 'quiet',
      }),
    ),
    ...Object.entries(megabytes).flatMap(([name, list]) => [
      path(
        list.map((value, step) => [x(step), y(value)]),
        colourOf(name),
      ),
      text(right + 8, y(list.at(-1) ?? 0) + 4, name, { kind: colourOf(name) }),
    ]),
  ]);
}
