// The process of a suite that runs in Node.
import Mocha from 'mocha';
import '../kit/lateTimers.ts';
import type { RunEvent } from '../kit/protocol.ts';
import { reporterTo } from './reporter.ts';

const { files, grep } = JSON.parse(process.argv[2] ?? '{}') as { files: string[]; grep?: string };

const { Base } = Mocha.reporters;
Base.useColors = false;

const emit = (event: RunEvent) => process.send?.(event);
const mocha = new Mocha({
  ui: 'bdd',
  timeout: 15_000,
  reporter: reporterTo(emit, Base),
  ...(grep === undefined ? {} : { grep }),
});
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
mocha.run();
