import type { Request, Response, Router } from 'express';

type Handler = (request: Request, response: Response) => unknown;

export interface Routes {
  /** Adds a handler for each verb of a route. */
  on(route: string, verbs: { [verb: string]: Handler }): void;
}

// ClerkJS sends verbs that would need a preflight as POST, with `_method` in the query.
const verbOf = ({ query, method }: Request) => String(query._method || method).toUpperCase();

export const routesOf = (router: Router): Routes => ({
  on(route, verbs) {
    router.all(route, async (request, response, next) => {
      const handler = verbs[verbOf(request)];
      if (!handler) return next();
      await handler(request, response);
    });
  },
});

/** Answers with an error in Clerk's format. */
export const failure = (response: Response, status: number, code: string, message: string, longMessage = message) =>
  response.status(status).json({ errors: [{ code, message, long_message: longMessage }] });

export const notFound = (response: Response) => failure(response, 404, 'resource_not_found', 'not found');
