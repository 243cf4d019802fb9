/** Quartiles of a sample. */
export interface Spread {
  q1: number;
  median: number;
  q3: number;
}

/** Two samples that were taken in turns: their medians. */
export interface Comparison {
  a: number;
  b: number;
  /** Of `b` to `a` round by round, which what slows both down leaves as it is. */
  ratio: Spread;
  rounds: number;
}

/** What is measured in one engine, by names such as `call open backend varied`. */
export interface EngineFigures {
  browser: string;
  ratios: Record<string, Comparison & { preflights?: number }>;
  /** In ms. */
  times: Record<string, Spread>;
}

export function spreadOf(sample: number[]): Spread {
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

export const comparisonOf = (a: number[], b: number[]): Comparison => ({
  a: spreadOf(a).median,
  b: spreadOf(b).median,
  ratio: spreadOf(a.map((time, i) => (b[i] ?? Number.NaN) / time)),
  rounds: a.length,
});
