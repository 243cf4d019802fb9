import { at, newKey, openPage, origins, type Part, received, textOf } from '../support/page.ts';
import { carriedBy, type Evidence } from './carried.ts';
import { delay } from './observe.ts';
import { CLERK_DELAY } from './scenarios.ts';
import type { Order, Tool } from './tools.ts';

/** What a tool's page script exports. */
interface ToolScript {
  records(): unknown[][];
  stop?(): void;
  run?<Result>(action: () => Promise<Result>): Promise<Result>;
}

/** What came of one round of calls: fetch and XHR, with and without a body. */
export interface Round {
  traces: unknown[];
  /** Method, path, header names and body, without session and cookies. */
  requests: [method: string, path: string, headers: string, body: string][];
  carried: Evidence[];
  /** What the tool has recorded, without the session; in no order. */
  records: string[];
  /** Whether the session ID is in what it has recorded. */
  seesSession: boolean;
  /** Whether all four calls succeeded and each was recorded. */
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

const PATHS = ['fetch-get', 'fetch-post', 'xhr-get', 'xhr-post'];

/** Longest time that a tool may take to record what it has seen, in milliseconds. */
const LIMIT = 5000;

/** Two rounds of calls in a page with a tool, and with the shim if there are options. */
export async function watchTool(tool: Tool, options?: ToolOptions): Promise<{ first: Round; second: Round }> {
  const script: Part<never> = { src: `/iife/tool/test/interop/tools/${tool.page}` };
  const shim: Part<never> = { shim: { 'data-backend-origins': origins.backend } };
  const clerk: Part<never> = { clerk: options?.session ? { session: options.session } : {} };
  const page = await openPage({
    head: !options ? [clerk, script] : options.order === 'before' ? [clerk, script, shim] : [clerk, shim, script],
  });
  const { window } = page;
  const { records, run = (action) => action(), stop } = (window as unknown as { tool: ToolScript }).tool;

  const round = async (expected: number): Promise<Round> => {
    const keys = PATHS.map(newKey);
    const urls = keys.map((key, i) => at('backend', key, 'header', 'X-Call', PATHS[i] ?? '', 'body', 'json'));
    const before = records().length;
    const traces = await (run(() => page.run(fourCalls, urls)) as Promise<unknown[]>);
    const lists = await Promise.all(keys.map((key) => received(key, 1)));
    const all = lists.flat();
    const mine = () =>
      records()
        .slice(before)
        .filter((record) => !/\/(?:sink|control|support)\b/.test(`${record}`));
    const enough = () => mine().length >= expected;
    // Tools record in their own time.
    for (const end = Date.now() + LIMIT; !enough() && Date.now() < end; ) await delay(window, 10);

    const neutral = (text: string) =>
      keys.reduce((rest, key, i) => rest.split(key).join(PATHS[i]), text).replace(/[?&]_clerk_session_id=[^&\s]+/g, '');
    return {
      traces,
      requests: all.map(({ method, url, rawHeaders, body }): Round['requests'][number] => [
        method,
        neutral(url),
        rawHeaders
          .filter((name, i) => i % 2 === 0 && !/^cookie$/i.test(name))
          .map((name) => name.toLowerCase())
          .sort()
          .join(' '),
        textOf({ body }),
      ]),
      carried: all.map(carriedBy),
      records: mine()
        .map((record) => neutral(record.join(' ')))
        .sort(),
      seesSession: `${mine()}`.includes('sess_A'),
      works: !page.errors.length && JSON.stringify(traces).split('wörld').length === 5 && enough(),
    };
  };

  if (options && !options.session) {
    void delay(window, CLERK_DELAY).then(() => window.Clerk?.control.become('sess_A'));
  }
  const first = await round(options?.count ?? tool.count);
  if (options?.afterwards === 'uninstall') window.ClerkAjax?.uninstall();
  if (options?.afterwards === 'stop') stop?.();
  const second = options ? await round(options.afterwards === 'stop' ? 0 : tool.count) : first;
  page.close();
  return { first, second };
}

/** Runs in the page: all at once, since Clerk is loading only once. */
function fourCalls(urls: string[]): Promise<unknown[]> {
  const [fetchGet = '', fetchPost = '', xhrGet = '', xhrPost = ''] = urls;
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

  return Promise.all([
    byFetch(`${fetchGet}?a=1`),
    byFetch(new Request(fetchPost, { method: 'POST', body, headers: { 'X-Custom': 'yes' } })),
    byXhr('GET', `${xhrGet}?a=1`),
    byXhr('POST', xhrPost, body),
  ]);
}
