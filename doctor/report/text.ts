import { styleText } from 'node:util';
import type { Options } from '../arguments.ts';
import { curlOf } from '../asking/curl.ts';
import type { Report } from '../check.ts';
import type { Finding, Severity, Verdict } from '../finding.ts';
import { STACKS } from '../stacks/stacks.ts';
import { snippetsOf } from './snippets.ts';

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
  const { url, page, verdicts, decisive, findings, asked } = report;
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text);
  const isUntried = findings.some(({ id }) => id === 'not-tried');

  const lines = [`Calls to ${paint('bold', url)}`, `from the page ${paint('bold', page)}`, ''];
  for (const { way, verdict } of verdicts) {
    const [sign, style] = VERDICTS[verdict];
    const most = isUntried && verdict !== 'will fail' ? ', as far as one can tell without a session' : '';
    const attribute = verdicts.length > 1 && way.name === decisive.name ? '  ← decides the exit code' : '';
    lines.push(
      `${paint(style, sign)} ${paint('bold', way.name)}: ${paint(style, verdict)}${most}${paint('gray', attribute)}`,
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
    lines.push('', paint('bold', 'What was asked:'));
    for (const { question, status, failure, took } of asked) {
      lines.push('', `${curlOf(question, options.token)}`, paint('gray', `# ${status ?? failure}, ${took} ms`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function findingLines(finding: Finding, ways: number, paint: (style: Style, text: string) => string): string[] {
  const { severity, seen, change, paste = [] } = finding;
  const [sign, style] = SIGNS[severity];
  const some = finding.ways.length < ways ? paint('gray', ` [${finding.ways.join('; ')}]`) : '';
  const end = paste.length ? ':' : change.endsWith('?') ? '' : '.';
  return [`${paint(style, sign)} ${seen}.${some}`, `  ${change}${end}`, ...paste.map((line) => `    ${line}`)];
}
