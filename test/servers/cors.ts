import type { IncomingMessage, ServerResponse } from 'node:http';

/** How an endpoint answers to cross-origin calls; `credentials` is what Clerk's session needs. */
export const CORS_MODES = [
  'credentials',
  'no-credentials',
  'any',
  'none',
  'no-headers',
  'authorization',
  'refuse',
] as const;
export type CorsMode = (typeof CORS_MODES)[number];

export function isPreflight(req: IncomingMessage): boolean {
  return req.method === 'OPTIONS' && 'access-control-request-method' in req.headers;
}

export function setCorsHeaders(req: IncomingMessage, res: ServerResponse, mode: CorsMode): void {
  const { origin } = req.headers;
  res.setHeader('Vary', 'Origin');
  if (mode === 'none' || !origin) return;
  res.setHeader('Access-Control-Allow-Origin', mode === 'any' ? '*' : origin);
  if (mode !== 'any' && mode !== 'no-credentials') res.setHeader('Access-Control-Allow-Credentials', 'true');
  if (res.hasHeader('Access-Control-Expose-Headers')) return;
  // Credentialed requests take `*` by its letter.
  const names = res.getHeaderNames().filter((name) => !/^(access-control|vary|set-cookie)/.test(name));
  res.setHeader('Access-Control-Expose-Headers', ['Content-Length', 'X-Test', ...names].join(', '));
}

export function answerPreflight(req: IncomingMessage, res: ServerResponse, mode: CorsMode): void {
  setCorsHeaders(req, res, mode);
  const wanted = req.headers['access-control-request-headers'];
  res.setHeader('Access-Control-Allow-Methods', req.headers['access-control-request-method'] ?? '');
  if (wanted && mode !== 'no-headers') {
    res.setHeader('Access-Control-Allow-Headers', mode === 'authorization' ? mode : wanted);
  }
  // Each call has its own preflight, so that two runs of one test send the same requests.
  res.setHeader('Access-Control-Max-Age', '0');
  res.writeHead(mode === 'refuse' ? 403 : 204).end();
}
