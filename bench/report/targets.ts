import type { EngineFigures, Figures } from '../measure.ts';
import { subject } from '../peers.ts';
import { HELD } from '../plan.ts';

const BROTLI = 3100;

const mark = (met: boolean, text: string) => `${met ? '✓' : '✗'} ${text}`;

/** The worst median of some comparisons against a limit, with the least that is possible in brackets. */
function worst(engine: EngineFigures, ids: string[], limit: number, from: 'calls' | 'origins' = 'calls'): string {
  const [id = ''] = [...ids].sort(
    (a, b) => (engine[from][b]?.ratio.median ?? 0) - (engine[from][a]?.ratio.median ?? 0),
  );
  const { median } = engine[from][id]?.ratio ?? { median: Number.NaN };
  const least = from === 'calls' ? engine.floors[id]?.ratio.median : undefined;
  return mark(median <= limit, `${median.toFixed(2)}${least ? ` (${least.toFixed(2)})` : ''}`);
}

/** Rows of the table that holds the figures against what was aimed at. */
export function targetRows({ engines, sizes }: Figures): string[][] {
  const list = Object.values(engines);
  const row = (title: string, target: string, cell: (engine: EngineFigures) => string) => [
    title,
    target,
    ...list.map(cell),
  ];
  const { brotli = Number.NaN } = sizes[subject.name] ?? {};
  const install = ({ peers }: EngineFigures) => peers[subject.name]?.install;
  return [
    ...(['open', 'fetch'] as const).flatMap((operation) => [
      row(`\`${operation}()\`, not ours`, '≤ 1.10', (engine) =>
        worst(engine, [`${operation} elsewhere varied`, `${operation} own varied`], 1.1),
      ),
      row(`\`${operation}()\`, ours, session known`, '≤ 1.5', (engine) =>
        worst(engine, [`${operation} backend varied`, `${operation} self varied`], 1.5),
      ),
    ]),
    row('100 backend origins to one', '≤ 1.2', (engine) =>
      worst(
        engine,
        Object.keys(engine.origins).filter((id) => id.endsWith(' 100')),
        1.2,
        'origins',
      ),
    ),
    ...(['first', 'again'] as const).map((time) =>
      row(`installed, ${time === 'first' ? 'the first time' : 'compiled before'}`, '< 1 ms', (engine) => {
        const { median } = install(engine)?.[time] ?? { median: Number.NaN };
        return mark(median < 1, `${median.toFixed(2)} ms`);
      }),
    ),
    ...HELD.slice(0, 2).map((count) =>
      row(`${count === 1 ? 'a held call leaves' : `${count} held calls leave`}`, '≤ 5 ms', ({ held }) => {
        const { median } = held[count] ?? { median: Number.NaN };
        return mark(median <= 5, `${median.toFixed(2)} ms`);
      }),
    ),
    [
      'size, brotli',
      `< ${BROTLI.toLocaleString('en')}`,
      mark(brotli < BROTLI, `${brotli.toLocaleString('en')}`),
      ...list.slice(1).map(() => ''),
    ],
  ];
}
