import type { Result } from './run.ts';

/** One line a run, and what failed in it. */
export function printResult({ name, passed, failed, skipped, duration }: Result, verbose: boolean): void {
  const counts = `${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`;
  console.log(`${failed.length ? '✗' : '✓'} ${name}: ${counts} (${(duration / 1000).toFixed(1)} s)`);
  if (verbose) for (const title of passed) console.log(`    ✓ ${title}`);
  for (const title of skipped) console.log(`    - skipped: ${title}`);
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

function indent(text: string, by: number): string {
  return text.replace(/^/gm, ' '.repeat(by));
}
