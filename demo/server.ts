import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { createBackendApi } from '../test/servers/clerk/backendApi.ts';
import { ACME, ADA, GLOBEX, GRACE } from '../test/servers/clerk/frontend-api/accounts.ts';
import { createClerkState, PUBLISHABLE_KEY } from '../test/servers/clerk/frontend-api/clerkState.ts';
import { type ClerkJsMajor, createFrontendApi } from '../test/servers/clerk/frontend-api/frontendApi.ts';
import type { ClerkState } from '../test/servers/clerk/frontend-api/state.ts';
import { createBackend, createCurrentBackend, type Seen } from './backend/backend.ts';
import { acceptWebSockets } from './backend/live.ts';
import { createPage } from './page/page.ts';

export interface DemoOptions {
  /** 0 takes any free port. */
  ports?: { page: number; backend: number; currentBackend: number; clerk: number };
  clerkJs?: ClerkJsMajor;
  /** How long ClerkJS's script takes to arrive, in ms. */
  clerkDelay?: number;
  /** The lifetime of session tokens, in seconds. */
  tokenLifetime?: number;
  /** Serves the Frontend API under a path of the page's own origin, and makes that origin a backend origin (rule B6). */
  sameOriginProxy?: boolean;
  /** A real instance instead of the stand-ins. */
  real?: { publishableKey: string; secretKey: string };
  onBackendRequest?(status: number, seen: Seen): void;
  onClerkRequest?(method: string, url: string, authorization?: string): void;
}

export interface Demo {
  pageUrl: string;
  /** On another port of the page's host. */
  backendUrl: string;
  /** On another host than the page's, with a current SDK. */
  currentBackendUrl: string;
  /** The state of the stand-in for Clerk's servers; absent with a real instance. */
  clerk?: ClerkState;
  close(): Promise<void>;
}

// Two names of this machine, because ClerkJS's cookie belongs to a host. Every browser resolves both, unlike subdomains of `localhost`.
const HOST = 'localhost';
const OTHER_HOST = '127.0.0.1';

const listen = (app: Express, port: number, host: string) =>
  new Promise<{ server: Server; url: string }>((resolve, reject) => {
    const server = app.listen(port, host);
    server.on('error', reject);
    server.on('listening', () => {
      resolve({ server, url: `http://${host}:${(server.address() as AddressInfo).port}` });
    });
  });

/**
 * Starts the demo: a legacy page, its two backends, and stand-ins for Clerk's two servers.
 *
 * @throws an error with `code: 'EADDRINUSE'` when a port is taken
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { ports = { page: 0, backend: 0, currentBackend: 0, clerk: 0 } } = options;
  const { clerkJs = 6, clerkDelay = 0, tokenLifetime = 60 } = options;
  const { sameOriginProxy = false, real, onBackendRequest, onClerkRequest } = options;
  const { publishableKey, secretKey } = real ?? { publishableKey: PUBLISHABLE_KEY, secretKey: 'sk_test_of_the_demo' };
  const realClerkUrl = real && frontendApiUrl(publishableKey);

  // All servers start listening first, because each needs the others' origins, and a free port is known only then.
  const servers: Server[] = [];
  const endings: (() => void)[] = [];
  const close = async () => {
    for (const end of endings) end();
    await Promise.all(
      servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  };
  const start = async (port: number, host = HOST) => {
    const app = express();
    app.disable('x-powered-by');
    const { server, url } = await listen(app, port, host);
    servers.push(server);
    return { app, server, url };
  };

  try {
    const page = await start(ports.page);
    const backend = await start(ports.backend);
    const currentBackend = await start(ports.currentBackend, OTHER_HOST);
    const state = real ? undefined : await createClerkState(tokenLifetime, undefined, { organizations: true });
    const clerk = state && { ...(await start(ports.clerk)), state };

    let proxyUrl: string | undefined;
    if (clerk) {
      const frontendApi = createFrontendApi(clerk.state, {
        pageOrigin: page.url,
        delay: clerkDelay,
        ...(onClerkRequest && { onRequest: onClerkRequest }),
      });
      (sameOriginProxy ? page : clerk).app.use('/__clerk', frontendApi);
      proxyUrl = sameOriginProxy ? '/__clerk' : `${clerk.url}/__clerk`;
      clerk.app.use('/backend-api', createBackendApi(clerk.state));
    }

    const backendOptions = {
      pageOrigin: page.url,
      publishableKey,
      secretKey,
      backendApiUrl: clerk && `${clerk.url}/backend-api`,
      jwtKey: clerk?.state.publicKey,
      names: {
        ...{ [ADA.id]: 'Ada Lovelace', [GRACE.id]: 'Grace Hopper' },
        ...{ [ACME.id]: ACME.name, [GLOBEX.id]: GLOBEX.name },
      },
      ...(onBackendRequest && { onRequest: onBackendRequest }),
    };
    backend.app.use(createBackend(backendOptions));
    endings.push(acceptWebSockets(backend.server, backend.app));
    currentBackend.app.use(createCurrentBackend(backendOptions));

    page.app.use(
      createPage({
        publishableKey,
        backendUrl: backend.url,
        currentBackendUrl: currentBackend.url,
        proxyUrl,
        clerkJsUrl: `${proxyUrl ?? realClerkUrl}/npm/@clerk/clerk-js@${clerkJs}/dist/clerk.browser.js`,
        withSelf: sameOriginProxy,
      }),
    );
    const urls = { pageUrl: page.url, backendUrl: backend.url, currentBackendUrl: currentBackend.url };
    return { ...urls, close, ...(clerk && { clerk: clerk.state }) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A publishable key contains the base64 of its Frontend API's host and a `$`. */
function frontendApiUrl(publishableKey: string): string {
  const host = Buffer.from(publishableKey.split('_')[2] ?? '', 'base64').toString();
  if (!/^[\w.-]+\$$/.test(host)) throw new Error(`CLERK_PUBLISHABLE_KEY "${publishableKey}" is not a publishable key`);
  return `https://${host.slice(0, -1)}`;
}
