import { check } from '../check.ts';
import { RequestFailed } from '../http/failures.ts';
import type { Options } from '../options.ts';
import { version } from '../packageFiles.ts';
import { readArguments } from './arguments.ts';
import { BadArguments } from './badArguments.ts';
import { hiding } from './hiding.ts';
import { errorJson, reportJson } from './json.ts';
import { reportText } from './text.ts';
import { USAGE } from './usage.ts';

/** Where the doctor writes, and what it reads. */
export interface Terminal {
  out(text: string): unknown;
  err(text: string): unknown;
  colours: boolean;
  env: NodeJS.ProcessEnv;
}

/** 0: the mode works. 1: it will fail. 2: the request makes no sense, or nobody has answered it. */
export type ExitCode = 0 | 1 | 2;

/** The command `clerk-ajax`. */
export async function run(args: string[], terminal: Terminal): Promise<ExitCode> {
  const { out, err, env } = terminal;
  const [command, ...rest] = args;
  if (args.includes('--help') || command === 'help') return print(out, USAGE);
  if (args.includes('--version')) return print(out, `${version()}\n`);
  const isJson = args.includes('--json');
  let options: Options | undefined;
  try {
    if (command === undefined) throw new BadArguments('what shall it do? There is one command: check');
    if (command !== 'check') throw new BadArguments(`there is no command "${command}", only: check`);
    options = readArguments(rest, env);
    return await report(options, terminal);
  } catch (error) {
    const isExpected = error instanceof BadArguments || error instanceof RequestFailed;
    const message = isExpected ? error.message : `it failed itself, so please report it: ${(error as Error).stack}`;
    const code =
      error instanceof BadArguments ? 'BAD_ARGUMENTS' : error instanceof RequestFailed ? error.code : 'FAILED';
    const hide = hiding(options?.token);
    if (isJson) out(hide(errorJson(code, message)));
    else
      err(hide(`clerk-ajax: ${message}\n${error instanceof BadArguments ? 'See npx clerk-ajax check --help\n' : ''}`));
    return 2;
  }
}

async function report(options: Options, { out, colours }: Terminal): Promise<ExitCode> {
  const found = await check(options);
  const { decisive, verdicts } = found;
  const code = verdicts.find(({ mode }) => mode.name === decisive.name)?.verdict === 'will fail' ? 1 : 0;
  const text = options.json ? reportJson(found, options, code) : reportText(found, options, colours);
  out(hiding(options.token)(text));
  return code;
}

function print(out: Terminal['out'], text: string): ExitCode {
  out(text);
  return 0;
}
