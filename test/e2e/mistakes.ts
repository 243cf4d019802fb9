import { generateKeyPairSync } from 'node:crypto';
import express, { type RequestHandler } from 'express';
import { createBackend as createOldBackend } from '../../demo/backend/backend.ts';
import { allowOrigin } from '../servers/clerk/allowOrigin.ts';
import { createExpress } from './backends/express.ts';
import type { ClerkPage } from './clerkPage.ts';

/** A page and a backend with one mistake. What is not given is right. */
export interface Mistake {
  /** Sets it apart from others of the same row. */
  what?: string;
  /** The attributes of the tag. @default the backend in `data-token-origins` */
  attributes?: { [name: string]: string };
  /** What the backend does with a call, in this order. */
  backend?: RequestHandler[];
  /** The Content Security Policy of the page. */
  policy?: string;
  /** Writes the page around its tags. */
  write?: (tags: string) => string;
  /** What Clerk's servers must know. */
  prepare?: (clerk: ClerkPage['clerk']) => void;
  /** Makes the call, in the page. @default a fetch of the backend */
  call?: string;
  /** Whether no Clerk starts. */
  hasNoClerk?: boolean;
  /** Whether the user has signed out. */
  isSignedOut?: boolean;
  /** How many lines the shim writes. @default 1 */
  lines?: number;
}

/** What the README asks of a backend that takes tokens, and no more: the page cannot read Clerk's reasons. */
const allowToken =
  (origin: string): RequestHandler =>
  (request, response, next) => {
    response.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Allow-Headers': 'Authorization' });
    if (request.method === 'OPTIONS') response.status(204).end();
    else next();
  };

const expose =
  (header: string): RequestHandler =>
  (_, response, next) => {
    response.set('Access-Control-Expose-Headers', header);
    next();
  };
const answer =
  (status: number): RequestHandler =>
  (_, response) =>
    void response.status(status).json({});
const guard: RequestHandler = ({ headers }, response, next) =>
  headers.authorization ? next() : void response.status(401).end();
const dropHeader: RequestHandler = ({ headers }, _, next) => {
  delete headers.authorization;
  next();
};
const requireBasic: RequestHandler = ({ headers }, response, next) =>
  /^Basic /.test(headers.authorization ?? '')
    ? next()
    : void response.set('WWW-Authenticate', 'Basic realm="staging"').status(401).json({});

export interface Mistakes {
  /** A backend without a mistake. */
  right: RequestHandler[];
  /** By the first column of the table in docs/troubleshooting.md. */
  ofRows: { [row: string]: Mistake[] };
}

