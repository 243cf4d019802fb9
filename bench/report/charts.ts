import * as Plot from '@observablehq/plot';
import { JSDOM } from 'jsdom';
import { ways } from '../firstCall/ways.ts';
import type { Report } from '../measure.ts';
import { everyone, subject } from '../peers.ts';
import { GROWTH, HEAP_CALLS, productOf } from '../plan.ts';

/** Colours for light and dark: a page that shows an SVG as an image passes on what its reader prefers. */
const STYLE = `
  svg { --subject: #0550ae; --other: #8c959f; --grid: #d1d9e0; color: #1f2328; }
  @media (prefers-color-scheme: dark) {
    svg { --subject: #58a6ff; --other: #7d8590; --grid: #3d444d; color: #f0f6fc; }
  }
  text { stroke: none; }
`;
const GRID = { stroke: 'var(--grid)', strokeOpacity: 1 };

const colourOf = ({ title }: { title: string }) => `var(--${title.startsWith(subject.title) ? 'subject' : 'other'})`;
const textColourOf = (title: string) => (title.startsWith(subject.title) ? 'var(--subject)' : 'currentColor');
const titles = Plot.axisY({ label: null, tickSize: 0, fill: textColourOf });

function draw(title: string, options: Plot.PlotOptions, legend = ''): string {
  const { document, XMLSerializer } = new JSDOM().window;
  const style = 'font-size: 13px';
  const svg = Plot.plot({ document, width: 860, marginTop: 40, style, ariaLabel: title, ...options });
  const heading = `<tspan font-weight="600">${title}</tspan><tspan x="0" dy="22">${legend}</tspan>`;
  svg.insertAdjacentHTML('afterbegin', `<style>${STYLE}</style><text y="16" text-anchor="start">${heading}</text>`);
  return `${new XMLSerializer().serializeToString(svg)}\n`;
}

/** Bars of what a page must load. */
export function sizeChart({ sizes }: Report): string {
  const rows = everyone.map(({ name, title }) => ({ title, kB: (sizes[name]?.brotli ?? 0) / 1000 }));
  const place = { x: 'kB', y: 'title' };
  return draw('What a page must load (minified, brotli)', {
    height: 290,
    marginLeft: 200,
    marginRight: 60,
    marginBottom: 0,
    x: { axis: null },
    marks: [
      titles,
      Plot.barX(rows, { ...place, fill: colourOf, sort: { y: 'x' } }),
      Plot.text(rows, { ...place, text: ({ kB }) => `${kB.toFixed(1)} kB`, textAnchor: 'start', dx: 6 }),
    ],
  });
}

/** Dots of the ratios to native, one panel an engine, on a logarithmic scale. */
export function ratioChart({ engines }: Report, operation: 'create' | 'fetch', title: string): string {
  const dots = productOf(engines, everyone, ['elsewhere', 'backend']).flatMap(([engine, peer, target]) => {
    const figure = engine.figures[`${peer.name} ${operation} ${target}`];
    return figure ? [{ browser: engine.browser, title: peer.title, isOurs: target === 'backend', ...figure }] : [];
  });
  const rows = everyone.map((peer) => peer.title).filter((title) => dots.some((dot) => dot.title === title));
  const ticks = [1, 2, 5, 10, 20, 40].filter((tick) => dots.some(({ q3 }) => q3 > tick));
  const marks = [false, true].flatMap((isOurs) => {
    const some = dots.filter((dot) => dot.isOurs === isOurs);
    const place = { y: 'title', fx: 'browser', dy: isOurs ? 5 : -5, stroke: colourOf };
    return [
      Plot.ruleY(some, { ...place, x1: 'q1', x2: 'q3' }),
      Plot.dot(some, { ...place, x: 'median', r: 4, strokeWidth: 2, fill: isOurs ? colourOf : 'none' }),
    ];
  });
  const axis = Plot.axisX(ticks, { tickSize: 0, text: (ratio: number) => `${ratio}×` });
  const options: Plot.PlotOptions = {
    height: 80 + 28 * rows.length,
    marginTop: 76,
    marginLeft: 200,
    fx: { label: null, padding: 0.15 },
    x: { type: 'log', label: null },
    y: { type: 'point', domain: rows, padding: 0.5 },
    marks: [Plot.gridX(ticks, GRID), axis, titles, ...marks],
  };
  const legend = '○ a call that is not ours   ● a call that is; the lines reach from quartile to quartile';
  return draw(title, options, legend);
}

