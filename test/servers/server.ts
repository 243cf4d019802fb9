import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { OriginName, Origins, PageDefinition, Received, RunEvent, RunnerConfig } from '../kit/protocol.ts';
import { act } from './actions.ts';
import { askDoctor, type DoctorCall } from './doctor.ts';
import { answerFaultily } from './faulty.ts';
import { serveFile } from './files.ts';
import type { LiveServers } from './live.ts';
import { Pages } from './pages.ts';
import { Records } from './records.ts';
import { upgrade } from './sockets.ts';
import { Tallies } from './tally.ts';

/** What answers to a request, by the first segment of its path. */
export type Mounts = ReadonlyMap<string, RequestListener>;

export interface TestServers {
  origins: Origins;
  /** What arrived under a key; waits for `count` requests if that is given. */
  received(key: string, count?: number): Promise<Received[]>;
  /** Lets the responses go that wait under this name. */
  release(name: string): void;
  /** Defines a page under test and returns its URL. */
  addPage(definition: PageDefinition): string;
  /** What all origins serve besides. */
  mounts?: Mounts;
  live?: LiveServers;
  /** What the runner page is told; without it there is no runner page. */
  runner?: Omit<RunnerConfig, 'origins'>;
  /** More response headers of the runner page. */
  runnerHeaders?: Record<string, string>;
  /** Gets what the runner page reports. */
  onEvent?: (event: RunEvent) => void;
  close(): Promise<void>;
}

/** Starts the servers, each on a free port of the loopback interface. */
export async function startServers(): Promise<TestServers> {
  const records = new Records();
  const tallies = new Tallies();
  const pages = new Pages();
  /** Those of WebSockets, which a server does not close by itself. */
  const streams = new Set<Duplex>();
  const gates = new EventEmitter().setMaxListeners(0);
  const open = new Set<string>();

  const release = (name: string) => {
    open.add(name);
    gates.emit(name);
  };
  const released = async (name: string) => {
    if (!open.has(name)) await once(gates, name);
  };

  const runnerPage = (): string => {
    const config: RunnerConfig | undefined = servers.runner && { ...servers.runner, origins };
    return `<!doctype html><meta charset="utf-8"><title>clerk-ajax tests</title>
<script>
// Mocha takes this over when it runs.
window.onerror = function (message, url, line, column, error) {
  var event = { type: 'broken', message: String(message), stack: error ? String(error.stack) : url + ':' + line + ':' + column };
  fetch('/control/event', { method: 'POST', body: JSON.stringify(event) });
};
window.runnerConfig = ${JSON.stringify(config).replace(/</g, '\\u003c')};</script>
<body><script src="${config?.script}"></script></body>`;
  };

  /** What tests ask of the servers themselves. */
  const control = async (req: IncomingMessage, res: ServerResponse, path: string, query: URLSearchParams) => {
    const json = (value: unknown) => {
      res
        .writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
        .end(JSON.stringify(value));
    };
    const [what, name = ''] = path.slice('/control/'.length).split('/').map(decodeURIComponent);
    if (what === 'received') json(await records.of(name, Number(query.get('count') ?? 0)));
    else if (what === 'tally') json(tallies.of(name));
    else if (what === 'release') json(release(name) ?? null);
    else if (what === 'pages') json(pages.add(JSON.parse(await text(req)) as PageDefinition));
    else if (what === 'doctor') json(await askDoctor(JSON.parse(await text(req)) as DoctorCall));
    else if (what === 'event') {
      const event = JSON.parse(await text(req)) as RunEvent;
      json(null);
      servers.onEvent?.(event);
    } else res.writeHead(404).end();
  };

  const answer = async (origin: OriginName, req: IncomingMessage, res: ServerResponse) => {
    const [path = '', query = ''] = (req.url ?? '').split('?');
    const [, first = '', second = '', ...rest] = path.split('/');
    if (first === 'k') {
      return act({ key: second, origin, req, res, released, ...records.add(second, origin, req, res) }, rest);
    }
    if (first === 'faulty') return answerFaultily(second, req, res, origins);
    if (first === 'live' && servers.live) {
      records.addHead(second, origin, req);
      return servers.live.answer(req, res);
    }
    if (first === 'tally') return tallies.take(second, req, res);
    if (first === 'pages') return pages.serve(second, res);
    if (first === 'control') return control(req, res, path, new URLSearchParams(query));
    const mounted = servers.mounts?.get(first);
    if (mounted) return mounted(req, res);
    if (path === '/runner') {
      return void res.writeHead(200, { 'Content-Type': 'text/html', ...servers.runnerHeaders }).end(runnerPage());
    }
    if (path === '/favicon.ico') return void res.writeHead(204).end();
    return serveFile(decodeURIComponent(path), res);
  };

  const listen = async (origin: OriginName): Promise<Server> => {
    // A page that pauses must not meet a connection that has just been closed.
    const server = createServer({ keepAliveTimeout: 300_000 }, (req, res) => {
      if (origin === 'fragile') res.shouldKeepAlive = false;
      answer(origin, req, res).catch((error: unknown) => {
        // A mistake in a test's URL must be seen, whatever the test makes of the answer.
        console.error(`test server: ${req.method} ${req.url}: ${error instanceof Error ? error.message : error}`);
        if (!res.headersSent) res.writeHead(500, { 'Access-Control-Allow-Origin': req.headers.origin ?? '*' });
        res.end();
      });
    });
    server.on('upgrade', (req, stream, head) => {
      streams.add(stream);
      stream.on('close', () => streams.delete(stream));
      upgrade(origin, req, stream, head, records, servers.live, released).catch((error: unknown) => {
        console.error(`test server: ${req.url}: ${error instanceof Error ? error.message : error}`);
        stream.destroy();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };

  const all = await Promise.all([listen('page'), listen('backend'), listen('foreign'), listen('fragile')]);
  const [page, backend, foreign, fragile] = all;
  const port = (server: Server) => (server.address() as AddressInfo).port;
  // A port that was free a moment ago.
  const closed = await listen('foreign');
  const closedPort = port(closed);
  closed.close();
  const origins: Origins = {
    page: `http://localhost:${port(page)}`,
    backend: `http://localhost:${port(backend)}`,
    foreign: `http://localhost:${port(foreign)}`,
    foreignIp: `http://127.0.0.1:${port(foreign)}`,
    fragile: `http://localhost:${port(fragile)}`,
    closed: `http://localhost:${closedPort}`,
  };

  const servers: TestServers = {
    origins,
    received: (key, count) => records.of(key, count),
    release,
    addPage: (definition) => origins.page + pages.add(definition),
    async close() {
      for (const stream of streams) stream.destroy();
      await Promise.all(
        all.map(async (server) => {
          server.close();
          server.closeAllConnections();
          await once(server, 'close');
        }),
      );
    },
  };
  return servers;
}
