import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, type Router } from 'express';
import { allowOrigin } from '../allowOrigin.ts';
import type { ClerkState, Session } from './clerkState.ts';
import { environment } from './environment.ts';
import { clientResource, sessionResource, signInResource, tokenResource } from './resources.ts';

/** Package of each major version of ClerkJS that the stand-in serves. */
export const CLERK_JS = { 4: 'clerk-js-4', 5: 'clerk-js-5', 6: '@clerk/clerk-js' } as const;
export type ClerkJsMajor = keyof typeof CLERK_JS;

const nodeModules = fileURLToPath(new URL('../../node_modules/', import.meta.url));

export interface FrontendApiOptions {
  /** The one origin whose pages may call. */
  pageOrigin: string;
  /** How long ClerkJS's script takes to arrive, in ms. */
  delay?: number;
  /** Is told of each request of ClerkJS, after the host. */
  onRequest?(method: string, url: string, authorization?: string): void;
}

/** A stand-in for Clerk's Frontend API, to be mounted anywhere: what ClerkJS 4, 5 and 6 ask of it. */
export function createFrontendApi(state: ClerkState, options: FrontendApiOptions): Router {
  const { pageOrigin, delay = 0, onRequest } = options;
  const router = express.Router();
  router.use(allowOrigin(pageOrigin));

  // ClerkJS itself and its chunks, as Clerk's hosts serve npm packages.
  router.use('/npm/@clerk', (request, response, next) => {
    const [, major, file] = /^\/clerk-js@(\d)[^/]*\/dist\/([\w.-]+)$/.exec(request.path) || [];
    const name = CLERK_JS[Number(major) as ClerkJsMajor];
    if (!name || !file) return next();
    const send = () => response.sendFile(file, { root: `${nodeModules}${name}/dist` });
    setTimeout(send, file === 'clerk.browser.js' ? delay : 0);
  });

  router.use((request, _, next) => {
    onRequest?.(request.method, request.originalUrl, request.headers.authorization);
    next();
  });
  router.use(express.urlencoded({ extended: false }));

  const client = () => clientResource(state, pageOrigin);
  // ClerkJS sends the verbs that would need a preflight as POST, with `_method` in the query.
  const verb = (request: Request) => String(request.query._method || request.method).toUpperCase();
  const on = (route: string, verbs: { [verb: string]: (request: Request, response: Response) => unknown }) =>
    router.all(route, async (request, response, next) => {
      const handler = verbs[verb(request)];
      if (!handler) return next();
      await handler(request, response);
    });
  const failure = (response: Response, status: number, code: string, message: string) =>
    response.status(status).json({ errors: [{ code, message, long_message: message }] });
  const notFound = (response: Response) => failure(response, 404, 'resource_not_found', 'not found');
  const ofSession = (request: Request): Session | undefined =>
    state.sessions.find(({ id, status }) => id === request.params.id && status === 'active');

  on('/v1/dev_browser', { POST: (_, response) => response.json({ id: 'dvb_demo', token: 'dvb_demo' }) });
  on('/v1/environment', {
    GET: (_, response) => response.json(environment),
    PATCH: (_, response) => response.json(environment),
  });

  on('/v1/client', {
    GET: async (_, response) => response.json({ response: await client(), client: null }),
    PUT: async (_, response) => response.json({ response: await client(), client: null }),
    POST: async (_, response) => response.json({ response: await client(), client: null }),
    DELETE: async (_, response) => {
      for (const { id } of state.sessions) state.end(id, 'removed');
      response.json({ response: await client(), client: null });
    },
  });
  on('/v1/client/sessions', {
    DELETE: async (_, response) => {
      for (const { id } of state.sessions) state.end(id, 'removed');
      response.json({ response: await client(), client: null });
    },
  });

  on('/v1/client/sessions/:id/touch', {
    POST: async (request, response) => {
      const session = ofSession(request);
      if (!session) return notFound(response);
      session.lastActiveAt = Date.now();
      state.lastActiveSessionId = session.id;
      response.json({
        response: await sessionResource(state, session, pageOrigin),
        client: await client(),
      });
    },
  });
  on('/v1/client/sessions/:id/tokens', {
    POST: async (request, response) => {
      const session = ofSession(request);
      if (!session) return notFound(response);
      response.json(tokenResource(await state.token(session, pageOrigin)));
    },
  });
  for (const [action, status] of [['end', 'ended'] as const, ['remove', 'removed'] as const]) {
    on(`/v1/client/sessions/:id/${action}`, {
      POST: async (request, response) => {
        const session = ofSession(request);
        if (!session) return notFound(response);
        state.end(session.id, status);
        response.json({
          response: await sessionResource(state, session, pageOrigin),
          client: await client(),
        });
      },
    });
  }

  // Any password will do: the demo is about what comes after.
  on('/v1/client/sign_ins', {
    POST: async (request, response) => {
      const session = state.signIn(String(request.body?.identifier));
      if (!session) return failure(response, 422, 'form_identifier_not_found', "Couldn't find your account.");
      response.json({ response: signInResource(session), client: await client() });
    },
  });

  router.use('/v1', (_, response) => void notFound(response));
  return router;
}
