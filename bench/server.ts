import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { framePage, mainPage } from './pages.ts';
import type { FrameSpec, Report, Sheet } from './protocol.ts';

/** What reached the backend below one path. */
export interface Arrivals {
  requests: number;
  preflights: number;
  /** How many carried the session, or what the peer adds in its place. */
  marked: number;
}

export interface BenchServers {
  page: string;
  /** The origin that the session goes to. */
  backend: string;
  /** One that it must not go to. */
  foreign: string;
  /** Scripts of the peers by name. */
  scripts: Map<string, string>;
  /** What reached `/echo/<key>/…`. */
  arrivals(key: string): Arrivals;
  /** Serves these sheets one after the other, and resolves with a report of each; `start` is the URL to show. */
  assign(sheets: Sheet[]): { start: string; reports: Promise<Report[]>; reported(listener: () => void): void };
  close(): Promise<void>;
}

/** Gives a page the clock that is not coarsened. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'no-store',
};

const MARKS = ['x-clerk-session-id', 'authorization', 'traceparent', 'sentry-trace', 'x-datadog-trace-id'];

export async function startServers(pageScripts: Record<string, string>): Promise<BenchServers> {
  const scripts = new Map<string, string>();
  const counts = new Map<string, Arrivals>();
  const assignments: { sheet: Sheet; accept(report: Report): void }[] = [];

  const arrivals = (key: string): Arrivals => {
    const known = counts.get(key) ?? { requests: 0, preflights: 0, marked: 0 };
    counts.set(key, known);
    return known;
  };

  const servePage = async (req: IncomingMessage, res: ServerResponse, url: URL): Promise<unknown> => {
    const [, kind = '', name = ''] = url.pathname.split('/');
    const send = (type: string, body: string) =>
      res.writeHead(200, { ...ISOLATED, 'Content-Type': `${type}; charset=utf-8` }).end(body);
    const script = /^(.+)\.js$/.exec(name)?.[1] ?? '';

    const own = pageScripts[/^(\w+)\.js$/.exec(kind)?.[1] ?? ''];
    if (own !== undefined) return send('text/javascript', own);
    if (kind === 'peer' && scripts.has(script)) return send('text/javascript', scripts.get(script) ?? '');
    if (kind === 'frame') {
      const spec: FrameSpec = JSON.parse(url.searchParams.get('spec') ?? '{}');
      return send('text/html', framePage(spec, backend));
    }
    if (kind === 'sheet' && assignments[+name]) {
      const { sheet } = assignments[+name] as { sheet: Sheet };
      const assignment = { sheet, report: `/report/${name}`, next: `/sheet/${+name + 1}` };
      return send('text/html', mainPage(`window.assignment = ${JSON.stringify(assignment)}`));
    }
    if (kind === 'sheet') return send('text/html', '<title>done</title>');
    if (kind === 'report' && assignments[+name]) {
      const report = JSON.parse(await text(req));
      send('text/plain', '');
      return assignments[+name]?.accept(report);
    }
    return res.writeHead(404, ISOLATED).end();
  };

  const serveBackend = (req: IncomingMessage, res: ServerResponse, url: URL) => {
    const { origin = '*' } = req.headers;
    const [, kind, key = ''] = url.pathname.split('/');
    const preflight = req.method === 'OPTIONS';
    if (kind === 'echo') {
      const arrived = arrivals(key);
      if (preflight) arrived.preflights++;
      else arrived.requests++;
      const marked = url.searchParams.has('_clerk_session_id') || MARKS.some((name) => name in req.headers);
      if (marked && !preflight) arrived.marked++;
    }
    req.resume();
    res.writeHead(200, {
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Allow-Headers': req.headers['access-control-request-headers'] ?? '',
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'Content-Type': 'application/json',
    });
    res.end(preflight ? '' : '{}');
  };

  const servers: Server[] = [];
  const listen = async (
    serve: (req: IncomingMessage, res: ServerResponse, url: URL) => unknown,
    host = 'localhost',
  ): Promise<string> => {
    const server = createServer((req, res) => void serve(req, res, new URL(req.url ?? '/', 'http://localhost')));
    // A browser keeps connections; a page that pauses must not meet one that has just been closed.
    server.keepAliveTimeout = 120_000;
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    servers.push(server);
    return `http://${host}:${(server.address() as AddressInfo).port}`;
  };
  const backend = await listen(serveBackend);
  // Another host, too: not every peer looks at the port.
  const foreign = await listen(serveBackend, '127.0.0.1');
  const page = await listen(servePage);

  return {
    page,
    backend,
    foreign,
    scripts,
    arrivals,
    assign(sheets) {
      const first = assignments.length;
      const listeners: (() => void)[] = [];
      const reports = sheets.map(
        (sheet) =>
          new Promise<Report>((resolve) => {
            assignments.push({
              sheet,
              accept(report) {
                resolve(report);
                for (const listener of listeners) listener();
              },
            });
          }),
      );
      // Behind the last sheet of this assignment stands none.
      assignments.length++;
      return {
        start: `${page}/sheet/${first}`,
        reports: Promise.all(reports),
        reported: (listener) => listeners.push(listener),
      };
    },
    async close() {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}
