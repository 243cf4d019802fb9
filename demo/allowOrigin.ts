import type { RequestHandler } from 'express';

/**
 * Answers as CORS demands of whoever takes credentials or tokens: it names the one origin that may call, never `*` and
 * never whichever asks, and the headers and methods one by one.
 */
export function allowOrigin(origin: string): RequestHandler {
  return (request, response, next) => {
    response.vary('Origin');
    if (request.headers.origin === origin) {
      response.set({
        'Access-Control-Allow-Origin': origin,
        'Access-Control-Allow-Credentials': 'true',
      });
      if (request.method === 'OPTIONS') {
        response.set({
          'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
          'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Requested-With',
        });
      }
    }
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };
}
