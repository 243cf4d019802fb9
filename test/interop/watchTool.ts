import { at, newKey, openPage, origins, type Part, type Received, received, textOf } from '../kit/page.ts';
import { BOTH } from './bothModes.ts';
import { carriedBy, type Evidence, judgedBy } from './carried.ts';
import { hideSession } from './holdEachCall.ts';
import { MODES, type Mode, modes } from './modes.ts';
import { delay } from './observe.ts';
import { CLERK_DELAY } from './scenarios.ts';
import type { Order, Tool } from './tools.ts';

/** What a tool's page script exports. */
interface ToolScript {
  records(): unknown[][];
  stop?(): void;
  run?<Result>(action: () => Promise<Result>): Promise<Result>;
}

/** Method, path, header names and body of a request, without session and cookies. */
type Sent = [method: string, path: string, headers: string, body: string];

/** What came of one round of calls: fetch and XHR, with and without a body, to a backend of each mode. */
export interface Round {
  traces: unknown[];
  requests: Record<Mode, Sent[]>;
  carried: Record<Mode, Evidence[]>;
  /** What the tool has recorded, without the session; in no order. */
  records: string[];
  /** Whether the session ID is in what it has recorded. */
  seesSession: boolean;
  /** Whether all calls succeeded and each was recorded. */
  works: boolean;
}

export interface ToolOptions {
  order: Order;
  /** Known at once, or after a while if it is left out. */
  session?: string;
  /** How many records to wait for in the first round. */
  count: number;
  /** What is done before the second round. */
  afterwards: 'uninstall' | 'stop' | 'nothing';
}

const CALLS = ['fetch-get', 'fetch-post', 'xhr-get', 'xhr-post'];
/** What is in the URL of the calls that are made with a `Request`. */
const FROM_REQUEST = '/X-Call/fetch-post';
const PATHS = modes.flatMap((mode) =>
  CALLS.map((call) => ({ mode, path: `${call}-${mode === 'token' ? 'token' : 'id'}` })),
);

/** Longest time that a tool may take to record what it has seen, in milliseconds. */
const LIMIT = 5000;

/** Two rounds of calls in a page with a tool, and with the shim if there are options. */
export async function watchTool(tool: Tool, options?: ToolOptions): Promise<{ first: Round; second: Round }> {
  const script: Part<never> = { src: `/iife/tool/test/interop/tools/${tool.page}` };
  const shim: Part<never> = { shim: BOTH };
  /** Some tools set headers where they are told to. */
  const backends: Part<never> = { script: `window.backends = ['${origins.backend}', '${origins.foreign}'];` };
  const clerk: Part<never> = { clerk: options?.session ? { session: options.session } : {} };
  const page = await openPage({
    head: [clerk, backends, ...(!options ? [script] : options.order === 'before' ? [script, shim] : [shim, script])],
  });
  const { window } = page;
  const { records, run = (action) => action(), stop } = (window as unknown as { tool: ToolScript }).tool;

  const round = async (expected: number): Promise<Round> => {
    const keys = PATHS.map(newKey);
    const urls = PATHS.map(({ mode, path }, i) =>
      at(MODES[mode], keys[i] ?? '', 'header', 'X-Call', path, 'body', 'json'),
    );
    const before = records().length;
    const traces = await (run(() => page.run(allCalls, urls)) as Promise<unknown[]>);
    const lists = await Promise.all(keys.map((key) => received(key, 1)));
    const listOf = (mode: Mode) => judgedBy(mode, lists.filter((_, i) => PATHS[i]?.mode === mode).flat());
    const mine = () =>
      records()
        .slice(before)
        .filter((record) => !/\/(?:sink|control|support)\b/.test(`${record}`));
    const enough = () => mine().length >= expected;
    // Tools record in their own time.
    for (const end = Date.now() + LIMIT; !enough() && Date.now() < end; ) await delay(window, 10);

    const neutral = (text: string) =>
      keys
        .reduce((rest, key, i) => rest.split(key).join(PATHS[i]?.path), text)
        .replace(/[?&]_clerk_session_id=[^&\s]+/g, '');
    const sent = (request: Received): Sent => [
      request.method,
      neutral(request.url),
      headersOf(request).join(' '),
      textOf(request),
    ];
    const ofBoth = <Value>(make: (mode: Mode) => Value) =>
      Object.fromEntries(modes.map((mode) => [mode, make(mode)])) as Record<Mode, Value>;
    return {
      traces,
      requests: ofBoth((mode) => listOf(mode).map(sent)),
      carried: ofBoth((mode) => listOf(mode).map(carriedBy)),
      records: mine()
        .map((record) => neutral(record.join(' ')))
        .sort(),
      seesSession: /sess_A/.test(`${mine()}`),
      works: !page.errors.length && JSON.stringify(traces).split('wörld').length === PATHS.length + 1 && enough(),
    };
  };

  if (options && !options.session) {
    void delay(window, CLERK_DELAY).then(() => window.Clerk?.control.become('sess_A'));
  }
  const first = await round(options?.count ?? tool.count);
  if (options?.afterwards === 'uninstall') window.ClerkAjax?.uninstall();
  if (options?.afterwards === 'stop') stop?.();
  if (options && !options.session) hideSession(window);
  // What is recorded of calls that are held is looked at in the first round.
  const second = options ? await round(options.session ? tool.count : 0) : first;
  page.close();
  return { first, second };
}

/** The names of what the page or the tool has set, as they are spelled; and where a tool's own header has two values. */
const headersOf = ({ url, rawHeaders }: Received): string[] =>
  rawHeaders
    .flatMap((name, i) => {
      if (i % 2 || /^(?:cookie|authorization)$/i.test(name)) return [];
      // Of a Request, all engines let nobody read the names as they are spelled.
      const spelled = url.includes(FROM_REQUEST) ? name.toLowerCase() : name;
      return /trace/i.test(name) && rawHeaders[i + 1]?.includes(', ') ? [spelled, '(two values)'] : [spelled];
    })
    .sort();

/** Runs in the page: all at once, since Clerk is loading only once. The URLs are those of four calls, and of four more. */
function allCalls(urls: string[]): Promise<unknown[]> {
  const body = JSON.stringify({ name: 'wörld' });

  const byFetch = async (input: RequestInfo) => {
    const response = await fetch(input);
    return { status: response.status, type: response.type, data: await response.json() };
  };
  const byXhr = (method: string, url: string, content?: string) =>
    new Promise((resolve) => {
      const xhr = new XMLHttpRequest();
      const events: string[] = [];
      xhr.onreadystatechange = () => events.push(`readyState ${xhr.readyState}`);
      for (const type of ['loadstart', 'load', 'error', 'abort', 'timeout']) {
        xhr.addEventListener(type, () => events.push(type));
      }
      xhr.upload.addEventListener('load', ({ loaded }) => events.push(`upload ${loaded}`));
      xhr.addEventListener('loadend', () => resolve({ events, status: xhr.status, data: xhr.response }));
      xhr.open(method, url);
      xhr.responseType = 'json';
      xhr.setRequestHeader('X-Custom', 'yes');
      xhr.send(content);
    });

  const call = (url: string, i: number) =>
    [
      () => byFetch(`${url}?a=1`),
      () => byFetch(new Request(url, { method: 'POST', body, headers: { 'X-Custom': 'yes' } })),
      () => byXhr('GET', `${url}?a=1`),
      () => byXhr('POST', url, body),
    ][i % 4]?.();
  return Promise.all(urls.map(call));
}
