import type { Figure } from '../stats.ts';

/** What stands where there is no figure. */
const MISSING = '–';

export const number = (value: number | undefined): string => {
  if (typeof value !== 'number' || !Number.isFinite(value)) return MISSING;
  return Math.abs(value) >= 1000 ? Math.round(value).toLocaleString('en') : `${+value.toPrecision(3)}`;
};
export const fixed = (value: number | undefined): string => (Number.isFinite(value) ? `${value?.toFixed(2)}` : MISSING);

/** The median, and from the first to the third quartile. */
export const spread = (figure: Figure | undefined, print = number): string =>
  figure ? `${print(figure.median)} <sub>${print(figure.q1)} – ${print(figure.q3)}</sub>` : MISSING;

/** What the second of two sides takes longer, by the median of the ratios, in µs; its figures are in ns. */
export const added = (figure: Figure | undefined): string =>
  figure?.a === undefined ? MISSING : `${(((figure.median - 1) * figure.a) / 1000).toFixed(1)} µs`;

/** Columns but the first are figures. */
export function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map((_, i) => (i ? '---:' : '---'))), ...rows.map(line)].join('\n');
}
