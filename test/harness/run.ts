import type { RunEvent } from '../kit/protocol.ts';

export interface Failure {
  title: string;
  message: string;
  stack: string;
}

/** What came out of one suite in one engine, or in Node. */
export interface Result {
  name: string;
  passed: string[];
  failed: Failure[];
  skipped: string[];
  /** Milliseconds. */
  duration: number;
  /** Milliseconds of each outermost `describe`, with its hooks. */
  groups: Map<string, number>;
}

export interface Run {
  note(event: RunEvent): void;
  /** The run ended before its tests did, which is a failure by itself. */
  break(why: string, output: string): void;
  result(): Result;
}

/** Collects what a run says. */
export function startRun(name: string, mapStack: (stack: string) => string = (stack) => stack): Run {
  const started = performance.now();
  const [passed, failed, skipped]: [string[], Failure[], string[]] = [[], [], []];
  const groups = new Map<string, number>();
  let current: string | undefined;
  let last = started;

  return {
    note(event) {
      const now = performance.now();
      if ('title' in event) {
        const [group = ''] = event.title.split(' › ');
        groups.set(group, (groups.get(group) ?? 0) + now - last);
      }
      last = now;
      if (event.type === 'begin') current = event.title;
      if (event.type === 'pass') passed.push(event.title);
      if (event.type === 'skip') skipped.push(event.title);
      if (event.type === 'fail')
        failed.push({ title: event.title, message: event.message, stack: mapStack(event.stack) });
      if (event.type === 'broken') {
        failed.push({ title: 'the page of the tests', message: event.message, stack: mapStack(event.stack) });
      }
      if (event.type !== 'begin' && 'title' in event && event.title === current) current = undefined;
    },
    break(why, output) {
      const during = current ? ` during the test "${current}"` : '';
      failed.push({ title: current ?? 'the run itself', message: `${why}${during}`, stack: output });
    },
    result: () => ({ name, passed, failed, skipped, groups, duration: performance.now() - started }),
  };
}