/** @param backend the backend's origin */
export async function createMistakes(
  { origin, instance, backendApiUrl }: ClerkPage,
  backend: string,
): Promise<Mistakes> {
  const clerkOrigin = new URL(backendApiUrl).origin;
  const right = { ...instance, authorizedParties: [origin] };
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const [sdk, sdkOfOthers, sdkOfOtherKeys] = (await Promise.all([
    createExpress(right),
    createExpress({ ...right, authorizedParties: ['https://www.example.com'] }),
    createExpress({ ...right, jwtKey: `${publicKey.export({ type: 'spki', format: 'pem' })}` }),
  ])) as RequestHandler[] as [RequestHandler, RequestHandler, RequestHandler];
  const oldSdk: RequestHandler = express().use(
    '/orders',
    ((request, _, next) => {
      request.url = '/classic/orders';
      next();
    }) satisfies RequestHandler,
    createOldBackend({ pageOrigin: origin, ...instance, backendApiUrl, names: {} }),
  );
  // With the reasons exposed, and as the README has it.
  const exposed = allowOrigin(origin) as RequestHandler;
  const plain = allowToken(origin);
  const other = (change: (origin: string) => string): Mistake => ({
    attributes: { 'data-token-origins': change(backend) },
  });
  const csp = (script: string, connect: string) =>
    `script-src 'self' 'unsafe-inline' ${script}; connect-src 'self' ${connect}; worker-src blob:`;
  const earlyCall = `<script>fetch('${backend}/orders').catch(function () {})</script>`;
  const typo = { 'data-token-orgins': backend };

  const ofRows: Mistakes['ofRows'] = {
    'the wrong list, for a backend with a current SDK': [
      { attributes: { 'data-backend-origins': backend }, backend: [exposed, sdk] },
    ],
    'the same, where the CORS of the backend is that for tokens': [
      { attributes: { 'data-backend-origins': backend }, backend: [plain, sdk] },
    ],
    'the wrong list, for a backend with an SDK from before 2022': [{ backend: [exposed, oldSdk] }],
    'the backend does not send the CORS header, or guards `OPTIONS`': [
      { what: 'no header', backend: [sdk] },
      { what: 'OPTIONS', backend: [guard, plain, sdk] },
    ],
    'the Content Security Policy does not allow the backend': [{ policy: csp(clerkOrigin, clerkOrigin) }],
    'the tag stands after the first calls': [
      { what: 'which have ended', write: (tags) => `${earlyCall}<script src="/slow.js"></script>${tags}` },
      { what: 'which are under way', write: (tags) => `${earlyCall}${tags}`, backend: [plain, slowly, sdk] },
    ],
    'the tag stands after another script that replaced `XMLHttpRequest`': [
      {
        write: (tags) =>
          `<script>window.XMLHttpRequest = function () { this.open = this.send = function () {}; };</script>${tags}`,
      },
    ],
    "the attribute's name is wrong": [{ attributes: typo, lines: 2 }],
    "the attribute's name is wrong, beside one that is right": [
      { attributes: { 'data-backend-origins': "'self'", ...typo } },
    ],
    'no entry is valid': [{ attributes: { 'data-token-origins': 'https://*' } }],
    'an entry with the wrong scheme, port or `www.`': [
      { what: 'scheme', ...other((it) => it.replace('http:', 'https:')) },
      { what: 'www', ...other((it) => it.replace('//', '//www.')) },
      {
        what: 'port',
        attributes: { 'data-token-origins': 'http://api.example.test:8080' },
        call: `void fetch('http://api.example.test/orders').catch(() => {})`,
      },
    ],
    'an entry with the wrong path': [{ ...other((it) => `${it}/api/`), lines: 0 }],
    "the backend's authorized parties do not name the page": [{ backend: [exposed, sdkOfOthers] }],
    'the backend has the keys of another instance': [{ backend: [exposed, sdkOfOtherKeys] }],
    "the backend's clock is wrong": [{ backend: [exposed, sdk], prepare: late }],
    'a proxy removes the header': [{ backend: [exposed, dropHeader, sdk] }],
    "the same four, where the page cannot read Clerk's reason": [
      { what: 'parties', backend: [plain, sdkOfOthers] },
      { what: 'keys', backend: [plain, sdkOfOtherKeys] },
      { what: 'clock', backend: [plain, sdk], prepare: late },
      { what: 'proxy', backend: [plain, dropHeader, sdk] },
    ],
    'the page sets `Authorization` itself': [
      { call: `fetch('${backend}/orders', { headers: { Authorization: 'Bearer of.the.page' } })` },
    ],
    'HTTP Basic authentication in front of the backend': [
      { backend: [plain, expose('WWW-Authenticate'), requireBasic] },
    ],
    'a backend that answers 403 or 404 to users who are not signed in': [
      { what: '403', backend: [plain, answer(403)], isSignedOut: true },
      { what: '404', backend: [plain, answer(404)], isSignedOut: true },
    ],
    'a backend that redirects to a sign-in page of another origin': [
      { backend: [plain, (_, response) => response.redirect(`${clerkOrigin}/sign-in`)], isSignedOut: true },
    ],
    'the user has a task to finish first': [
      {
        prepare: ({ instance: settings }) => {
          Object.assign(settings, { organizations: true, forceOrganizationSelection: true });
        },
      },
    ],
    "Clerk's script is blocked": [
      { what: 'by a policy', policy: csp('', `${backend} ${clerkOrigin}`), hasNoClerk: true, lines: 2 },
    ],
    'a typo in the publishable key': [
      {
        what: 'of the one tag',
        attributes: { 'data-token-origins': backend, 'data-clerk-publishable-key': 'pk_tset_ZGVtbw' },
        write: (tags) => tags.replace(/<script[^>]*clerk\.browser[^>]*><\/script>/, ''),
        hasNoClerk: true,
        lines: 3,
      },
    ],
    "a typo in the publishable key of Clerk's own tag": [
      {
        write: (tags) => tags.replace(/(browser[^>]*)pk_test_/, '$1pk_tset_'),
        hasNoClerk: true,
        lines: 2,
      },
    ],
  };
  return { right: [plain, sdk], ofRows };
}

const late = (clerk: ClerkPage['clerk']) => {
  clerk.now = () => Date.now() - 120_000;
};
const slowly: RequestHandler = (_, __, next) => void setTimeout(next, 300);
