import { styleText } from 'node:util';
import { nameOf } from '../advice/causes.ts';
import { snippetsOf } from '../advice/snippets.ts';
import { STACKS } from '../advice/stacks/stacks.ts';
import type { Report } from '../check.ts';
import type { Finding, Severity, Verdict } from '../finding.ts';
import type { Mode } from '../modes.ts';
import type { Options } from '../options.ts';
import { quoting } from '../quote.ts';
import { curlOf } from './curl.ts';
import { wrap } from './wrap.ts';

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

/** How the report looks. */
export interface Look {
  colours: boolean;
  /** Of the terminal. */
  width: number;
}

/** The report for people: the answer, what to change, and then the rest. */
export function reportText(report: Report, options: Options, { colours, width }: Look): string {
  const { decisive, cause, findings } = report;
  const paint = (style: Style, text: string) => (colours ? styleText(style, text, { validateStream: false }) : text);
  const own = options.all ? findings : findings.filter(({ modes }) => modes.includes(decisive.name));
  const rest = own.filter((each) => each !== cause);
  const snippets = snippetsOf(findings, decisive.name, report.needs, options.stack);

  const lines = answerLines(report, width, paint);
  if (cause) lines.push('', ...changeLines(cause, width), '', ...wrap(`Seen: ${cause.seen}.`, width, '  '));
  for (const { title, code } of snippets) {
    lines.push('', ...wrap(`${title}:`, width).map((line) => paint('bold', line)), '');
    lines.push(...code.split('\n').map((line) => (line ? `    ${line}` : '')));
  }
  lines.push('', ...wrap(`Calls to ${report.url} from the page ${report.page}, with ${describe(decisive)}.`, width));
  if (report.warmStart) lines.push(...wrap(`Warm start: ${report.warmStart.why}.`, width));
  for (const finding of rest) lines.push('', ...findingLines(finding, report, options, { width, paint }));
  for (const line of otherModes(report, options)) lines.push('', ...wrap(line, width));
  if (!options.stack && own.some(({ topic }) => topic)) {
    lines.push('', ...wrap(`With --for STACK it prints the code of the backend: ${STACKS.join(', ')}.`, width));
  }
  if (options.verbose) {
    lines.push('', paint('bold', 'Requests:'));
    for (const { request, status, failure, took } of report.requests) {
      lines.push(
        '',
        curlOf(request, options),
        paint('gray', `# ${status ?? quoting(options)(failure ?? '')}, ${took} ms`),
      );
    }
  }
  return `${lines.join('\n')}\n`;
}

type Paint = (style: Style, text: string) => string;

/** The verdict, and in few words why. */
function answerLines({ verdicts, decisive, cause, findings }: Report, width: number, paint: Paint): string[] {
  const verdict = verdicts.find(({ mode }) => mode.name === decisive.name)?.verdict ?? 'works';
  const [sign, style] = VERDICTS[verdict];
  const isUntried = findings.some(({ id, modes }) => id === 'not-tried' && modes.includes(decisive.name));
  const more = cause ? `: ${nameOf(cause)}` : isUntried ? ', as far as can be told without a session' : '';
  return wrap(`${sign} ${verdict}${more}`, width).map((line) => paint(['bold', style].flat() as Style, line));
}

/** What calls carry, and by which attribute. */
const describe = ({ name, token }: Mode): string =>
  name === 'session-token'
    ? 'session tokens (data-token-origins)'
    : name === 'session-id credentials'
      ? 'session IDs and cookies (data-backend-origins)'
      : `data-send="${name}"${token ? '' : ' (data-backend-origins)'}`;

function changeLines({ change, paste = [] }: Finding, width: number): string[] {
  const end = paste.length ? ':' : change.endsWith('?') ? '' : '.';
  return [...wrap(change + end, width, '  '), ...paste.map((line) => `    ${line}`)];
}

function findingLines(
  finding: Finding,
  { verdicts, cause }: Report,
  { all }: Options,
  { width, paint }: { width: number; paint: Paint },
): string[] {
  const [sign, style] = SIGNS[finding.severity];
  const some = all && finding.modes.length < verdicts.length ? ` [${finding.modes.join('; ')}]` : '';
  const [first = '', ...more] = wrap(`${finding.seen}.${some}`, width, '  ');
  // The cause has these lines, too.
  const isSaid =
    finding.topic === 'cors' && cause?.topic === 'cors' && finding.paste?.every((line) => cause.paste?.includes(line));
  return [`${paint(style, sign)} ${first.trimStart()}`, ...more, ...(isSaid ? [] : changeLines(finding, width))];
}

/** What becomes of the modes that this page does not use. */
function otherModes({ verdicts, decisive }: Report, { all }: Options): string[] {
  return verdicts
    .filter(({ mode }) => mode.name !== decisive.name)
    .map(({ mode, verdict }) => {
      const why = all || verdict === 'works' ? '' : ' (--all says why)';
      return `The other mode, ${describe(mode)}: ${verdict}${why}.`;
    });
}
