/** Quartiles of a sample; or of ratios, of two samples that were taken in turns. */
export interface Figure {
  q1: number;
  median: number;
  q3: number;
  /** The medians of the two samples. The ratios are of `b` to `a` round by round, which what slows both down leaves as they are. */
  a?: number;
  b?: number;
  /** How many preflights a call takes. */
  preflights?: number;
}

/** What is measured in one engine, by names such as `open backend`. Times are in ms, those of single calls in ns. */
export type Figures = Record<string, Figure>;

export function spreadOf(sample: number[]): Figure {
  const sorted = [...sample].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const below = Math.floor(place);
    const [low = Number.NaN, high = low] = sorted.slice(below, below + 2);
    // To four digits: more would be noise.
    return +(low + (high - low) * (place - below)).toPrecision(4);
  };
  return { q1: at(0.25), median: at(0.5), q3: at(0.75) };
}

export const comparisonOf = (a: number[], b: number[]): Figure => ({
  ...spreadOf(b.slice(0, a.length).map((time, i) => time / (a[i] as number))),
  a: spreadOf(a).median,
  b: spreadOf(b).median,
});

/** Slope of the line that lies closest to the points. */
export function slopeOf(points: [x: number, y: number][]): number {
  const mean = (list: number[]) => list.reduce((sum, each) => sum + each, 0) / list.length;
  const x = mean(points.map(([x]) => x));
  const y = mean(points.map(([, y]) => y));
  const sum = (product: (dx: number, dy: number) => number) => mean(points.map((it) => product(it[0] - x, it[1] - y)));
  return sum((dx, dy) => dx * dy) / sum((dx) => dx * dx);
}

/** Of a power law: 0 where `y` does not grow with `x`, 1 where it is proportional. */
export const exponentOf = (points: [x: number, y: number][]): number =>
  slopeOf(points.map(([x, y]) => [Math.log(x), Math.log(y)]));
