import fc from 'fast-check';
import { engine } from '../kit/page.ts';
import type { RunnerConfig } from '../kit/protocol.ts';

const { random } = (window as unknown as { runnerConfig: RunnerConfig }).runnerConfig;

/** Where random tests start, unless the command line says otherwise. */
export const SEED = 20190314;

/** The seeds of a random test, each of which is a test of its own; a longer run has more of them. */
export const seeds: number[] = Array.from({ length: random?.times ?? 1 }, (_, i) => (random?.seed ?? SEED) + i);

/** One of the words, as often as its weight says. */
export const weighted = <Word extends string>(weights: Record<Word, number>): fc.Arbitrary<Word> =>
  fc.oneof(
    ...Object.entries<number>(weights).map(([word, weight]) => ({ weight, arbitrary: fc.constant(word as Word) })),
  );

/** What is so in some cases of a hundred. */
export const sometimes = (percent: number): fc.Arbitrary<boolean> =>
  weighted({ yes: percent, no: 100 - percent }).map((word) => word === 'yes');

/** The one value that a seed stands for. */
export const sample = <Value>(values: fc.Arbitrary<Value>, seed: number): Value =>
  fc.sample(values, { seed, numRuns: 1 })[0] as Value;

/** What chai throws. */
interface Failure {
  message?: string;
  actual?: unknown;
  expected?: unknown;
  showDiff?: boolean;
}

/** Of a message, in characters: it may have both sides in it. */
const MOST_SHOWN = 300;

export interface RandomRun {
  seed: number;
  /** How many values are tried. */
  runs: number;
  /** In ms: what fails is made shorter for as long as this; without it, it is reported as it is. */
  shrinking?: number;
  /** Picks the test alone, as `--grep` does. */
  grep: string;
}

/**
 * Tries values of an arbitrary, the same ones for the same seed.
 *
 * @throws Error that has the shortest value that fails, and the command that runs it again
 */
export async function tryAll<Value>(
  values: fc.Arbitrary<Value>,
  check: (value: Value) => Promise<void>,
  { seed, runs, shrinking, grep }: RandomRun,
): Promise<void> {
  const details = await fc.check(fc.asyncProperty(values, check), {
    seed,
    numRuns: runs,
    ...(shrinking ? { interruptAfterTimeLimit: shrinking } : { endOnFailure: true }),
    // To what fast-check has shrunk a failure to, at once.
    ...(random?.path && { path: random.path, endOnFailure: true }),
  });
  if (!details.failed) return;
  const place = `${seed}:${details.counterexamplePath ?? ''}`;
  const again = `npm test -- --suite browser --engine ${engine} --grep '${grep}' --seed ${place}`;
  const { message = '', actual, expected, showDiff } = details.errorInstance as Failure;
  const report = `${fc.defaultReportMessage(details)}\n\n${message.slice(0, MOST_SHOWN)}\nagain: ${again}`;
  // Mocha shows how the two differ.
  throw Object.assign(new Error(report), { actual, expected, showDiff });
}
