import { check } from '../check.ts';
import { RequestFailed } from '../http/failures.ts';
import type { Options } from '../options.ts';
import { version } from '../packageFiles.ts';
import { hideArguments, quoting } from '../quote.ts';
import { readArguments } from './arguments.ts';
import { BadArguments } from './badArguments.ts';
import type { ExitCode } from './exitCode.ts';
import { hiding } from './hiding.ts';
import { errorJson, reportJson } from './json.ts';
import { reportTag } from './tag.ts';
import { readTagArguments, type TagOptions } from './tagArguments.ts';
import { reportText } from './text.ts';
import { USAGE } from './usage.ts';

/** Where the doctor writes, and what it reads. */
export interface Terminal {
  out(text: string): unknown;
  err(text: string): unknown;
  colours: boolean;
  /** Default: 80. */
  width?: number | undefined;
  env: NodeJS.ProcessEnv;
}

const WIDTH = 80;
/** In ms: what takes longer says what it does. */
const PATIENCE = 1000;

/** The command `clerk-ajax`. */
export async function run(args: string[], terminal: Terminal): Promise<ExitCode> {
  const { out, err, env, width = WIDTH } = terminal;
  const [command, ...rest] = args;
  if (args.includes('--help') || command === 'help') return print(out, USAGE);
  if (args.includes('--version')) return print(out, `${version()}\n`);
  const isJson = args.includes('--json');
  let options: Options | TagOptions | undefined;
  try {
    if (command === 'tag') {
      options = readTagArguments(rest, env);
      const hide = hiding(options);
      return await reportTag(options, { out: (text) => out(hide(text)), width });
    }
    if (command === undefined) throw new BadArguments('missing command: check or tag');
    if (command !== 'check') throw new BadArguments(`there is no command "${command}", only check and tag`);
    const given = readArguments(rest, env);
    options = given;
    return await report(given, terminal);
  } catch (error) {
    const isExpected = error instanceof BadArguments || error instanceof RequestFailed;
    const text = isExpected ? error.message : `internal error, please report it: ${(error as Error).stack}`;
    const message = quoting(options ?? {})(hideArguments(text));
    const code =
      error instanceof BadArguments ? 'BAD_ARGUMENTS' : error instanceof RequestFailed ? error.code : 'FAILED';
    const hide = hiding(options ?? {});
    if (isJson) out(hide(errorJson(code, message)));
    else err(hide(`clerk-ajax: ${message}\n${error instanceof BadArguments ? 'See npx clerk-ajax --help\n' : ''}`));
    return 2;
  }
}

async function report(options: Options, { out, err, colours, width = WIDTH }: Terminal): Promise<ExitCode> {
  const progress = () => !options.json && err(`clerk-ajax: sending requests to ${options.url.host} …\n`);
  const patience = setTimeout(progress, PATIENCE);
  try {
    const found = await check(options);
    const code = found.cause ? 1 : 0;
    const text = options.json ? reportJson(found, options, code) : reportText(found, options, { colours, width });
    out(hiding(options)(text));
    return code;
  } finally {
    clearTimeout(patience);
  }
}

function print(out: Terminal['out'], text: string): ExitCode {
  out(text);
  return 0;
}
