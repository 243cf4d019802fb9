// The command `clerk-ajax`.
import { run } from './run.ts';

const { stdout, stderr, argv, env } = process;
process.exitCode = await run(argv.slice(2), {
  out: (text) => stdout.write(text),
  err: (text) => stderr.write(text),
  width: stdout.columns,
  // It knows NO_COLOR and FORCE_COLOR, too.
  colours: !!stdout.isTTY && stdout.hasColors(),
  env,
});
