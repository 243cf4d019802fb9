import { LINES } from '../firstCall/measure.ts';
import { ways } from '../firstCall/ways.ts';
import type { Report } from '../measure.ts';
import { everyone, subject } from '../peers.ts';
import { GROWTH, HEAP_CALLS } from '../plan.ts';
import { type Figure, slopeOf } from '../stats.ts';
import { growthOf } from '../targets.ts';
import { added, fixed, number, table } from './format.ts';

// The tables of docs/benchmarks.md: what a reader wants to know first.

type Engine = Report['engines'][number];

export const bold = (name: string, text: string): string => (name === subject.name ? `**${text}**` : text);
/** The engines that can be driven to a page. */
const driven = ({ engines }: Report) => engines.filter(({ firstCalls }) => Object.keys(firstCalls).length);

/** The times until the first call: a row for each way, a column for each engine and line. */
export function firstCalls(report: Report, visit: string): string {
  const columns = driven(report).flatMap((engine) => Object.entries(LINES).map((line) => [engine, ...line] as const));
  const rows = Object.entries(ways)
    .filter(([, way]) => (way.visits as readonly string[]).includes(visit))
    .map(([name, { title }]) => {
      const cells = columns.map(([{ firstCalls }, line]) => {
        const figure = firstCalls[`${line} ${visit} ${name}`];
        const { b, q1, median, q3 } = figure ?? {};
        return name === 'without'
          ? number(b)
          : `${number(b)} (${fixed(median)} <sub>${fixed(q1)} – ${fixed(q3)}</sub>)`;
      });
      return [title, ...cells].map((cell) => (title.startsWith(subject.name) ? `**${cell}**` : cell));
    });
  return table(['ms', ...columns.map(([{ browser }, , { title }]) => `${browser}, ${title}`)], rows);
}

/** What the tag costs: a row for each thing, a column for each engine. */
export function costs({ engines, held }: Report): string {
  const row = (title: string, cell: (engine: Engine) => string) => [title, ...engines.map(cell)];
  const call = (name: string) => (engine: Engine) => added(engine.figures[name]);
  const ms = (name: string) => (engine: Engine) => `${number(engine.figures[name]?.median)} ms`;
  const request = (api: string) => (engine: Engine) => {
    const time = engine.figures[`trip ${subject.name} ${api}`]?.a;
    return time === undefined ? '–' : `${number(time * 1000)} µs`;
  };
  const heldCall = (kind: string, { name }: Engine) =>
    name === 'chromium' ? `${number((held[kind]?.held ?? Number.NaN) / 1000)} kB` : '';
  return table(
    ['', ...engines.map(({ browser }) => browser)],
    [
      row('runs, on a first visit', ms('clerk-ajax first')),
      row('runs, when the engine has compiled it before', ms('clerk-ajax again')),
      row('adds to a `fetch()` to a backend', call('fetch backend')),
      row('adds to a `fetch()` to anywhere else', call('fetch elsewhere')),
      row('… and the whole request takes, to a server on the same machine', request('fetch')),
      row('adds to `open()` of an XHR to a backend', call('open backend')),
      row('adds to `open()` of an XHR to anywhere else', call('open elsewhere')),
      row('… and the whole request takes, to a server on the same machine', request('xhr')),
      row('sends a call that was held, after Clerk knows its session', ms('held 1')),
      row('takes in memory for a held `fetch()`', (engine) => heldCall('fetch', engine)),
      row('takes in memory for a held XHR', (engine) => heldCall('XMLHttpRequest', engine)),
    ],
  );
}

/** Others beside it, in the first engine. */
export function others({ engines: [engine], sizes }: Report): string {
  const { figures = {} } = engine ?? {};
  const rows = everyone.map(({ name, title, patches }) =>
    [
      title,
      number(sizes[name]?.brotli),
      number(figures[`${name} first`]?.median),
      patches.includes('fetch') ? added(figures[`${name} fetch backend`]) : '',
      patches.includes('fetch') ? added(figures[`${name} fetch elsewhere`]) : '',
      added(figures[`${name} create backend`]),
      added(figures[`${name} create elsewhere`]),
      number(figures[`trip ${name} ${patches[patches.length - 1]}`]?.preflights),
    ].map((cell) => cell && bold(name, cell)),
  );
  const head = ['', 'bytes', 'runs, ms', '`fetch()`, ours', 'not ours', 'XHR, ours', 'not ours', 'preflights a call'];
  return table(head, rows);
}

/** How costs grow: from the smallest count to the largest, and the slope. */
export function growth({ engines, memory }: Report): string {
  const row = (title: string, name: keyof typeof GROWTH, prefix: string = name) => {
    const cells = engines.map(({ figures }) => {
      const [first, last] = [Math.min(...GROWTH[name]), Math.max(...GROWTH[name])].map(
        (count) => figures[`${prefix} ${count}`],
      );
      const cost = (figure: Figure | undefined) => (figure?.b === undefined ? figure?.median : figure.b / 1000);
      const unit = name === 'sources' ? 'µs' : 'ms';
      return `${number(cost(first))} → ${number(cost(last))} ${unit}; slope ${fixed(growthOf(figures, name, prefix))}`;
    });
    return [title, ...cells];
  };
  const bytes = Object.entries(memory).map(([who, list]) => {
    const slope = slopeOf(list.map((each, i) => [2 * HEAP_CALLS * i, each]));
    return `${who} ${number(slope)} bytes a call`;
  });
  return table(
    ['', ...engines.map(({ browser }) => browser)],
    [
      row('a `fetch()` to a backend, of 1 to 1,000 sources', 'sources', 'sources fetch backend'),
      row('an `open()` of an XHR to anywhere else, of 1 to 1,000 sources', 'sources', 'sources open elsewhere'),
      row('1 to 10,000 held calls, until the last has left', 'held'),
      row('1 to 900 frames with a held call each, until the last has left', 'frames'),
      [
        `memory kept after 100,000 calls`,
        ...engines.map(({ name }) => (name === 'chromium' ? bytes.join('; ') || '–' : '')),
      ],
    ],
  );
}
