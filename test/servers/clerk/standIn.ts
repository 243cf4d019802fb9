import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { ADA, GRACE } from './frontend-api/accounts.ts';
import { createClerkState, PUBLISHABLE_KEY } from './frontend-api/clerkState.ts';
import { createFrontendApi } from './frontend-api/frontendApi.ts';
import { createSignInPage } from './frontend-api/signInPage.ts';

/** A stand-in for a Clerk instance on this machine, for a page of another program. Nobody is signed in at first. */
export interface StandIn {
  /** The environment variables that make an example use it. */
  variables: { CLERK_PUBLISHABLE_KEY: string; CLERK_JWT_KEY: string; CLERK_PROXY_URL: string };
  close(): Promise<void>;
}

/** @param pageOrigin the only origin whose pages may use it */
export async function startStandIn(pageOrigin: string): Promise<StandIn> {
  const state = await createClerkState(60);
  for (const { id } of state.sessions) state.end(id, 'removed');
  const app = express();
  app.disable('x-powered-by');
  const server = await new Promise<Server>((resolve, reject) => {
    const listening = app.listen(0, 'localhost', (error) => (error ? reject(error) : resolve(listening)));
  });
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  app.use('/sign-in', createSignInPage(state, [ADA, GRACE], pageOrigin));
  app.use('/__clerk', createFrontendApi(state, { pageOrigin, signInUrl: `${url}/sign-in` }));
  return {
    variables: {
      CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
      CLERK_JWT_KEY: state.publicKey,
      CLERK_PROXY_URL: `${url}/__clerk`,
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
