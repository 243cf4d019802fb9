import { nameOf } from '../advice/causes.ts';
import { snippetsOf } from '../advice/snippets.ts';
import type { Report } from '../check.ts';
import type { Options } from '../options.ts';
import { quoting } from '../quote.ts';
import { curlOf } from './curl.ts';

/** The shape of `--json`, which docs/doctor.md describes. It changes with a new `format` alone. */
const FORMAT = 1;

const print = (value: object) => `${JSON.stringify({ format: FORMAT, ...value }, null, 2)}\n`;

export function reportJson(report: Report, options: Options, exitCode: number): string {
  const quote = quoting(options);
  const { url, page, verdicts, decisive, findings, requests } = report;
  return print({
    url,
    page,
    modes: Object.fromEntries(verdicts.map(({ mode, verdict }) => [mode.name, verdict])),
    decisive: decisive.name,
    exitCode,
    cause: report.cause ? { id: report.cause.id, text: nameOf(report.cause) } : null,
    findings: findings.map(({ topic: _, cause: __, ...finding }) => finding),
    warmStart: report.warmStart?.isPossible ?? null,
    snippets: snippetsOf(findings, decisive.name, report.needs, options.stack),
    requests: requests.map(({ request, status = null, failure = null, took }) => ({
      curl: curlOf(request, options),
      status,
      failure: failure && quote(failure),
      took,
    })),
  });
}

export const errorJson = (code: string, message: string): string => print({ exitCode: 2, error: { code, message } });
