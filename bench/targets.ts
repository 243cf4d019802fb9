import type { Report } from './measure.ts';
import { GROWTH } from './plan.ts';
import { exponentOf, type Figures } from './stats.ts';

// What the product aims at, beside what has been measured. (The size has a limit in package.json.)

/** A figure, and what it may be at most; in WebKit, whose calls cost so little, another number. */
type Target = [name: string, most: number, inWebKit?: number];

const RATIOS: Target[] = [
  ['open elsewhere', 1.1, 1.3],
  ['open own', 1.1, 1.3],
  ['open backend', 1.4, 2],
  ['open self', 1.4, 2],
  ['fetch elsewhere', 1.1, 1.3],
  ['fetch own', 1.1, 1.3],
  ['fetch backend', 1.3, 1.8],
  ['fetch self', 1.3, 1.8],
];
/** In ms. */
const TIMES: Target[] = [
  ['clerk-ajax first', 2],
  ['held 1', 5],
  ['held 100', 5],
];
/** A page's first call, to that of the page without the tag. */
const WARM: Target[] = ['near', 'mobile'].flatMap((line) =>
  ['token', 'id'].map((mode): Target => [`${line} later ${mode}`, 1.05]),
);

/** The exponent with which something grows: 1 where it is linear. */
export function growthOf(figures: Figures, name: keyof typeof GROWTH, prefix: string = name): number | undefined {
  const points = GROWTH[name].flatMap((count): [number, number][] => {
    const figure = figures[`${prefix} ${count}`];
    return figure ? [[count, figure.b ?? figure.median]] : [];
  });
  return points.length > 1 ? exponentOf(points) : undefined;
}

/** One line for each target in each engine. */
export function compareWithTargets({ engines }: Report): string[] {
  return engines.flatMap(({ name, browser, figures, firstCalls }) => {
    const line = (title: string, value: number | undefined, most: number) => {
      const mark = value === undefined ? '?' : value <= most ? '✓' : '✗';
      return `${mark} ${browser}, ${title}: ${value?.toFixed(2) ?? 'not measured'} (at most ${most})`;
    };
    const lines = (list: Figures, targets: Target[]) =>
      targets.map(([title, most, inWebKit = most]) =>
        line(title, list[title]?.median, name === 'webkit' ? inWebKit : most),
      );
    return [
      ...lines(figures, [...RATIOS, ...TIMES]),
      ...(name === 'webkit' ? [] : lines(firstCalls, WARM)),
      line('growth with sources', growthOf(figures, 'sources', 'sources fetch backend'), 0.2),
      line('growth with held calls', growthOf(figures, 'held'), 1.2),
      line('growth with frames', growthOf(figures, 'frames'), 1.2),
    ];
  });
}
