import { postEvent } from '../../test/harness/postEvent.ts';

/** Measures, and hands the result to the one who has started the browser. */
export async function report(measure: () => Promise<unknown>): Promise<void> {
  try {
    postEvent({ type: 'end', result: await measure() });
  } catch (error) {
    const { message, stack = '' } = error as Error;
    postEvent({ type: 'broken', message, stack });
  }
}

/** Tells what is measured next. */
export const next = (title: string): void => postEvent({ type: 'begin', title });
