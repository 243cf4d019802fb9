import type { DoctorAnswer } from '../kit/protocol.ts';

export interface DoctorCall {
  args: string[];
  env: Record<string, string>;
}

/** Runs the doctor in this process, for a page that compares what it says with what happens. */
export async function askDoctor({ args, env }: DoctorCall): Promise<DoctorAnswer> {
  // Most runs of the tests do without it.
  const { run } = await import('../../doctor/cli/run.ts');
  let out = '';
  let err = '';
  const code = await run(args, {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    colours: false,
    env,
  });
  return { code, out, err };
}
