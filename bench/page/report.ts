import { postEvent } from '../../test/harness/postEvent.ts';
import { closeAllPages } from '../../test/kit/page.ts';
import { skipped } from './options.ts';

let steps = 0;

/**
 * Measures one thing, a step of the run, and tells its figure. It is told before, so that it can be named if it stalls; a browser
 * that is started again goes on with the next one.
 */
export async function step(name: string, measure: () => Promise<unknown>): Promise<void> {
  steps++;
  if (steps <= skipped) return;
  postEvent({ type: 'begin', title: name });
  try {
    postEvent({ type: 'figure', name, value: await measure() });
  } catch (error) {
    fail(name, error);
  }
}

function fail(name: string, error: unknown): void {
  postEvent({ type: 'figure', name, error: error instanceof Error ? `${error.message}\n${error.stack}` : `${error}` });
}

/** Goes through groups of steps, whose pages are closed after each. A group that cannot be set up does not hold up the others. */
export async function run(groups: Record<string, () => Promise<void>>): Promise<void> {
  for (const [name, measure] of Object.entries(groups)) {
    await measure().catch((error) => fail(name, error));
    closeAllPages();
  }
  postEvent({ type: 'end' });
}
