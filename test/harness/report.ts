import type { Result } from './run.ts';

/** How many groups `--slowest` lists. */
const MOST_GROUPS = 30;

/** One line a run, and what failed in it. */
export function printResult(result: Result, { verbose, slowest }: { verbose: boolean; slowest: boolean }): void {
  const { name, passed, failed, skipped, duration, groups } = result;
  const counts = `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`;
  console.log(`${failed.length ? '✗' : '✓'} ${name}: ${counts} (${(duration / 1000).toFixed(1)} s)`);
  if (verbose) for (const title of passed) console.log(`    ✓ ${title}`);
  if (slowest) {
    const sorted = [...groups].sort(([, one], [, other]) => other - one).slice(0, MOST_GROUPS);
    for (const [group, time] of sorted) console.log(`    ${(time / 1000).toFixed(1).padStart(6)} s  ${group}`);
  }
  for (const [group, count] of byGroup(skipped)) console.log(`    - ${count} skipped: ${group}`);
  for (const { title, message, stack } of failed) {
    console.log(`\n    ✗ [${name}] ${title}`);
    console.log(indent(message, 8));
    // Chromium repeats the message at the head of the stack.
    const frames = stack
      .split('\n')
      .filter((line) => line.trim() && !message.includes(line.replace(/^\w*Error: /, '')));
    if (frames.length) console.log(indent(frames.join('\n'), 8));
    console.log('');
  }
}

/** How many of the tests are in each group; a suite that a browser cannot run has dozens. */
function byGroup(titles: string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const title of titles) {
    const group = title.split(' › ').slice(0, -1).join(' › ') || title;
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

function indent(text: string, by: number): string {
  return text.replace(/^/gm, ' '.repeat(by));
}
