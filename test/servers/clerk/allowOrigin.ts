import type { IncomingMessage, ServerResponse } from 'node:http';

type Handler = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

/** The reason for a 401, from Clerk's current SDKs. A page can read another origin's headers only if they are exposed. */
const REASONS = 'x-clerk-auth-status, x-clerk-auth-reason, x-clerk-auth-message';

/**
 * Sends the CORS headers that calls with credentials or tokens need: they name the only origin that may call, never `*` or whichever
 * origin asks, and list headers and methods one by one.
 */
export function allowOrigin(origin: string): Handler {
  return (request, response, next) => {
    response.appendHeader('Vary', 'Origin');
    if (request.headers.origin === origin) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Allow-Credentials', 'true');
      response.setHeader('Access-Control-Expose-Headers', REASONS);
      if (request.method === 'OPTIONS') {
        response.setHeader('Access-Control-Allow-Methods', 'GET, POST, PUT, PATCH, DELETE');
        response.setHeader('Access-Control-Allow-Headers', 'Authorization, Content-Type, X-Requested-With');
        response.setHeader('Access-Control-Max-Age', '7200');
      }
    }
    if (request.method === 'OPTIONS') response.writeHead(204).end();
    else next();
  };
}
