import { createRequire } from 'node:module';
import { clerkMiddleware, getAuth } from '@clerk/express';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Router } from 'express';
import { allowOrigin } from '../allowOrigin.ts';
import { createLive } from './live.ts';

/** What the backend saw of a call, and how it judged it. */
export interface Seen {
  method: string;
  /** Path and query, without the session parameter. */
  path: string;
  session: string | null;
  user: string | null;
  cookie: boolean;
  token: boolean;
  /** How many bytes the body had. */
  bytes: number;
  verdict: string;
}

export interface BackendOptions {
  /** The one origin whose pages may call. */
  pageOrigin: string;
  publishableKey: string;
  secretKey: string;
  /** Of Clerk's Backend API, for the SDK of old; the real one when it is missing. */
  backendApiUrl?: string | undefined;
  /** PEM key that session tokens are verified with, without network; asked of Clerk when it is missing. */
  jwtKey?: string | undefined;
  /** Users' names, as this backend's own database has them. */
  names: { [userId: string]: string };
  onRequest?(status: number, seen: Seen): void;
}

type OldSdk = {
  default: { constructor: new (options: object) => { expressRequireSession(): RequestHandler } };
  Logger: { warn(): void; error(): void };
};

const oldSdkPackage: OldSdk = createRequire(import.meta.url)('@clerk/clerk-sdk-node');

/** A backend of the old days, on another port of the page's host: it has moved `/token/*` to the present SDK, and not yet `/classic/*`. */
export const createBackend = (options: BackendOptions): Router =>
  createRouter(options, { '/classic': oldSdk(options), '/token': currentSdk(options) });

/** A backend of today, which may be on any host. */
export const createCurrentBackend = (options: BackendOptions): Router =>
  createRouter(options, { '/': currentSdk(options) });

/** Who is calling, as Clerk's SDK of old puts it on a request. */
type WithSession = Request & { session?: { id: string; userId: string } };

/** Clerk's SDK of the old days reads `_clerk_session_id` and the `__session` cookie. */
function oldSdk({ secretKey, backendApiUrl }: BackendOptions): RequestHandler {
  // It prints every refusal on its own.
  oldSdkPackage.Logger.warn = oldSdkPackage.Logger.error = () => {};
  const OldClerk = oldSdkPackage.default.constructor;
  const clerk = new OldClerk({ apiKey: secretKey, ...(backendApiUrl && { serverApiUrl: backendApiUrl }) });
  return clerk.expressRequireSession();
}

/** The present one reads `Authorization`. */
function currentSdk({ pageOrigin, publishableKey, secretKey, jwtKey }: BackendOptions): RequestHandler[] {
  const verifyToken = clerkMiddleware({
    publishableKey,
    secretKey,
    authorizedParties: [pageOrigin],
    ...(jwtKey && { jwtKey }),
  });
  const requireToken: RequestHandler = (request: WithSession, response, next) => {
    const { sessionId, userId } = getAuth(request);
    if (userId) {
      request.session = { id: sessionId, userId };
      return next();
    }
    const reason = response.getHeader('x-clerk-auth-reason');
    const message = request.headers.authorization ? `token refused: ${reason}` : 'No session token found';
    next(Object.assign(new Error(message), { statusCode: 401 }));
  };
  return [verifyToken, requireToken];
}

function createRouter(options: BackendOptions, ways: { [path: string]: RequestHandler | RequestHandler[] }): Router {
  const { pageOrigin, names, onRequest } = options;
  const app = express.Router();
  app.use(allowOrigin(pageOrigin));
  app.use(express.raw({ type: () => true, limit: '20mb' }));

  const see = (request: Request, session: string | null, userId: string | null, verdict: string): Seen => ({
    method: request.method,
    path: request.originalUrl.replace(/([?&])_clerk_session_id=[^&]*&?/, '$1').replace(/[?&]$/, ''),
    session,
    user: userId && (names[userId] ?? userId),
    cookie: /(^|; )__session=/.test(request.headers.cookie || ''),
    token: /^Bearer /.test(request.headers.authorization || ''),
    bytes: Buffer.isBuffer(request.body) ? request.body.length : 0,
    verdict,
  });

  const answer: RequestHandler = (request: WithSession, response) => {
    const seen = see(request, request.session?.id ?? null, request.session?.userId ?? null, 'welcome');
    onRequest?.(200, seen);
    response.json(seen);
  };
  const live = createLive(({ session }: WithSession) => (session && names[session.userId]) ?? 'nobody');
  for (const [path, way] of Object.entries(ways)) app.use(path, way, live, answer);

  const refuse: ErrorRequestHandler = (error, request, response, _next) => {
    const status = error.statusCode || error.status || 500;
    const { _clerk_session_id: session } = request.query;
    const reason = error.data?.[0]?.longMessage || error.message;
    const seen = see(request, typeof session === 'string' ? session : null, null, reason);
    onRequest?.(status, seen);
    response.status(status).json(seen);
  };
  app.use(refuse);
  return app;
}
