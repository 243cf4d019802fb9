import type { EngineFigures, Figures } from '../measure.ts';
import { peers, subject } from '../peers.ts';
import { HEAP_CALLS, HELD, ORIGINS, TARGETS, type TargetName } from '../plan.ts';
import type { Comparison, Spread } from '../stats.ts';
import { steps } from '../steps.ts';
import { targetRows } from './targets.ts';

/** Cells of a table: the first row is the head; columns but the first are figures. */
export function table(rows: string[][]): string {
  const [head = [], ...body] = rows;
  const rule = head.map((_, i) => (i ? '---:' : '---'));
  return [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const number = (value: number, digits = 3): string =>
  value >= 1000 ? Math.round(value).toLocaleString('en') : `${+value.toPrecision(digits)}`;

const ratio = (comparison: Comparison | undefined): string =>
  comparison
    ? `${comparison.ratio.median.toFixed(2)} <sub>${comparison.ratio.q1.toFixed(2)} – ${comparison.ratio.q3.toFixed(2)}</sub>`
    : '–';

const spread = (value: Spread | undefined): string =>
  value ? `${number(value.median)} <sub>${number(value.q1)} – ${number(value.q3)}</sub>` : '–';

const entries = ({ engines }: Figures): EngineFigures[] => Object.values(engines);

function sizes({ sizes: list, versions }: Figures): string {
  return table([
    ['', 'version', 'minified', 'gzip', 'brotli', 'what it does here'],
    ...[subject, ...peers].map(({ name, title, packages, job }) => {
      const { minified = 0, gzip = 0, brotli = 0 } = list[name] ?? {};
      const version = packages.map((each) => versions[each]).filter((each, i, all) => all.indexOf(each) === i);
      const row = [title, version.join(', '), ...[minified, gzip, brotli].map((bytes) => number(bytes)), job];
      return name === subject.name ? row.map((cell) => cell && `**${cell}**`) : row;
    }),
  ]);
}

function modules(figures: Figures): string {
  return table([
    ['module of `src/`', 'bytes'],
    ...Object.entries(figures.modules).map(([name, bytes]) => [`${name}.ts`, number(bytes)]),
  ]);
}

function parts(figures: Figures): string {
  return table([
    ['what is in it', 'bytes'],
    ...Object.entries(figures.parts).map(([name, bytes]) => [name, number(bytes)]),
  ]);
}

function profile(figures: Figures): string {
  return table([
    ['', ...entries(figures).map(({ browser }) => browser)],
    ...steps.flatMap(({ title, operation, target }, i) => {
      const next = steps[i + 1];
      const own = `${operation} ${target} varied`;
      const row = [
        `\`${operation}()\`, ${TARGETS[target].title}: ${title}`,
        ...entries(figures).map(({ steps: list }) => ratio(list[i])),
      ];
      const subjectRow = [
        `**clerk-ajax, ${TARGETS[target].title}**`,
        ...entries(figures).map(({ calls: list }) => `**${ratio(list[own])}**`),
      ];
      return next?.target === target && next.operation === operation ? [row] : [row, subjectRow];
    }),
  ]);
}

function peerRatios(figures: Figures, operation: 'create' | 'fetch'): string {
  const api = operation === 'fetch' ? 'fetch' : 'xhr';
  const rows = [subject, ...peers].filter(({ patches }) => patches.includes(api));
  return table([
    ['', ...entries(figures).flatMap(({ browser }) => [`${browser}, not ours`, 'ours'])],
    ['nothing (two bare pages)', ...entries(figures).flatMap(({ control }) => [ratio(control.compare[operation]), ''])],
    ...rows.map(({ name, title }) => [
      title,
      ...entries(figures).flatMap(({ peers: list }) =>
        ['elsewhere', 'backend'].map((target) => ratio(list[name]?.compare[`${operation} ${target}`])),
      ),
    ]),
  ]);
}

function calls(figures: Figures): string {
  const rows = (['open', 'fetch'] as const).flatMap((operation) =>
    (Object.keys(TARGETS) as TargetName[]).flatMap((target) =>
      (['varied', 'same'] as const).map((kind) => ({
        id: `${operation} ${target} ${kind}`,
        title: `\`${operation}()\`, ${TARGETS[target].title}, ${kind === 'varied' ? 'each call another URL' : 'the same URL'}`,
      })),
    ),
  );
  return table([
    ['', ...entries(figures).flatMap(({ browser }) => [`${browser}, native`, 'clerk-ajax', 'ratio', 'least'])],
    ...rows.map(({ id, title }) => [
      title,
      ...entries(figures).flatMap(({ calls: list, floors }) => [
        number(list[id]?.a ?? Number.NaN),
        number(list[id]?.b ?? Number.NaN),
        ratio(list[id]),
        floors[id] ? floors[id].ratio.median.toFixed(2) : '',
      ]),
    ]),
  ]);
}

function installs(figures: Figures): string {
  return table([
    ['ms', ...entries(figures).flatMap(({ browser }) => [`${browser}, first`, 'again'])],
    [
      'an empty script',
      ...entries(figures).flatMap(({ control }) => [spread(control.install.first), spread(control.install.again)]),
    ],
    ...[subject, ...peers].map(({ name, title }) => [
      title,
      ...entries(figures).flatMap(({ peers: list }) => [
        spread(list[name]?.install.first),
        spread(list[name]?.install.again),
      ]),
    ]),
  ]);
}

function held(figures: Figures): string {
  return table([
    ['calls', ...entries(figures).flatMap(({ browser }) => [`${browser}, ms until the last has left`, 'µs a call'])],
    ...HELD.map((count) => [
      count.toLocaleString('en'),
      ...entries(figures).flatMap(({ held: list }) => [
        spread(list[count]),
        number(((list[count]?.median ?? Number.NaN) * 1000) / count),
      ]),
    ]),
  ]);
}

function origins(figures: Figures): string {
  return table([
    ['', ...entries(figures).flatMap(({ browser }) => ORIGINS.map((count) => `${browser}, ${count} to 1`))],
    ...(['open', 'fetch'] as const).flatMap((operation) =>
      (['elsewhere', 'backend'] as const).map((target) => [
        `\`${operation}()\`, ${TARGETS[target].title}`,
        ...entries(figures).flatMap(({ origins: list }) =>
          ORIGINS.map((count) => ratio(list[`${operation} ${target} ${count}`])),
        ),
      ]),
    ),
  ]);
}

function trips(figures: Figures): string {
  const rows = [subject, ...peers]
    .flatMap((peer) => peer.patches.map((api) => ({ ...peer, api })))
    .filter(({ name, api }) => entries(figures).some(({ peers: all }) => all[name]?.trips[`trip ${api} backend`]));
  return table([
    [
      '',
      ...entries(figures).flatMap(({ browser }) => [`${browser}, native ms`, 'with it', 'ratio']),
      'preflights a call',
    ],
    ...rows.map(({ name, title, api }) => {
      const list = entries(figures).map(({ peers: all }) => all[name]?.trips[`trip ${api} backend`]);
      const preflights = list.map((trip) => trip?.preflights).find((count) => count !== undefined);
      return [
        `${title}, ${api === 'xhr' ? 'XHR' : 'fetch'}`,
        ...list.flatMap((trip) => [number(trip?.a ?? Number.NaN), number(trip?.b ?? Number.NaN), ratio(trip)]),
        number(preflights ?? Number.NaN),
      ];
    }),
  ]);
}

function memory({ heap }: Figures): string {
  const names = Object.keys(heap);
  const steps = heap[names[0] ?? '']?.length ?? 0;
  return table([
    ['XHRs and as many fetches', ...names.map((name) => `${name}, kB in use`)],
    ...Array.from({ length: steps }, (_, step) => [
      (HEAP_CALLS * step).toLocaleString('en'),
      ...names.map((name) => number((heap[name]?.[step] ?? Number.NaN) / 1000)),
    ]),
  ]);
}

function failures(figures: Figures): string {
  const list = entries(figures).flatMap(({ browser, peers: all }) =>
    Object.entries(all).flatMap(([name, { failures: some }]) => some.map((text) => `- ${browser}, ${name}: ${text}`)),
  );
  return list.length ? `What could not be measured, or is not as it should be:\n\n${list.join('\n')}\n` : '';
}

/** `docs/benchmarks.md`, from the figures of one run. */
export function markdown(figures: Figures, findings: string): string {
  return `# Benchmarks

<!-- Written by \`npm run bench\`: change bench/ instead. -->

What clerk-ajax costs a page, next to the bare browser and to what one would use instead. All figures are of one run of
\`npm run bench\`, on ${figures.date}: ${entries(figures)
    .map(({ browser }) => browser)
    .join(', ')}; ${figures.machine}.

## Targets

A figure is a ratio to native unless it has a unit. In brackets: what the least script costs that can do it at all (see
[how it is measured](#how-it-is-measured)).

${table([['', 'target', ...entries(figures).map(({ browser }) => browser)], ...targetRows(figures)])}

${findings.trim()}

## Size

![Sizes](benchmarks-size.svg)

In bytes, of one minified script with all that a page must load.

${sizes(figures)}

What each module adds to clerk-ajax: the bytes (brotli) that the whole has more than the whole without it. Modules share words,
so that the sum is less than the whole.

${modules(figures)}

What would be left with less in it, however the rest were written around it:

${parts(figures)}

## Time per call

Ratios to native: the median, and from the first to the third quartile. A call is “ours” when it goes to the one backend
origin that the session is for.

![XMLHttpRequest](benchmarks-xhr.svg)

\`new XMLHttpRequest()\` and \`open()\`. Some only take a note in \`open()\`, and call the browser's in \`send()\`; round trips,
below, have everything.

${peerRatios(figures, 'create')}

![fetch](benchmarks-fetch.svg)

\`fetch()\` with a signal that is aborted already, so that there is no network in it.

${peerRatios(figures, 'fetch')}

${failures(figures)}
### clerk-ajax in detail

Nanoseconds a call, \`open()\` alone on objects made before. “Least”: the ratio of the least script that can do it at all.

${calls(figures)}

### Profile of a call

Ratios to native of small scripts, each of which does one thing more than the one above it, and of clerk-ajax, which does
all of it, waits for Clerk where it must, and takes every form of call.

${profile(figures)}

## Installing

Milliseconds to parse, compile and run the script in a fresh page: the first time, and when the engine has compiled the
same script before.

${installs(figures)}

## Calls held until Clerk is ready

From the moment of Clerk's emission until the last call has been handed to the browser; half XHR, half fetch.

${held(figures)}

## Growth

Cost of a call with many backend origins, as a ratio to the cost with one:

${origins(figures)}

![Memory](benchmarks-memory.svg)

XHRs sent and aborted, and aborted fetches, half of them ours:

${memory(figures)}

## Round trips

A whole call to a server on the same machine, ours: a check that nothing hides elsewhere. A header that is added makes a
cross-origin call ask first (a preflight), which on a real network costs a round trip.

${trips(figures)}

## How it is measured

- Each browser is started with a URL and a new profile. Pages are cross-origin isolated, for the finest clock.
- Native and patched are two iframes of one page, and take turns of about a millisecond each; the ratio is taken pair by
  pair, and the median of the ratios is what counts. What slows the machine down slows both. “Nothing” shows what two bare
  pages differ by.
- URLs are new strings for each call, made as a page makes them (\`\${base}/items/\${id}?page=\${page}\`). Engines put such
  strings together when somebody looks at them: native \`open()\` of Chromium never does, and any script that wants to know
  where a call goes must.
- “Least” is a script of ten lines which makes functions that look native (a \`Proxy\`) and, for calls that are not ours,
  passes them on without a look; for calls that are ours, adds the parameter without a look, remembers the object and asks
  for credentials.
- Installing: a fresh iframe for each round, and a script of another text for each, so that no engine has it compiled.
- Held calls: native \`fetch\` and \`send()\` are replaced by functions that note the time before clerk-ajax is loaded.
- Memory: \`gc()\` and \`performance.memory\` in Chromium.
- Every peer's bundle is checked, in round trips, to add what it should to calls to the backend and nothing to others.
- OpenTelemetry is the newest release that has both instrumentations.
`;
}
