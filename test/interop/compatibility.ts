// Node's part: makes the section of docs/compatibility.md of what the engines said.

import { ENGINE_TITLES, type Section, table } from '../harness/compatibilityDocument.ts';
import type { Result } from '../harness/run.ts';
import { ENGINES, type EngineName } from '../kit/protocol.ts';
import { BEFORE, BEFORE_SUITE, type Before, titleOfBefore, WHEN } from './beforeTag.ts';
import { LIBRARIES, type Library } from './libraries.ts';
import { LIVE_CLIENTS, type LiveClient } from './liveClients.ts';
import { modes } from './modes.ts';
import { NAVIGATORS, type Navigator, STEPS } from './navigators.ts';
import { CLERK_DELAY, SCENARIOS, type ScenarioName } from './scenarios.ts';
import {
  type Dependency,
  inMode,
  LIBRARY_SUITE,
  LIVE_SUITE,
  NAVIGATOR_SUITE,
  type Subject,
  TOOL_SUITE,
  testTitle,
  titleOf,
  titleOfHeld,
  titleOfNext,
  titleOfUninstall,
  versionOf,
} from './titles.ts';
import { ORDERS, TOOLS, type Tool } from './tools.ts';

/** By engine, title and outcome. */
type Outcomes = Map<EngineName, Map<string, 'passed' | 'failed' | 'skipped'>>;

const NAVIGATION = 'Libraries that write the address bar';
const LIVE = 'Clients that stay connected';
const TOOL_TABLE = 'Tools that patch the same functions';
const BEFORE_TABLE = 'Scripts before the tag of all channels';

const REQUEST =
  'It hands a `Request` to fetch. In all four engines, header names of a `Request` can be read in lower case alone, so that a server reads them so over HTTP/1.1.';

/** What a run of the interop suite found. What it left out (another engine, `--grep`) stays as it is. */
export const librariesSection = (results: Result[]): Section => ({
  name: 'libraries',
  suite: 'interop',
  title: 'Libraries and tools',
  make: (old) => sectionOf(outcomesOf(results), old),
});

function outcomesOf(results: Result[]): Outcomes {
  const outcomes: Outcomes = new Map();
  for (const engine of ENGINES) {
    const result = results.find(({ name }) => name === `interop · ${engine}`);
    if (!result) continue;
    outcomes.set(
      engine,
      new Map([
        ...result.passed.map((title) => [title, 'passed'] as const),
        ...result.skipped.map((title) => [title, 'skipped'] as const),
        ...result.failed.map(({ title }) => [title, 'failed'] as const),
      ]),
    );
  }
  return outcomes;
}

