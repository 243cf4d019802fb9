// The last module of the bundle.
import type { RunnerConfig } from '../kit/protocol.ts';
import { keepOneOfEach } from './quick.ts';

const { look, quick } = (window as unknown as { runnerConfig: RunnerConfig }).runnerConfig;

if (quick) keepOneOfEach(mocha.suite);
const runner = mocha.run();
// One test is looked at, and the pages that it has opened stay.
if (look) runner.once('test end', () => runner.abort());
