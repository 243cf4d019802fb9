import type { Options } from '../arguments.ts';
import { curlOf } from '../asking/curl.ts';
import type { Report } from '../check.ts';
import { snippetsOf } from './snippets.ts';

/** The shape of `--json`, which docs/doctor.md describes. It changes with a new `format` alone. */
const FORMAT = 1;

const print = (value: object) => `${JSON.stringify({ format: FORMAT, ...value }, null, 2)}\n`;

export function reportJson(report: Report, options: Options, exitCode: number): string {
  const { url, page, verdicts, decisive, findings, asked } = report;
  return print({
    url,
    page,
    ways: Object.fromEntries(verdicts.map(({ way, verdict }) => [way.name, verdict])),
    decisive: decisive.name,
    exitCode,
    findings: findings.map(({ topic: _, ...finding }) => finding),
    snippets: snippetsOf(report, options),
    requests: asked.map(({ question, status = null, failure = null, took }) => ({
      curl: curlOf(question, options.token),
      status,
      failure,
      took,
    })),
  });
}

export const errorJson = (code: string, message: string): string => print({ exitCode: 2, error: { code, message } });