function sectionOf(outcomes: Outcomes, old: string): string {
  const notes: string[] = [];
  const note = (text: string): string => {
    if (!notes.includes(text)) notes.push(text);
    return ` (${notes.indexOf(text) + 1})`;
  };
  const below = (heading: string) => old.split(`### ${heading}\n`)[1]?.split('### ')[0] ?? '';
  const libraries = LIBRARIES.map((library) => rowOfLibrary(library, outcomes, below('Libraries'), note));
  const navigators = NAVIGATORS.map((navigator) => rowOfNavigator(navigator, outcomes, below(NAVIGATION)));
  const tools = TOOLS.map((tool) => rowOfTool(tool, outcomes, below(TOOL_TABLE), note));
  const clients = LIVE_CLIENTS.flatMap((client) => rowsOfClient(client, outcomes, below(LIVE)));
  const before = BEFORE.map((row) => rowOfBefore(row, outcomes, below(BEFORE_TABLE), note));
  const engines = ENGINES.map((name) => ENGINE_TITLES[name]);
  const version = (dependency: Dependency) => versionOf({ name: dependency, dependency });

  return `
Unmodified packages, from npm unless it says so, each used by a small page script in \`test/interop/\`. Every row ran without the shim, with the
session known, and with Clerk ready ${CLERK_DELAY} ms after the calls (where a library makes further calls, each of them was held, too), against two backends
of other origins: one that gets the session ID and cookies, and one that gets a token. ✓ means: what the library's own
user sees (callbacks, promises, data, progress, error status) was equal in all three, what was sent was equal, header names as they are spelled
included, and with the shim every request carried the session ID exactly once and the cookies, or the token exactly once and cookies as
without the shim. What stands before the shim stood before the tag of the core, and, while Clerk was loading, before that of all channels.
– means: the library does not run in that engine without the shim either.

### Libraries

Tried were: a GET with a query, a custom header (which asks for a preflight), a POST with a body, an upload of 200 kB and its progress, an answer with
status 422 and data, and an abort, each where the library has it; and the library's own timeout, in ${LIBRARIES.filter(({ does }) => does.includes('timeout')).length} of them.

${table(['Library', 'Version', 'Calls by', 'Tried', ...engines], libraries)}

All of them call a backend of another origin but Unpoly, which takes two ports of one host for one origin. Prototype and MooTools are those
of Debian, since the npm registry has no browser build of them.

### ${NAVIGATION}

They fetch a page of the same origin, show it, and write its URL into the history. ✓ means: with the session known, and while Clerk was
loading at the first step and had no session for a while at each further one, as while an account is switched, address bar, title and content were as
without the shim; each request carried the session ID once, or the token; and neither stood anywhere in the address
bar, the history and its states, the document, \`localStorage\`, \`sessionStorage\`, \`document.referrer\` and the headers of later
requests. After another account was chosen, \`fetch(location.href)\` went with that account alone. A redirect goes without the session ID, unless the
server has kept the query.

${table(['Library', 'Version', 'Takes the URL from', 'Tried', ...engines], navigators)}

Three more things are tested in all engines. Microsoft's UpdatePanel (MicrosoftAjax, from Debian's package of Mono) posts back as the account of the
moment. URLs that a server repeats, such as links to the next page and the playlists of video.js ${version('video.js')},
are called as the account of the moment. Templates that RequireJS ${version('requirejs')} and SystemJS ${version('systemjs0')} and ${version('systemjs')} get before Clerk is on the
page come without a session, and calls that are made once Clerk's tag is there wait for it.

### ${LIVE}

With \`clerk-ajax.all.min.js\`, against the server of the same project where the npm registry has one (Socket.IO, SockJS, Faye), and otherwise against one that
speaks its protocol. ✓ means: the messages that the client's user got, and its states, were the same without the shim, with the session known, and
with Clerk ready ${CLERK_DELAY} ms later and each further connection held; and with the shim each request, those for polling and for the upgrade included, carried the session ID once,
and the cookies, or the token: WebSockets in \`data-token-param\`, all others in the header. Faye calls the page's origin: to another one, its handshake is a script tag (JSONP), which gets no session.

${table(['Client', 'Version', 'Connects by', ...engines], clients)}

### ${TOOL_TABLE}

Each was loaded before the shim and after it. ✓ means: fetch and XHR, to a backend of each kind, with the session known and while Clerk was loading,
arrived with the session exactly once, and with the headers that the tool sets; the tool recorded them; after \`uninstall()\` the tool went on recording, with no session sent; and after the tool was taken
off, where it can be, the shim went on. The fourth column is about privacy: whether the session ID is in the URLs that the tool records.

${table(['Tool', 'Version', 'Records', 'Session ID in its records', ...engines], tools)}

With zone.js of each age, calls that are aborted while they wait are as without the shim, and nothing is sent.

### ${BEFORE_TABLE}

Each stood before the tag of \`clerk-ajax.all.min.js\`. ✓ means: fetch (with headers as an object, as pairs and as \`Headers\`), XHR, EventSource, WebSocket
and \`sendBeacon()\`, to a backend of each kind and to a foreign one, while Clerk was loading and with the session known, were as without the shim,
carried the session where they should, and nothing of it elsewhere.

${table(['Before the tag', ...engines], before)}

Notes:

${notes.map((text, i) => `${i + 1}. ${text}`).join('\n')}
`;
}

function rowOfLibrary(library: Library, outcomes: Outcomes, old: string, note: (text: string) => string): string[] {
  const { by, does, progress, limit, says } = library;
  const tried = (Object.keys(SCENARIOS) as ScenarioName[])
    .filter((name) => does.includes(name))
    .map((name) => SCENARIOS[name].short + (name === 'upload' && progress ? ' with progress' : ''));
  const titles = does.flatMap((name) => modes.map((mode) => inMode(SCENARIOS[name].title, mode)));
  const cells = cellsOf(library, LIBRARY_SUITE, titles, outcomes, old);
  const said = says ? note(`The shim says: \`${says}\`.`) : '';
  const spelled = library.request ? note(REQUEST) : '';
  const marked = cells.map((cell, i) => {
    if (!limit || ENGINES[i] !== limit.engine) return cell;
    return (
      cell +
      note(
        `${limit.why}: the ${SCENARIOS[limit.scenario].title} of ${nameOf(library)} goes with the cookies and without the session ID.`,
      )
    );
  });
  return [nameOf(library) + said + spelled, versionOf(library), by, tried.join(', '), ...marked];
}

