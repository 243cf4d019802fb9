import express, { type Express, type RequestHandler } from 'express';
import type { Browser, BrowserContext, Page } from 'puppeteer-core';
import { createBackendApi } from '../servers/clerk/backendApi.ts';
import { createClerkState, PUBLISHABLE_KEY } from '../servers/clerk/frontend-api/clerkState.ts';
import { type ClerkJsMajor, createFrontendApi } from '../servers/clerk/frontend-api/frontendApi.ts';
import type { Instance as ClerkSettings, ClerkState } from '../servers/clerk/frontend-api/state.ts';
import { ROOT } from '../servers/files.ts';
import type { Instance } from './backends/backend.ts';
import { startSite } from './site.ts';

// A page with nothing in it but the tag, real ClerkJS, and functions for tests to call.

export interface ClerkPageOptions {
  host?: string;
  clerkJs?: ClerkJsMajor;
  /** The Content Security Policy of the page. */
  policy?: string;
  /** The shim's file in `dist/`. */
  file?: string;
  /** Adds what the page's own server answers besides. @param scripts the tags that a page of it needs */
  routes?(app: Express, scripts: () => string): void;
  /** The path of the sign-in page, on the page's origin. @default '/' */
  signInPath?: string;
  /** What is set in Clerk's dashboard. */
  settings?: Partial<ClerkSettings>;
}

export interface ClerkPage {
  origin: string;
  clerk: ClerkState;
  /** The tags of such a page, for what `routes` serves: the shim's with these attributes, ClerkJS's, and the functions. */
  scripts(attributes: { [name: string]: string }): string;
  /** What a backend knows of the instance. */
  instance: Omit<Instance, 'authorizedParties'>;
  backendApiUrl: string;
  /** What ClerkJS has asked of the Frontend API: method, path with query, and body. */
  requests: string[];
  /**
   * Keeps back the answers to requests of ClerkJS that match, or its script if its URL does, so many at most, until the function is
   * called that this returns.
   */
  hold(pattern: RegExp, times?: number): () => void;
  /**
   * Opens the page, and waits until Clerk has started.
   *
   * @param where a browser, for a profile of its own, or a profile that has a page already
   */
  open(where: Browser | BrowserContext, attributes: { [name: string]: string }, script?: string): Promise<Page>;
  close(): Promise<void>;
}

/** What came of a call, as the page sees it. */
export interface Outcome {
  status: number;
  /** `x-clerk-auth-reason`, where the page may read it. */
  reason: string | null;
  message: string | null;
  answer: { session: string | null; user: string | null };
}

/** In the page: `call(channel, url)` makes a call, `become(firstName)` signs in and switches, or signs out (`''`). */
const FUNCTIONS = `
  const channels = {
    async fetch(url) {
      const response = await fetch(url);
      return [response.status, (name) => response.headers.get(name), await response.json()];
    },
    xhr: (url) => new Promise((resolve, reject) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url);
      xhr.onload = () => resolve([xhr.status, (name) => xhr.getResponseHeader(name), JSON.parse(xhr.responseText)]);
      xhr.onerror = () => reject(new Error('no answer from ' + url));
      xhr.send();
    }),
  };
  async function call(channel, url) {
    const [status, header, answer] = await channels[channel](url);
    return { status, reason: header('x-clerk-auth-reason'), message: header('x-clerk-auth-message'), answer };
  }
  async function become(firstName) {
    if (!firstName) return void await Clerk.signOut(() => {});
    const { sessions, signIn } = Clerk.client;
    const known = sessions.find(({ status, user }) => status === 'active' && user.firstName === firstName);
    const identifier = firstName.toLowerCase() + '@example.com';
    const session = known ? known.id : (await signIn.create({ identifier, password: 'any' })).createdSessionId;
    await Clerk.setActive({ session });
    return Clerk.session.id;
  }
`;

function createPage(scripts: () => string, policy: string | undefined): Express {
  const app = express();
  app.use('/dist', express.static(`${ROOT}/dist`));
  app.get('/', (_, response) => {
    if (policy) response.set('Content-Security-Policy', policy);
    response.send(`<!DOCTYPE html>\n${scripts()}`);
  });
  app.get('/functions.js', (_, response) => void response.type('js').send(FUNCTIONS));
  app.get('/favicon.ico', (_, response) => void response.status(204).end());
  return app;
}

/** Starts the page and the stand-ins for Clerk's servers. */
export async function startClerkPage(options: ClerkPageOptions = {}): Promise<ClerkPage> {
  const { host, clerkJs = 6, policy, file = 'clerk-ajax.min.js', settings, signInPath, routes } = options;
  const [page, servers, clerk] = await Promise.all([
    startSite(host),
    startSite(),
    createClerkState(60, undefined, settings),
  ]);
  const requests: string[] = [];
  const holds = new Set<{ pattern: RegExp; times: number; released: Promise<void> }>();
  const held = (request: string) =>
    Promise.all([...holds].map((it) => it.pattern.test(request) && it.times-- > 0 && it.released));
  const frontendApi = createFrontendApi(clerk, {
    pageOrigin: page.origin,
    ...(signInPath && { signInUrl: page.origin + signInPath }),
    onRequest(method, url, _, body) {
      const request = `${method} ${url} ${new URLSearchParams(body)}`;
      requests.push(request);
      return held(request);
    },
  });
  const holdScripts: RequestHandler = ({ method, url }, _, next) => void held(`${method} ${url}`).then(() => next());
  servers.serve(
    express()
      .use('/__clerk/npm', holdScripts)
      .use('/__clerk', frontendApi)
      .use('/backend-api', createBackendApi(clerk)),
  );

  let attributes: { [name: string]: string } = {};
  const scriptsWith: ClerkPage['scripts'] = (given) => `<script src="/dist/${file}" ${Object.entries(given)
    .map(([name, value]) => `${name}="${value}"`)
    .join(' ')}></script>
<script async src="${servers.origin}/__clerk/npm/@clerk/clerk-js@${clerkJs}/dist/clerk.browser.js" crossorigin="anonymous"
  data-clerk-publishable-key="${PUBLISHABLE_KEY}" data-clerk-proxy-url="${servers.origin}/__clerk"></script>
<script src="/functions.js"></script>`;
  const scripts = () => scriptsWith(attributes);
  const app = createPage(scripts, policy);
  routes?.(app, scripts);
  page.serve(app);

  return {
    origin: page.origin,
    clerk,
    scripts: scriptsWith,
    instance: {
      publishableKey: PUBLISHABLE_KEY,
      secretKey: 'sk_test_of_the_tests',
      jwtKey: clerk.publicKey,
      telemetry: { disabled: true },
    },
    backendApiUrl: `${servers.origin}/backend-api`,
    requests,
    hold(pattern, times = Infinity) {
      let release = () => {};
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      const hold = { pattern, times, released };
      holds.add(hold);
      return () => {
        holds.delete(hold);
        release();
      };
    },
    async open(where, given, script) {
      attributes = given;
      const context = 'createBrowserContext' in where ? await where.createBrowserContext() : where;
      const opened = await context.newPage();
      if (script) await opened.evaluateOnNewDocument(script);
      await opened.goto(page.origin);
      await opened.evaluate('Clerk.load({ telemetry: false })');
      return opened;
    },
    close: async () => void (await Promise.all([page.close(), servers.close()])),
  };
}
