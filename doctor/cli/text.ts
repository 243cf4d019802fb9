import { styleText } from 'node:util';
import { snippetsOf } from '../advice/snippets.ts';
import { STACKS } from '../advice/stacks/stacks.ts';
import type { Report } from '../check.ts';
import type { Finding, Severity, Verdict } from '../finding.ts';
import type { Options } from '../options.ts';
import { curlOf } from './curl.ts';

type Style = Parameters<typeof styleText>[0];

const SIGNS: { [severity in Severity]: [sign: string, style: Style] } = {
  fault: ['✗', 'red'],
  danger: ['‼', 'red'],
  warning: ['!', 'yellow'],
  note: ['·', 'gray'],
};
const VERDICTS: { [verdict in Verdict]: [sign: string, style: Style] } = {
  works: ['✓', 'green'],
  'works with warnings': ['!', 'yellow'],
  'will fail': ['✗', 'red'],
};

/** The report for people. */
export function reportText(report: Report, options: Options, colours: boolean): string {
  const { url, page, verdicts, decisive, findings, requests } = report;
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text);
  const isUntried = findings.some(({ id }) => id === 'not-tried');

  const lines = [`Calls to ${paint('bold', url)}`, `from the page ${paint('bold', page)}`, ''];
  for (const { mode, verdict } of verdicts) {
    const [sign, style] = VERDICTS[verdict];
    const most = isUntried && verdict !== 'will fail' ? ', as far as one can tell without a session' : '';
    const attribute = verdicts.length > 1 && mode.name === decisive.name ? '  ← decides the exit code' : '';
    lines.push(
      `${paint(style, sign)} ${paint('bold', mode.name)}: ${paint(style, verdict)}${most}${paint('gray', attribute)}`,
    );
  }
  for (const finding of findings) lines.push('', ...findingLines(finding, verdicts.length, paint));
  if (!options.stack && findings.some(({ topic }) => topic)) {
    lines.push('', `With --for ${STACKS.join('|')} it says what to write there.`);
  }
  for (const { title, code } of snippetsOf(report, options)) {
    lines.push('', `${paint('bold', title)}:`, '', ...code.split('\n').map((line) => (line ? `    ${line}` : '')));
  }
  if (options.verbose) {
    lines.push('', paint('bold', 'Requests:'));
    for (const { request, status, failure, took } of requests) {
      lines.push('', `${curlOf(request, options.token)}`, paint('gray', `# ${status ?? failure}, ${took} ms`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding, modes: number, paint: (style: Style, text: string) => string): string[] {
  const { severity, seen, change, paste = [] } = finding;
  const [sign, style] = SIGNS[severity];
  const some = finding.modes.length < modes ? paint('gray', ` [${finding.modes.join('; ')}]`) : '';
  const end = paste.length ? ':' : change.endsWith('?') ? '' : '.';
  return [`${paint(style, sign)} ${seen}.${some}`, `  ${change}${end}`, ...paste.map((line) => `    ${line}`)];
}