function rowOfNavigator(navigator: Navigator, outcomes: Outcomes, old: string): string[] {
  const { reads, does } = navigator;
  const titles = [...does.map((name) => STEPS[name].title), titleOfNext()];
  const cells = cellsOf(navigator, NAVIGATOR_SUITE, titles, outcomes, old);
  const tried = does.map((name) => STEPS[name].short).join(', ');
  return [nameOf(navigator), versionOf(navigator), reads ? `\`${reads}\`` : 'its own call', tried, ...cells];
}

/** A row for each way to connect. */
function rowsOfClient(client: LiveClient, outcomes: Outcomes, old: string): string[][] {
  return Object.values(client.does).map((by) => {
    const ofWay = old
      .split('\n')
      .filter((line) => line.includes(`| ${by} |`))
      .join('\n');
    return [nameOf(client), versionOf(client), by, ...cellsOf(client, LIVE_SUITE, [by], outcomes, ofWay)];
  });
}

function rowOfTool(tool: Tool, outcomes: Outcomes, old: string, note: (text: string) => string): string[] {
  const { name, records, differs, takesAlong, erraticIn, seesSession } = tool;
  const titles = ORDERS.flatMap((order) => [titleOfUninstall(order), titleOfHeld(order)]);
  const cells = cellsOf(tool, TOOL_SUITE, titles, outcomes, old);
  const marked = cells.map((cell, i) =>
    erraticIn && ENGINES[i] === erraticIn.engine ? `–${note(`Not tried: ${erraticIn.why}.`)}` : cell,
  );
  const marks = [
    ...(differs ? [`${name}, loaded ${differs.order} the shim: ${differs.why}.`] : []),
    ...(takesAlong
      ? [
          `${name}, loaded before the shim and taken off: it puts back ${takesAlong.map((api) => (api === 'xhr' ? 'XHR' : api)).join(' and ')} as found, which takes the shim's layer away, too.`,
        ]
      : []),
  ];
  const seen = seesSession.length ? `loaded ${seesSession.join(' or ')} the shim` : 'no';
  return [nameOf(tool) + marks.map(note).join(''), versionOf(tool), records, seen, ...marked];
}

function rowOfBefore(row: Before, outcomes: Outcomes, old: string, note: (text: string) => string): string[] {
  const titles = Object.values(WHEN).map((when) => `${BEFORE_SUITE} › ${row.name} › ${titleOfBefore(row, when)}`);
  const line = old.split('\n').find((each) => each.startsWith(`| ${row.name} |`) || each.startsWith(`| ${row.name} (`));
  return [row.name + (row.unserved ? note(row.unserved.why) : ''), ...cellsOfTitles(titles, outcomes, line)];
}

/** One cell an engine; where the run has no word of it, the cell that stands there. */
function cellsOf(subject: Subject, suite: string, titles: string[], outcomes: Outcomes, old: string): string[] {
  const start = `| ${nameOf(subject)}`;
  const line = old.split('\n').find((each) => each.startsWith(start) && each.includes(`| ${versionOf(subject)} |`));
  const full = titles.map((title) => `${suite} › ${titleOf(subject)} › ${testTitle(subject, title)}`);
  return cellsOfTitles(full, outcomes, line, titles);
}

function cellsOfTitles(full: string[], outcomes: Outcomes, line?: string, titles = full): string[] {
  const oldCells = line?.split('|').slice(-ENGINES.length - 1, -1);
  return ENGINES.map((engine, i) => {
    const found = full.map((title) => outcomes.get(engine)?.get(title));
    if (found.includes(undefined)) return (oldCells?.[i] ?? '?').replace(/\(\d+\)/g, '').trim();
    if (found.includes('failed')) return '✗';
    const missing = titles.filter((_, index) => found[index] === 'skipped');
    if (missing.length === titles.length) return '–';
    return missing.length ? `✓ but for ${missing.join(', ')}` : '✓';
  });
}

function nameOf({ name, way }: Subject): string {
  return way ? `${name}, ${way}` : name;
}