/** Lines of the memory in use over calls. */
export function memoryChart({ memory }: Report): string {
  const points = Object.entries(memory).flatMap(([title, list]) =>
    list.map((bytes, i) => ({ title, MB: bytes / 1e6, calls: 2 * HEAP_CALLS * i })),
  );
  const place = { x: 'calls', y: 'MB', z: 'title' };
  const last = {
    ...place,
    text: 'title',
    textAnchor: 'start',
    dx: 8,
    fill: ({ title }: { title: string }) => textColourOf(title),
  } as const;
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
      Plot.line(points, { ...place, stroke: colourOf }),
      Plot.text(points, Plot.selectLast(last)),
    ],
  });
}

/** Dots of the times until the first call of a visit's later pages, one panel an engine and line. */
export function firstCallChart({ engines }: Report): string {
  const dots = productOf(engines, Object.entries(ways), ['first', 'later'] as const).flatMap(
    ([engine, [name, { title }], visit]) => {
      const figure = engine.firstCalls[`mobile ${visit} ${name}`];
      return figure ? [{ browser: engine.browser, title, visit, ms: figure.b ?? 0 }] : [];
    },
  );
  const rows = Object.values(ways).map(({ title }) => title);
  const place = { x: 'ms', y: 'title', fx: 'browser', stroke: colourOf } as const;
  const of = (visit: string) => dots.filter((dot) => dot.visit === visit);
  return draw(
    'From the navigation to the first call at the server (150 ms round trips, 1.6 Mbit/s)',
    {
      height: 90 + 30 * rows.length,
      marginTop: 76,
      marginLeft: 230,
      marginRight: 70,
      fx: { label: null, padding: 0.25 },
      x: { label: null, domain: [0, Math.max(1, ...dots.map(({ ms }) => ms))] },
      y: { type: 'point', domain: rows, padding: 0.5 },
      marks: [
        Plot.gridX({ ticks: 4, ...GRID }),
        Plot.axisX({ ticks: 4, tickSize: 0, tickFormat: (ms: number) => `${ms / 1000} s` }),
        titles,
        Plot.dot(of('first'), { ...place, r: 4, strokeWidth: 2 }),
        Plot.dot(of('later'), { ...place, r: 4, strokeWidth: 2, fill: colourOf }),
        Plot.text(of('later'), { ...place, stroke: null, text: ({ ms }) => `${Math.round(ms)} ms`, dy: -11 }),
      ],
    },
    '● the later pages of a visit   ○ its first page, with nothing in the cache',
  );
}

/** How the lines of the engines look. */
const LINES = [
  { sign: '━━', dashes: 'none' },
  { sign: '╍╍', dashes: '7 4' },
  { sign: '┅┅', dashes: '2 3' },
];

/** Lines of what each of so many costs, on logarithmic scales: level where the cost grows in proportion, or not at all. */
export function growthChart({ engines }: Report): string {
  const panels = [
    ['a fetch() of ours, by sources', 'sources', 'sources fetch backend'],
    ['each of so many held calls', 'held', 'held'],
    ['each of so many frames', 'frames', 'frames'],
  ] as const;
  const points = productOf(engines, panels).flatMap(([{ browser, figures }, [panel, name, prefix]]) =>
    GROWTH[name].flatMap((count) => {
      const figure = figures[`${prefix} ${count}`];
      if (!figure) return [];
      return [{ browser, panel, count, µs: figure.b === undefined ? (figure.median * 1000) / count : figure.b / 1000 }];
    }),
  );
  const place = { x: 'count', y: 'µs', fx: 'panel', stroke: 'var(--subject)', strokeWidth: 2 } as const;
  const ticks = [0.1, 1, 10, 100, 1000, 10_000].filter(
    (tick) => points.some(({ µs }) => µs < 3 * tick) && points.some(({ µs }) => µs > tick / 3),
  );
  const legend = engines.map(({ browser }, i) => `${LINES[i]?.sign} ${browser}`).join('   ');
  const options: Plot.PlotOptions = {
    height: 300,
    marginTop: 82,
    marginLeft: 60,
    marginRight: 30,
    fx: { label: null, padding: 0.2, domain: panels.map(([panel]) => panel) },
    x: { type: 'log', label: null },
    y: { type: 'log', label: null },
    marks: [
      Plot.gridY(ticks, GRID),
      Plot.axisY(ticks, { tickSize: 0, text: (µs: number) => `${µs} µs` }),
      Plot.axisX([1, 10, 100, 1000, 10_000], { tickSize: 0, text: (count: number) => count.toLocaleString('en') }),
      ...engines.map(({ browser }, i) =>
        Plot.line(
          points.filter((point) => point.browser === browser),
          { ...place, strokeDasharray: LINES[i]?.dashes ?? 'none' },
        ),
      ),
    ],
  };
  return draw('Microseconds for each, over how many there are', options, legend);
}
