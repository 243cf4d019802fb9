import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import express from 'express';
import { createClerkState, PUBLISHABLE_KEY } from '../../test/servers/clerk/frontend-api/clerkState.ts';
import { createFrontendApi } from '../../test/servers/clerk/frontend-api/frontendApi.ts';
import { builtScripts, ROOT } from '../../test/servers/files.ts';
import { readSubject } from '../sizes.ts';
import { createSlowLine, type LineSpeed } from './slowLine.ts';

/** A request that has come to the backend. */
export interface Arrival {
  /** In ms, on the clock that starts a page's time. */
  time: number;
  url: string;
  authorization: string | undefined;
}

/** A legacy page, its backend on another origin, and the stand-in for Clerk's servers. */
export interface Site {
  page: string;
  backend: string;
  /** The URL of ClerkJS, and the attributes of its tag. */
  clerkTag: string;
  /** What the page's server answers: the document of each path. */
  documents: Map<string, string>;
  /** Gets each call to the backend, without the preflights. */
  onCall: (arrival: Arrival) => void;
  close(): void;
}

/** Compresses an answer as servers do on the fly. The highest quality takes so long that the page's own call would wait for it. */
const compress = (body: string) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } });

const FOR_A_YEAR = 'public, max-age=31536000, immutable';
const JQUERY = readFileSync(join(ROOT, 'node_modules/jquery/dist/jquery.min.js'), 'utf8');
const CLERK_JS = '/__clerk/npm/@clerk/clerk-js@6/dist/clerk.browser.js';

/** Serves scripts as a content delivery network does: compressed as far as it goes, and kept by browsers. */
function serveScripts(scripts: ReadonlyMap<string, string>): RequestListener {
  const packed = new Map<string, Buffer>();
  return (request, response) => {
    const path = request.url ?? '';
    const script = scripts.get(path);
    if (script === undefined) return void response.writeHead(404).end();
    const body = packed.get(path) ?? brotliCompressSync(script);
    packed.set(path, body);
    const headers = { 'Content-Type': 'text/javascript; charset=utf-8', 'Content-Encoding': 'br' };
    response.writeHead(200, { ...headers, 'Cache-Control': FOR_A_YEAR, 'Access-Control-Allow-Origin': '*' }).end(body);
  };
}

/** Lets any page call, with any headers, and remembers that it may: a legacy page calls the same URLs on every page. */
function answerCalls(onCall: (arrival: Arrival) => void): RequestListener {
  return ({ method, url = '', headers }, response) => {
    const time = performance.timeOrigin + performance.now();
    response.setHeader('Access-Control-Allow-Origin', headers.origin ?? '*');
    response.setHeader('Access-Control-Allow-Credentials', 'true');
    response.setHeader('Access-Control-Allow-Headers', headers['access-control-request-headers'] ?? '*');
    response.setHeader('Access-Control-Max-Age', '7200');
    response.writeHead(method === 'OPTIONS' ? 204 : 200).end();
    if (method === 'GET') onCall({ time, url, authorization: headers.authorization });
  };
}

/** The stand-in for Clerk's servers, which compresses what it answers. */
async function createClerk(pageOrigin: string): Promise<RequestListener> {
  const app = express();
  app.use((_, response, next) => {
    const { send } = response;
    response.send = (body) => {
      if (typeof body !== 'string') return send.call(response, body);
      response.set('Content-Encoding', 'br');
      return send.call(response, compress(body));
    };
    next();
  });
  return app.use('/__clerk', createFrontendApi(await createClerkState(60), { pageOrigin }));
}

export async function startSite(speed: LineSpeed | undefined): Promise<Site> {
  const line = speed && createSlowLine(speed);
  const servers: Server[] = [];
  /** Starts a server whose origin is known before what it serves. */
  const listen = async () => {
    const server = createServer({ keepAliveTimeout: 60_000 });
    servers.push(server.listen(0, 'localhost'));
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return { server, port, origin: `http://localhost:${(await line?.before(port)) ?? port}` };
  };
  const [page, backend, clerk] = [await listen(), await listen(), await listen()];

  const clerkApi = await createClerk(page.origin);
  clerk.server.on('request', (request, response) => {
    (request.url === '/clerk.js' ? scripts : clerkApi)(request, response);
  });
  const clerkJs = await (await fetch(`http://localhost:${clerk.port}${CLERK_JS}`)).text();
  const scripts = serveScripts(
    new Map([['/clerk-ajax.min.js', readSubject()], ['/clerk.js', clerkJs], ['/jquery.js', JQUERY], ...builtScripts]),
  );
  const documents = new Map<string, string>();
  page.server.on('request', (request, response) => {
    const document = documents.get(request.url?.split('?')[0] ?? '');
    if (document === undefined) return scripts(request, response);
    const headers = {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Encoding': 'br',
      'Cache-Control': 'no-cache',
    };
    response.writeHead(200, headers).end(compress(document));
  });
  backend.server.on(
    'request',
    answerCalls((arrival) => site.onCall(arrival)),
  );

  const site: Site = {
    page: page.origin,
    backend: backend.origin,
    clerkTag: `<script async crossorigin="anonymous" src="${clerk.origin}/clerk.js" data-clerk-publishable-key="${PUBLISHABLE_KEY}"
  data-clerk-proxy-url="${clerk.origin}/__clerk" onload="Clerk.load({ telemetry: false })"></script>`,
    documents,
    onCall() {},
    close() {
      line?.close();
      for (const server of servers) {
        server.close();
        server.closeAllConnections();
      }
    },
  };
  return site;
}
