import type { Result } from './run.ts';

/** More failures than these are no bad luck. */
const MOST = 8;

/**
 * Tries once more, alone, what has failed: on a busy machine a real browser now and then misses a deadline. What fails
 * twice has failed; what does not is named in the output.
 *
 * @param again runs the suite once more, with the tests whose title has a text in it, or all
 */
export async function confirm(result: Result, again: (grep?: string) => Promise<Result>): Promise<Result> {
  if (!result.failed.length || result.failed.length > MOST) return result;
  // A run that ended early has not come to all its tests.
  if (result.failed.some(({ title }) => !title.includes(' › '))) return again();
  const failed: Result['failed'] = [];
  for (const failure of result.failed) {
    const [text = ''] = failure.title.split(' › ').slice(-1);
    // Mocha takes it for a regular expression.
    const second = await again(text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    if (!second.failed.length && second.passed.includes(failure.title)) {
      console.log(`  passed only at the second try, in ${result.name}: ${failure.title}`);
      result.passed.push(failure.title);
    } else failed.push(failure);
  }
  return { ...result, failed };
}
