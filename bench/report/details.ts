import type { Report } from '../measure.ts';
import { everyone } from '../peers.ts';
import { GROWTH, HEAP_CALLS, HELD_KINDS, OPERATIONS, productOf, TARGETS, type Target } from '../plan.ts';
import { profile } from '../profile.ts';
import type { Figures } from '../stats.ts';
import { fixed, number, spread, table } from './format.ts';
import { bold } from './overview.ts';

// The tables of docs/benchmarks-details.md.

const WHERE: Record<Target, string> = {
  elsewhere: 'not ours, another origin',
  own: 'not ours, the page’s own origin',
  backend: 'ours, another origin',
  self: 'ours, the page’s own origin',
};

/** Two sides of a comparison, and their ratio. */
const sides = (figures: Figures, name: string): string[] => {
  const figure = figures[name];
  return [number(figure?.a), number(figure?.b), spread(figure, fixed)];
};
const ratio = (figures: Figures, name: string): string => spread(figures[name], fixed);
const time = (figures: Figures, name: string): string => spread(figures[name]);

/** A table with columns of each engine. @param rows a title, and what gives the cells of an engine */
function perEngine(
  { engines }: Report,
  columns: string[],
  rows: [title: string, cells: (figures: Figures) => string[]][],
  corner = '',
): string {
  const head = engines.flatMap(({ browser }) =>
    columns.map((column, i) => (i ? column : `${browser}${column && `, ${column}`}`)),
  );
  return table(
    [corner, ...head],
    rows.map(([title, cells]) => [title, ...engines.flatMap(({ figures }) => cells(figures))]),
  );
}

const ofPeers = (report: Report, what: string) =>
  perEngine(
    report,
    ['not ours', 'ours'],
    [
      ['nothing (two bare pages)', (figures) => [ratio(figures, `control ${what}`), '']],
      ...everyone
        .filter(({ patches }) => patches.includes(what === 'fetch' ? 'fetch' : 'xhr'))
        .map(({ name, title }): [string, (figures: Figures) => string[]] => [
          bold(name, title),
          (figures) => ['elsewhere', 'backend'].map((target) => ratio(figures, `${name} ${what} ${target}`)),
        ]),
    ],
  );

export const details: Record<string, (report: Report) => string> = {
  create: (report) => ofPeers(report, 'create'),
  fetch: (report) => ofPeers(report, 'fetch'),
  calls: (report) =>
    perEngine(
      report,
      ['native', 'clerk-ajax', 'ratio'],
      productOf(OPERATIONS, TARGETS).map(([operation, target]) => [
        `\`${operation}()\`, ${WHERE[target]}`,
        (figures) => sides(figures, `${operation} ${target}`),
      ]),
      'ns',
    ),
  profile: (report) =>
    perEngine(
      report,
      [''],
      Object.entries(profile).flatMap(([name, { title, operation, target }], i, all) => {
        const call = `${operation} ${target}`;
        const row: [string, (figures: Figures) => string[]] = [
          `\`${operation}()\`, ${WHERE[target]}: ${title}`,
          (figures) => [ratio(figures, `profile ${name}`)],
        ];
        const next = all[i + 1]?.[1];
        if (next && `${next.operation} ${next.target}` === call) return [row];
        return [row, [`**clerk-ajax, ${WHERE[target]}**`, (figures) => [`**${ratio(figures, call)}**`]]];
      }),
    ),
  installs: (report) =>
    perEngine(
      report,
      ['first', 'again'],
      [{ name: 'control', title: 'an empty script' }, ...everyone].map(({ name, title }) => [
        bold(name, title),
        (figures) => [time(figures, `${name} first`), time(figures, `${name} again`)],
      ]),
      'ms',
    ),
  growth: (report) =>
    perEngine(
      report,
      ['ms until the last has left', 'µs each'],
      (['held', 'frames'] as const).flatMap((name) =>
        GROWTH[name].map((count): [string, (figures: Figures) => string[]] => [
          `${number(count)} ${name === 'held' ? 'held calls' : 'frames'}`,
          (figures) => {
            const figure = figures[`${name} ${count}`];
            return [spread(figure), number(figure && (figure.median * 1000) / count)];
          },
        ]),
      ),
    ),
  sources: (report) =>
    perEngine(
      report,
      ['native', 'clerk-ajax', 'ratio'],
      productOf(OPERATIONS, ['elsewhere', 'backend'] as const, GROWTH.sources).map(([operation, target, count]) => [
        `\`${operation}()\`, ${WHERE[target]}, ${number(count)} ${count === 1 ? 'source' : 'sources'}`,
        (figures) => sides(figures, `sources ${operation} ${target} ${count}`),
      ]),
      'ns',
    ),
  channels: (report) =>
    perEngine(
      report,
      ['native', 'with it', 'ratio'],
      productOf(['EventSource', 'WebSocket'], ['not ours', 'ours']).map(([api, whose]) => [
        `\`new ${api}()\`, ${whose}`,
        (figures) => sides(figures, `${api} ${whose}`),
      ]),
      'ns',
    ),
  trips: (report) =>
    perEngine(
      report,
      ['native', 'with it', 'ratio'],
      everyone.flatMap(({ name, title, patches }) =>
        patches.map((api): [string, (figures: Figures) => string[]] => [
          bold(name, `${title}, ${api === 'xhr' ? 'XHR' : 'fetch'}`),
          (figures) => sides(figures, `trip ${name} ${api}`),
        ]),
      ),
      'ms',
    ),
  sizes: ({ sizes, versions }) =>
    table(
      ['', 'version', 'minified', 'gzip', 'brotli', 'what it does here'],
      everyone.map(({ name, title, does }) => {
        const { minified, gzip, brotli } = sizes[name] ?? {};
        const cells = [title, versions[name] ?? '', number(minified), number(gzip), number(brotli), does];
        return cells.map((cell) => cell && bold(name, cell));
      }),
    ),
  modules: ({ modules }) =>
    table(
      ['module of `src/`', 'bytes'],
      Object.entries(modules).map(([name, bytes]) => [`${name}.ts`, number(bytes)]),
    ),
  parts: ({ parts }) =>
    table(
      ['what is in it', 'bytes'],
      Object.entries(parts).map(([name, bytes]) => [name, number(bytes)]),
    ),
  memory({ memory }) {
    const names = Object.keys(memory);
    const rows = Array.from({ length: Math.max(0, ...Object.values(memory).map(({ length }) => length)) }, (_, i) => [
      number(2 * HEAP_CALLS * i),
      ...names.map((name) => number((memory[name]?.[i] ?? Number.NaN) / 1000)),
    ]);
    return table(['calls', ...names.map((name) => `${name}, kB in use`)], rows);
  },
  held: ({ held }) =>
    table(
      ['', 'bytes while it is held', 'left when it is gone', 'native, while it is under way'],
      HELD_KINDS.map((kind) => [
        `\`${kind}\``,
        number(held[kind]?.held),
        number(held[kind]?.left),
        number(held[`native ${kind}`]?.held),
      ]),
    ),
};
