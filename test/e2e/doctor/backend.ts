import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Site, startSite } from '../site.ts';

/** A request as it came in. */
export interface Got {
  method: string;
  /** Path and query. */
  url: string;
  origin: string | undefined;
  authorization: string | undefined;
  cookie: string | undefined;
}

export interface Backend extends Site {
  /** All requests, in their order. */
  readonly got: Got[];
}

const started: Backend[] = [];

/** A server that keeps note of what it is asked, whatever it answers. It runs until {@link closeBackends}. */
export async function startBackend(
  answer: (req: IncomingMessage, res: ServerResponse) => unknown,
  host = 'localhost',
): Promise<Backend> {
  const site = await startSite(host);
  const got: Got[] = [];
  site.serve((req, res) => {
    const { method = '', url = '', headers } = req;
    got.push({ method, url, origin: headers.origin, authorization: headers.authorization, cookie: headers.cookie });
    answer(req, res);
  });
  const backend = { ...site, got };
  started.push(backend);
  return backend;
}

export const closeBackends = () => Promise.all(started.splice(0).map((backend) => backend.close()));

/** The headers of a backend that lets one page in. */
export const corsFor = (page: string) => ({
  'Access-Control-Allow-Origin': page,
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Headers': 'Authorization',
  'Access-Control-Max-Age': '600',
  Vary: 'Origin',
});

/** What a right backend answers, of which a test changes something. */
export const answerRightly =
  (page: string, more: { status?: number; headers?: Record<string, string> } = {}) =>
  ({ method, headers }: IncomingMessage, res: ServerResponse) => {
    const isSignedIn = /^Bearer ey|__session=ey/.test(`${headers.authorization} ${headers.cookie}`);
    const status = method === 'OPTIONS' ? 204 : isSignedIn ? (more.status ?? 200) : 401;
    res.writeHead(status, { ...(headers.origin === page ? corsFor(page) : { Vary: 'Origin' }), ...more.headers }).end();
  };
