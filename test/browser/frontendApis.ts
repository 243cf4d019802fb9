import type { RequestListener } from 'node:http';
import express, { type Router } from 'express';
import { createClerkState } from '../servers/clerk/frontend-api/clerkState.ts';
import { createFrontendApi } from '../servers/clerk/frontend-api/frontendApi.ts';

/**
 * Stand-ins for Clerk's Frontend API, from which pages under test have real ClerkJS: `/__clerk/<key>/` is one of its own for
 * each key, where Ada and Grace are signed in. It serves the pages of its own origin. `PUT /__clerk/<key>/instance` changes
 * settings of the instance: organizations, templates and so on.
 */
export function createFrontendApis(): RequestListener {
  const create = async (pageOrigin: string) => {
    const state = await createClerkState(60);
    const router = express.Router();
    router.put('/instance', express.json(), ({ body }, response) => {
      Object.assign(state.instance, body);
      response.status(204).end();
    });
    return router.use(createFrontendApi(state, { pageOrigin }));
  };
  const byAddress = new Map<string, Promise<Router>>();
  return express().use('/__clerk/:key', async (request, response, next) => {
    const origin = `http://${request.headers.host}`;
    const address = `${origin}${request.baseUrl}`;
    const api = byAddress.get(address) ?? create(origin);
    byAddress.set(address, api);
    (await api)(request, response, next);
  });
}
