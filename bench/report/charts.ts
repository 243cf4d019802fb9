import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';
import type { Figures } from '../measure.ts';
import { peers, subject } from '../peers.ts';
import { HEAP_CALLS } from '../plan.ts';

/** Colours for light and dark: a page that shows an SVG as an image passes on what its reader prefers. */
const STYLE = `
  svg { --subject: #0550ae; --other: #8c959f; --grid: #d1d9e0; color: #1f2328; }
  @media (prefers-color-scheme: dark) {
    svg { --subject: #58a6ff; --other: #7d8590; --grid: #3d444d; color: #f0f6fc; }
  }
  text { stroke: none; }`;
const GRID = { stroke: 'var(--grid)', strokeOpacity: 1 };

const all = [subject, ...peers];
const colourOf = (title: string) => `var(--${title === subject.title ? 'subject' : 'other'})`;
const labelColourOf = (title: string) => (title === subject.title ? 'var(--subject)' : 'currentColor');
const names = Plot.axisY({ label: null, tickSize: 0, fill: labelColourOf });

function draw(title: string, { marks = [], ...options }: Plot.PlotOptions, legend = ''): string {
  const { document, XMLSerializer } = new JSDOM().window;
  const svg = Plot.plot({
    document,
    width: 860,
    marginTop: 40,
    style: 'font-size: 13px',
    ariaLabel: title,
    color: { type: 'identity' },
    ...options,
    marks,
  });
  const heading = `<text x="0" y="16" text-anchor="start"><tspan font-weight="600">${title}</tspan><tspan x="0" dy="22">${legend}</tspan></text>`;
  svg.insertAdjacentHTML('afterbegin', `<style>${STYLE}\n</style>${heading}`);
  return `${new XMLSerializer().serializeToString(svg)}\n`;
}

/** Bars of what a page must load. */
export function sizeChart({ sizes }: Figures): string {
  const rows = all.map(({ name, title }) => ({ title, kB: (sizes[name]?.brotli ?? 0) / 1000 }));
  return draw('What a page must load (minified, brotli)', {
    height: 290,
    marginLeft: 200,
    marginRight: 60,
    marginBottom: 0,
    x: { axis: null },
    marks: [
      names,
      Plot.barX(rows, { x: 'kB', y: 'title', fill: ({ title }) => colourOf(title), sort: { y: 'x' } }),
      Plot.text(rows, { x: 'kB', y: 'title', text: ({ kB }) => `${kB.toFixed(1)} kB`, textAnchor: 'start', dx: 6 }),
    ],
  });
}

/** Dots of the ratios to native, one panel an engine, on a logarithmic scale. */
export function ratioChart({ engines }: Figures, operation: 'create' | 'fetch', title: string): string {
  const rows = all.filter(({ patches }) => patches.includes(operation === 'fetch' ? 'fetch' : 'xhr'));
  const data = Object.values(engines).flatMap(({ browser, peers: figures }) =>
    rows.flatMap(({ name, title }) =>
      (['elsewhere', 'backend'] as const).flatMap((target) => {
        const ratio = figures[name]?.compare[`${operation} ${target}`]?.ratio;
        return ratio ? [{ browser, title, target, ...ratio }] : [];
      }),
    ),
  );
  const ticks = [1, 2, 5, 10, 20, 40].filter((tick) => data.some(({ q3 }) => q3 > tick));
  const marks = (['elsewhere', 'backend'] as const).flatMap((target) => {
    const stroke = ({ title }: { title: string }) => colourOf(title);
    const place = { y: 'title', fx: 'browser', dy: target === 'backend' ? 5 : -5, stroke };
    const some = data.filter((each) => each.target === target);
    return [
      Plot.ruleY(some, { ...place, x1: 'q1', x2: 'q3' }),
      Plot.dot(some, { ...place, x: 'median', r: 4, strokeWidth: 2, fill: target === 'backend' ? stroke : 'none' }),
    ];
  });
  return draw(
    title,
    {
      height: 80 + 28 * rows.length,
      marginTop: 76,
      marginLeft: 200,
      fx: { label: null, padding: 0.15 },
      x: { type: 'log', label: null },
      y: { type: 'point', domain: rows.map(({ title }) => title), padding: 0.5 },
      marks: [
        Plot.gridX(ticks, GRID),
        Plot.axisX(ticks, { tickSize: 0, text: (ratio: number) => `${ratio}×` }),
        names,
        ...marks,
      ],
    },
    '○ a call that is not ours   ● a call that is; the lines reach from quartile to quartile',
  );
}

/** Lines of the memory in use over calls. */
export function memoryChart({ heap }: Figures): string {
  const points = Object.entries(heap).flatMap(([name, list]) =>
    list.map((bytes, step) => ({ name, MB: bytes / 1e6, calls: 2 * HEAP_CALLS * step })),
  );
  const place = { x: 'calls', y: 'MB', z: 'name' };
  return draw('Memory in use after garbage collection, over calls (Chromium)', {
    height: 240,
    marginLeft: 60,
    marginRight: 100,
    x: { label: null },
    y: { label: null, domain: [0, Math.ceil(Math.max(...points.map(({ MB }) => MB)))] },
    marks: [
      Plot.gridY({ ticks: 3, ...GRID }),
      Plot.axisY({ ticks: 3, tickSize: 0, tickFormat: (MB: number) => `${MB} MB` }),
      Plot.axisX({ ticks: 3, tickSize: 0 }),
      Plot.line(points, { ...place, stroke: ({ name }) => colourOf(name) }),
      Plot.text(
        points,
        Plot.selectLast({
          ...place,
          text: 'name',
          textAnchor: 'start',
          dx: 8,
          fill: ({ name }) => labelColourOf(name),
        }),
      ),
    ],
  });
}
