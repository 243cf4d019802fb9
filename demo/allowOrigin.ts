import type { NextFunction, Request, Response } from 'express';

/** Answers as CORS demands of whoever takes credentials: the page's own origin, never `*`. */
export function allowOrigin(request: Request, response: Response, next: NextFunction): void {
  const { origin } = request.headers;
  if (origin) {
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Credentials': 'true',
      'Access-Control-Expose-Headers': 'Authorization',
      Vary: 'Origin',
    });
  }
  if (request.method === 'OPTIONS') {
    response.set({
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': request.headers['access-control-request-headers'] || '',
    });
    response.status(204).end();
  } else next();
}
