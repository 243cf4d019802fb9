import { createRequire } from 'node:module';
import { clerkMiddleware, getAuth } from '@clerk/express';
import express, { type ErrorRequestHandler, type Request, type RequestHandler, type Router } from 'express';
import { allowOrigin } from '../../test/servers/clerk/allowOrigin.ts';
import { createLive } from './live.ts';

/** A call as the backend saw it, and its verdict. */
export interface Seen {
  method: string;
  /** Path and query, without the session parameter. */
  path: string;
  session: string | null;
  user: string | null;
  /** The active organization, which SDKs from 2021 do not know. */
  organization: string | null;
  cookie: boolean;
  token: boolean;
  /** The size of the body. */
  bytes: number;
  verdict: string;
}

export interface BackendOptions {
  /** The one origin whose pages may call. */
  pageOrigin: string;
  publishableKey: string;
  secretKey: string;
  /** Clerk's Backend API, which the old SDK calls. @default the real one */
  backendApiUrl?: string | undefined;
  /** The PEM key that verifies session tokens offline. @default fetched from Clerk */
  jwtKey?: string | undefined;
  /** The names of users and organizations by their IDs, as in this backend's own database. */
  names: { [id: string]: string };
  onRequest?(status: number, seen: Seen): void;
}

type OldSdk = {
  default: { constructor: new (options: object) => { expressRequireSession(): RequestHandler } };
  Logger: { warn(): void; error(): void };
};

const oldSdkPackage: OldSdk = createRequire(import.meta.url)('@clerk/clerk-sdk-node');

/** A legacy backend on another port of the page's host: `/token/*` uses the current SDK already, `/classic/*` still the old one. */
export const createBackend = (options: BackendOptions): Router =>
  createRouter(options, { '/classic': oldSdk(options), '/token': currentSdk(options) });

/** A backend with the current SDK, which may be on any host. */
export const createCurrentBackend = (options: BackendOptions): Router =>
  createRouter(options, { '/': currentSdk(options) });

/** A request with the caller's session, where Clerk's old SDK puts it. */
type WithSession = Request & { session?: { id: string; userId: string; organizationId?: string | undefined } };

/** Clerk's old SDK reads `_clerk_session_id` and the `__session` cookie. */
function oldSdk({ secretKey, backendApiUrl }: BackendOptions): RequestHandler {
  // It prints every rejected call itself.
  oldSdkPackage.Logger.warn = oldSdkPackage.Logger.error = () => {};
  const OldClerk = oldSdkPackage.default.constructor;
  const clerk = new OldClerk({ apiKey: secretKey, ...(backendApiUrl && { serverApiUrl: backendApiUrl }) });
  return clerk.expressRequireSession();
}

/** The current one reads `Authorization`. */
function currentSdk({ pageOrigin, publishableKey, secretKey, jwtKey }: BackendOptions): RequestHandler[] {
  const verifyToken = clerkMiddleware({
    publishableKey,
    secretKey,
    authorizedParties: [pageOrigin],
    ...(jwtKey && { jwtKey }),
  });
  const requireToken: RequestHandler = (request: WithSession, response, next) => {
    const { sessionId, userId, orgId } = getAuth(request);
    if (userId) {
      request.session = { id: sessionId, userId, organizationId: orgId };
      return next();
    }
    const reason = response.getHeader('x-clerk-auth-reason');
    const message = request.headers.authorization ? `token refused: ${reason}` : 'No session token found';
    next(Object.assign(new Error(message), { statusCode: 401 }));
  };
  return [ignoreCookieOfWebSocket, verifyToken, requireToken];
}

/** Any site's WebSocket carries this host's cookies, and CORS does not stop it: only a token shows that the page may connect. */
const ignoreCookieOfWebSocket: RequestHandler = ({ headers }, _response, next) => {
  if (headers.upgrade) delete headers.cookie;
  next();
};

function createRouter(options: BackendOptions, ways: { [path: string]: RequestHandler | RequestHandler[] }): Router {
  const { pageOrigin, names, onRequest } = options;
  const app = express.Router();
  app.use(allowOrigin(pageOrigin));
  app.use(express.raw({ type: () => true, limit: '20mb' }));

  const nameOf = (id: string | undefined) => (id ? (names[id] ?? id) : null);
  const see = (request: WithSession, session: string | null, verdict: string): Seen => ({
    method: request.method,
    path: request.originalUrl.replace(/([?&])_clerk_session_id=[^&]*&?/, '$1').replace(/[?&]$/, ''),
    session,
    user: nameOf(request.session?.userId),
    organization: nameOf(request.session?.organizationId),
    cookie: /(^|; )__session=/.test(request.headers.cookie || ''),
    token: /^Bearer /.test(request.headers.authorization || ''),
    bytes: Buffer.isBuffer(request.body) ? request.body.length : 0,
    verdict,
  });

  const answer: RequestHandler = (request: WithSession, response) => {
    const seen = see(request, request.session?.id ?? null, 'welcome');
    onRequest?.(200, seen);
    response.json(seen);
  };
  const live = createLive(({ session }: WithSession) => {
    const organization = nameOf(session?.organizationId);
    return `${nameOf(session?.userId) ?? 'nobody'}${organization ? ` (${organization})` : ''}`;
  });
  for (const [path, way] of Object.entries(ways)) app.use(path, way, live, answer);

  const refuse: ErrorRequestHandler = (error, request, response, _next) => {
    const status = error.statusCode || error.status || 500;
    const { _clerk_session_id: session } = request.query;
    const reason = error.data?.[0]?.longMessage || error.message;
    const seen = see(request, typeof session === 'string' ? session : null, reason);
    onRequest?.(status, seen);
    response.status(status).json(seen);
  };
  app.use(refuse);
  return app;
}
