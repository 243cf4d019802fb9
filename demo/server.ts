import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express } from 'express';
import { createBackend, type Seen } from './backend/backend.ts';
import { createBackendApi } from './backend-api/backendApi.ts';
import { ADA, GRACE } from './frontend-api/accounts.ts';
import { type ClerkState, createClerkState, PUBLISHABLE_KEY } from './frontend-api/clerkState.ts';
import { type ClerkJsMajor, createFrontendApi } from './frontend-api/frontendApi.ts';
import { createPage } from './page/page.ts';

export interface DemoOptions {
  /** 0 takes any free port. */
  ports?: { page: number; backend: number; clerk: number };
  clerkJs?: ClerkJsMajor;
  /** How long ClerkJS's script takes to arrive, in ms. */
  clerkDelay?: number;
  /** Of session tokens, in seconds. */
  tokenLifetime?: number;
  /** Puts the Frontend API behind a path of the page's own origin, which is then a backend origin as well (rule B6). */
  sameOriginProxy?: boolean;
  /** A real instance instead of the stand-ins. */
  real?: { publishableKey: string; secretKey: string };
  onBackendRequest?(status: number, seen: Seen): void;
  onClerkRequest?(method: string, url: string): void;
}

export interface Demo {
  pageUrl: string;
  backendUrl: string;
  /** What the stand-in for Clerk's servers knows; absent with a real instance. */
  clerk?: ClerkState;
  close(): Promise<void>;
}

const listen = (app: Express, port: number) =>
  new Promise<{ server: Server; url: string }>((resolve, reject) => {
    const server = app.listen(port, 'localhost');
    server.on('error', reject);
    server.on('listening', () => {
      resolve({ server, url: `http://localhost:${(server.address() as AddressInfo).port}` });
    });
  });

/**
 * Starts the demo: a legacy page, its backend on another origin, and stand-ins for Clerk's two servers.
 *
 * @throws an error with `code: 'EADDRINUSE'` when a port is taken
 */
export async function startDemo(options: DemoOptions = {}): Promise<Demo> {
  const { ports = { page: 0, backend: 0, clerk: 0 }, clerkJs = 6, clerkDelay = 0, tokenLifetime = 60 } = options;
  const { sameOriginProxy = false, real } = options;
  const servers: Server[] = [];
  const start = async (app: Express, port: number) => {
    const { server, url } = await listen(app, port);
    servers.push(server);
    return url;
  };
  const close = async () => {
    await Promise.all(
      servers.map((server) => {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
      }),
    );
  };

  try {
    const clerk = real ? undefined : await createClerkState(tokenLifetime);
    const frontendApi =
      clerk &&
      createFrontendApi(clerk, {
        delay: clerkDelay,
        ...(options.onClerkRequest && { onRequest: options.onClerkRequest }),
      });
    const clerkServers = express();
    if (frontendApi) clerkServers.use('/__clerk', frontendApi);
    if (clerk) clerkServers.use('/backend-api', createBackendApi(clerk));
    const clerkUrl = clerk && (await start(clerkServers, ports.clerk));

    const backend = createBackend({
      publishableKey: real?.publishableKey ?? PUBLISHABLE_KEY,
      secretKey: real?.secretKey ?? 'sk_test_of_the_demo',
      backendApiUrl: clerkUrl && `${clerkUrl}/backend-api`,
      jwtKey: clerk?.publicKey,
      names: { [ADA.id]: 'Ada Lovelace', [GRACE.id]: 'Grace Hopper' },
      ...(options.onBackendRequest && { onRequest: options.onBackendRequest }),
    });
    const backendUrl = await start(backend, ports.backend);

    const page = express();
    const proxyUrl = clerkUrl && (sameOriginProxy ? '/__clerk' : `${clerkUrl}/__clerk`);
    if (sameOriginProxy && frontendApi) page.use('/__clerk', frontendApi);
    page.use(
      createPage({
        publishableKey: real?.publishableKey ?? PUBLISHABLE_KEY,
        backendUrl,
        proxyUrl,
        clerkJsUrl: `${proxyUrl ?? frontendApiUrl(real?.publishableKey)}/npm/@clerk/clerk-js@${clerkJs}/dist/clerk.browser.js`,
        withSelf: sameOriginProxy,
      }),
    );
    const pageUrl = await start(page, ports.page);
    return { pageUrl, backendUrl, close, ...(clerk && { clerk }) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A publishable key holds the host of its Frontend API, in base64 and with a `$` behind it. */
function frontendApiUrl(publishableKey = ''): string {
  const host = Buffer.from(publishableKey.split('_')[2] ?? '', 'base64').toString();
  if (!/^[\w.-]+\$$/.test(host)) throw new Error(`CLERK_PUBLISHABLE_KEY "${publishableKey}" is not a publishable key`);
  return `https://${host.slice(0, -1)}`;
}
