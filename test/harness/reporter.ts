import type { MochaOptions, Runner, reporters, Test } from 'mocha';
import type { RunEvent } from '../kit/protocol.ts';

/** Makes a mocha reporter that says every step as an event; the same for pages and for Node. */
export function reporterTo(emit: (event: RunEvent) => void, Base: typeof reporters.Base) {
  return class extends Base {
    constructor(runner: Runner, options: MochaOptions) {
      super(runner, options);
      const titleOf = (test: Pick<Test, 'titlePath'>) => test.titlePath().join(' › ');

      runner.once('start', () => emit({ type: 'start', total: runner.total }));
      runner.on('test', (test) => emit({ type: 'begin', title: titleOf(test) }));
      runner.on('pass', (test) => emit({ type: 'pass', title: titleOf(test), duration: test.duration ?? 0 }));
      runner.on('pending', (test) => emit({ type: 'skip', title: titleOf(test) }));
      runner.on('fail', (test, error) => {
        const { message, stack } = describe(error, Base);
        emit({ type: 'fail', title: titleOf(test), message, stack, duration: test.duration ?? 0 });
      });
      runner.once('end', () => emit({ type: 'end' }));
    }
  };
}

interface Failure {
  message?: string;
  stack?: string;
  actual?: string;
  expected?: string;
}

/** The published types leave out `showDiff`. */
type Differ = typeof reporters.Base & { showDiff(error: Failure): boolean };

function describe(error: Failure, Base: typeof reporters.Base) {
  const message = `${error.message ?? error}`;
  // The base class has made strings of both sides.
  const differ = (Base as Differ).showDiff(error);
  return {
    message: differ ? message + Base.generateDiff(error.actual ?? '', error.expected ?? '') : message,
    stack: `${error.stack ?? ''}`,
  };
}
