import { fileURLToPath } from 'node:url';
import express, { type Request, type Response, type Router } from 'express';
import { allowOrigin } from '../allowOrigin.ts';
import { environmentOf } from './environment.ts';
import { clientResource, signInResource } from './resources.ts';
import { failure, notFound, routesOf } from './routes.ts';
import { addSessionRoutes } from './sessionRoutes.ts';
import type { ClerkState } from './state.ts';

/** The package of each major version of ClerkJS that the stand-in serves; the demo has the newest alone. */
const CLERK_JS = {
  4: 'test/node_modules/clerk-js-4',
  5: 'test/node_modules/clerk-js-5',
  6: 'node_modules/@clerk/clerk-js',
};
export type ClerkJsMajor = keyof typeof CLERK_JS;

const root = fileURLToPath(new URL('../../../../', import.meta.url));

export interface FrontendApiOptions {
  /** The one origin whose pages may call. */
  pageOrigin: string;
  /** How long ClerkJS's script takes to arrive, in ms. */
  delay?: number;
  /** Where `Clerk.redirectToSignIn()` leads. @default '/' */
  signInUrl?: string;
  /** Called for each request from ClerkJS, with the URL's path. The response waits for the promise it returns. */
  onRequest?(method: string, url: string, authorization?: string, body?: { [name: string]: string }): unknown;
}

/** A stand-in for Clerk's Frontend API, to be mounted at any path: the endpoints that ClerkJS 4, 5 and 6 call. */
export function createFrontendApi(state: ClerkState, options: FrontendApiOptions): Router {
  const { pageOrigin, delay = 0, signInUrl = '/', onRequest } = options;
  const router = express.Router();
  router.use(allowOrigin(pageOrigin));

  // ClerkJS itself and its chunks, as Clerk's hosts serve npm packages.
  router.use('/npm/@clerk', (request, response, next) => {
    const [, major, file] = /^\/clerk-js@(\d)[^/]*\/dist\/([\w.-]+)$/.exec(request.path) || [];
    const directory = CLERK_JS[Number(major) as ClerkJsMajor];
    if (!directory || !file) return next();
    const send = () => response.sendFile(file, { root: `${root}${directory}/dist` });
    setTimeout(send, file === 'clerk.browser.js' ? delay : 0);
  });

  router.use(express.urlencoded({ extended: false }));
  router.use(({ method, originalUrl, headers, body }, response, next) => {
    const answers = onRequest?.(method, originalUrl, headers.authorization, body);
    const { json } = response;
    response.json = (answer) => {
      void Promise.resolve(answers).then(() => json.call(response, answer));
      return response;
    };
    next();
  });

  const routes = routesOf(router);
  const { on } = routes;
  const client = async (_: Request, response: Response) =>
    response.json({ response: await clientResource(state, pageOrigin), client: null });
  const endAll = (request: Request, response: Response) => {
    for (const { id } of state.sessions) state.end(id, 'removed');
    return client(request, response);
  };

  on('/v1/dev_browser', { POST: (_, response) => response.json({ id: 'dvb_demo', token: 'dvb_demo' }) });
  const environment = (_: Request, response: Response) => response.json(environmentOf(state.instance, signInUrl));
  on('/v1/environment', { GET: environment, PATCH: environment });
  on('/v1/client', { GET: client, PUT: client, POST: client, DELETE: endAll });
  on('/v1/client/sessions', { DELETE: endAll });
  addSessionRoutes(routes, state, pageOrigin);

  // Any password is accepted.
  on('/v1/client/sign_ins', {
    POST: async (request, response) => {
      const session = state.signIn(String(request.body?.identifier));
      if (!session) return failure(response, 422, 'form_identifier_not_found', "Couldn't find your account.");
      response.json({ response: signInResource(session), client: await clientResource(state, pageOrigin) });
    },
  });

  router.use('/v1', (_, response) => void notFound(response));
  return router;
}
