import { nameOf } from '../advice/causes.ts';
import { codeFor } from '../advice/snippets.ts';
import { check, type Report } from '../check.ts';
import { RequestFailed, RunTooLong } from '../http/failures.ts';
import { type Mode, modeOf, TOKEN } from '../modes.ts';
import type { Options } from '../options.ts';
import { distFile, integrityOf, version } from '../packageFiles.ts';
import type { ExitCode } from './exitCode.ts';
import type { TagOptions } from './tagArguments.ts';
import { wrap } from './wrap.ts';

/** A backend, the mode that it speaks, and how that is known. */
interface Spoken {
  url: URL;
  mode: Mode;
  why: string;
  report?: Report;
}

/** Prints the tag to paste, after asking each backend which mode it speaks. */
export async function reportTag(
  options: TagOptions,
  { out, width }: { out(text: string): unknown; width: number },
): Promise<ExitCode> {
  const spoken: Spoken[] = [];
  for (const url of options.backends) spoken.push(await modeSpokenBy(url, options));
  const lines = ['Paste this as the first script into <head>:', '', ...tagLines(options, spoken)];
  for (const { url, why } of spoken) lines.push('', ...wrap(`${url.origin} ${why}.`, width));
  for (const { title, code } of snippets(options, spoken)) {
    lines.push('', ...wrap(`${title}:`, width), '', ...code.split('\n').map((line) => (line ? `    ${line}` : '')));
  }
  const page = options.page?.href ?? '<URL of the page>';
  lines.push(
    '',
    'Then check the page:',
    '',
    `    npx clerk-ajax check ${options.backends[0]?.href} --page ${page} --tag`,
  );
  out(`${lines.join('\n')}\n`);
  return 0;
}

async function modeSpokenBy(url: URL, options: TagOptions): Promise<Spoken> {
  const token = modeOf(TOKEN);
  try {
    const report = await check(optionsFor(url, options));
    const usable = report.verdicts.find(({ verdict }) => verdict !== 'will fail')?.mode;
    const isTried = !report.findings.some(({ id }) => id === 'not-tried');
    const isCurrent = report.isCurrent;
    const works = usable?.token ? 'accepts the token' : 'accepts the session ID and not the token';
    if (isTried && usable) return { url, mode: usable, why: works, report };
    const problem = report.cause ? `; but calls will fail: ${nameOf(report.cause)}. Run the check below` : '';
    const why = isCurrent
      ? "answers as Clerk's SDKs from 2022 or later do: it gets session tokens"
      : 'does not say which SDK it has, and is taken for one from 2022 or later; put an older one into data-backend-origins instead';
    return { url, mode: token, why: `${why}${options.page ? problem : ''}`, report };
  } catch (error) {
    if (!(error instanceof RequestFailed) || error instanceof RunTooLong) throw error;
    return {
      url,
      mode: token,
      why: `did not respond, and is taken for a backend with an SDK from 2022 or later: ${error.message}`,
    };
  }
}

/** The options of a check of this backend alone. */
const optionsFor = (url: URL, { key, page, token, stack, timeout }: TagOptions): Options => ({
  url,
  page: page ?? new URL(url.origin),
  tag: false,
  html: undefined,
  cookies: undefined,
  send: undefined,
  methods: ['GET'],
  hasMethods: false,
  headers: [],
  token,
  key,
  template: undefined,
  tokenHeader: undefined,
  stack,
  timeout,
  json: false,
  verbose: false,
  all: false,
});

function tagLines({ key, page }: TagOptions, spoken: Spoken[]): string[] {
  const name = 'clerk-ajax.min.js';
  const sourcesOf = (isToken: boolean) => [
    ...new Set(
      spoken
        .filter(({ mode }) => mode.token === isToken)
        .map(({ url }) => (url.origin === page?.origin ? "'self'" : url.origin)),
    ),
  ];
  const file = distFile(name);
  const lists = { 'data-token-origins': sourcesOf(true), 'data-backend-origins': sourcesOf(false) };
  const attributes = [
    `src="https://cdn.jsdelivr.net/npm/clerk-ajax@${version()}/dist/${name}"`,
    ...(file ? [`integrity="${integrityOf(file)}"`] : []),
    'crossorigin="anonymous"',
    `data-clerk-publishable-key="${key}"`,
    ...Object.entries(lists).flatMap(([list, sources]) => (sources.length ? [`${list}="${sources.join(' ')}"`] : [])),
  ];
  return `<script ${attributes.join('\n        ')}></script>`.split('\n').map((line) => `    ${line}`);
}

/** The backend's side, once for all: where one backend needs more than another, it is allowed in both. */
function snippets({ stack }: TagOptions, spoken: Spoken[]) {
  const report = spoken.find((each) => each.report)?.report;
  return stack && report ? codeFor(stack, report.needs) : [];
}
