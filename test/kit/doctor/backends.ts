import type { Asked, Reply } from './asked.ts';

/** A backend with one fault or none, and what becomes of calls to it. */
export interface Backend {
  /** Whether calls with a session token work, and those with a session ID and credentials. */
  token: boolean;
  id: boolean;
  /** What the doctor finds. */
  finding?: string;
  /** Where it is, seen from the page; default: another port of its host. */
  at?: 'backend' | 'foreignIp' | 'page' | 'closed';
  /** What the page's calls are like. */
  method?: string;
  headers?: Record<string, string>;
  /** Changes the answer of a backend without a fault. */
  answer?(reply: Reply, asked: Asked): void;
}

type Headers = { [name: string]: string | string[] | undefined };

const change = (reply: Reply, headers: Headers) => {
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) delete reply.headers[name];
    else reply.headers[name] = value;
  }
};
const always = (headers: Headers) => (reply: Reply) => change(reply, headers);
const onPreflight = (headers: Headers) => (reply: Reply, asked: Asked) => {
  if (asked.isPreflight) change(reply, headers);
};
const onCalls = (headers: Headers) => (reply: Reply, asked: Asked) => {
  if (!asked.isPreflight) change(reply, headers);
};
const preflightStatus = (status: number) => (reply: Reply, asked: Asked) => {
  if (asked.isPreflight) reply.status = status;
};
const callStatus =
  (status: number, headers: Headers = {}) =>
  (reply: Reply, asked: Asked) => {
    if (asked.isPreflight) return;
    reply.status = status;
    change(reply, headers);
  };
/** Answers other origins as if they were asked for, if any is. */
const origin = (name: (asked: Asked) => string | string[]) => (reply: Reply, asked: Asked) => {
  if (asked.headers.origin) change(reply, { 'Access-Control-Allow-Origin': name(asked) });
};
/** Redirects calls from the name of the backend to a path below it. */
const redirect =
  (status: number, to: (asked: Asked) => string, rest: Headers = {}) =>
  (reply: Reply, asked: Asked) => {
    if (asked.isPreflight || asked.path) return;
    reply.status = status;
    change(reply, { Location: to(asked), ...rest });
  };

const ORIGIN = 'Access-Control-Allow-Origin';
const CREDENTIALS = 'Access-Control-Allow-Credentials';
const METHODS = 'Access-Control-Allow-Methods';
const HEADERS = 'Access-Control-Allow-Headers';

const both = { token: true, id: true };
const tokenOnly = { token: true, id: false };
const idOnly = { token: false, id: true };
const none = { token: false, id: false };

const ORIGINS: Record<string, Backend> = {
  'no fault': both,
  'no Allow-Origin on OPTIONS': {
    ...idOnly,
    finding: 'preflight-no-origin',
    answer: onPreflight({ [ORIGIN]: undefined }),
  },
  'no Allow-Origin on answers': { ...none, finding: 'answer-no-origin', answer: onCalls({ [ORIGIN]: undefined }) },
  'no CORS at all': {
    ...none,
    finding: 'answer-no-origin',
    answer: always({ [ORIGIN]: undefined, [CREDENTIALS]: undefined }),
  },
  'the origin *': {
    ...tokenOnly,
    finding: 'answer-wildcard',
    answer: always({ [ORIGIN]: '*', [CREDENTIALS]: undefined }),
  },
  'the origin * with credentials': { ...tokenOnly, finding: 'answer-wildcard', answer: always({ [ORIGIN]: '*' }) },
  'an origin with a slash': { ...none, finding: 'answer-other-origin', answer: origin(({ page }) => `${page}/`) },
  'an origin in capitals': {
    ...none,
    finding: 'answer-other-origin',
    answer: origin(({ page }) => page.toUpperCase()),
  },
  'an origin without a port': { ...none, finding: 'answer-other-origin', answer: origin(() => 'http://localhost') },
  'an origin without a scheme': {
    ...none,
    finding: 'answer-other-origin',
    answer: origin(({ page }) => page.slice(7)),
  },
  'an origin of https': {
    ...none,
    finding: 'answer-other-origin',
    answer: origin(({ page }) => page.replace('http', 'https')),
  },
  'an origin with a pattern': { ...none, finding: 'answer-other-origin', answer: origin(() => 'http://localhost:*') },
  'another origin': { ...none, finding: 'answer-other-origin', answer: origin(({ own }) => own) },
  'the origin null': { ...none, finding: 'answer-other-origin', answer: origin(() => 'null') },
  'an origin that is empty': { ...none, finding: 'answer-other-origin', answer: origin(() => '') },
  'the origin twice': { ...none, finding: 'answer-several-origins', answer: origin(({ page }) => [page, page]) },
  'two origins in one': {
    ...none,
    finding: 'answer-several-origins',
    answer: origin(({ page, own }) => `${page}, ${own}`),
  },
  'two origins with a space': {
    ...none,
    finding: 'answer-other-origin',
    answer: origin(({ page, own }) => `${page} ${own}`),
  },
};

const ALLOWED: Record<string, Backend> = {
  'no Allow-Credentials': {
    ...tokenOnly,
    finding: 'answer-no-credentials',
    answer: always({ [CREDENTIALS]: undefined }),
  },
  'Allow-Credentials: True': { ...tokenOnly, finding: 'answer-credentials', answer: always({ [CREDENTIALS]: 'True' }) },
  'Allow-Credentials twice': {
    ...tokenOnly,
    finding: 'answer-credentials',
    answer: always({ [CREDENTIALS]: ['true', 'true'] }),
  },
  'no Allow-Credentials on OPTIONS': {
    ...tokenOnly,
    method: 'PUT',
    finding: 'preflight-no-credentials',
    answer: onPreflight({ [CREDENTIALS]: undefined }),
  },
  'no Allow-Headers': { ...idOnly, finding: 'preflight-header', answer: always({ [HEADERS]: undefined }) },
  'other headers': { ...idOnly, finding: 'preflight-header', answer: onPreflight({ [HEADERS]: 'Content-Type' }) },
  'headers in capitals': { ...both, answer: onPreflight({ [HEADERS]: 'AUTHORIZATION,X-FOO' }) },
  'headers on two lines': { ...both, answer: onPreflight({ [HEADERS]: ['X-Foo', 'authorization'] }) },
  'the headers *': { ...both, finding: 'preflight-wildcard-authorization', answer: onPreflight({ [HEADERS]: '*' }) },
  'the headers * and Authorization': { ...both, answer: onPreflight({ [HEADERS]: '*, Authorization' }) },
  "a header of the page's": { ...both, headers: { 'X-Requested-With': 'XMLHttpRequest' } },
  'a header that is not allowed': { ...none, headers: { 'X-Page': '1' }, finding: 'preflight-header' },
  'a header that * allows': {
    ...tokenOnly,
    headers: { 'X-Page': '1' },
    finding: 'preflight-wildcard-credentials',
    answer: onPreflight({ [HEADERS]: '*, Authorization' }),
  },
  'JSON that is not allowed': {
    ...none,
    headers: { 'Content-Type': 'application/json' },
    finding: 'preflight-header',
    answer: onPreflight({ [HEADERS]: 'Authorization' }),
  },
  'plain text, which needs no permission': {
    ...both,
    headers: { 'Content-Type': 'text/plain;charset=utf-8' },
    answer: onPreflight({ [HEADERS]: 'Authorization' }),
  },
  'no Allow-Methods, for GET': { ...both, answer: onPreflight({ [METHODS]: undefined }) },
  'PUT, allowed': { ...both, method: 'PUT' },
  'PUT that is not allowed': {
    ...none,
    method: 'PUT',
    finding: 'preflight-method',
    answer: onPreflight({ [METHODS]: 'GET, POST' }),
  },
  'PUT allowed in small letters': {
    ...none,
    method: 'PUT',
    finding: 'preflight-method',
    answer: onPreflight({ [METHODS]: 'put' }),
  },
  'PUT that * allows': {
    ...tokenOnly,
    method: 'PUT',
    finding: 'preflight-wildcard-credentials',
    answer: onPreflight({ [METHODS]: '*' }),
  },
  'PUT in a list without commas': {
    ...none,
    method: 'PUT',
    finding: 'preflight-list',
    answer: onPreflight({ [METHODS]: 'GET POST PUT' }),
  },
  'PUT in a list with semicolons': {
    ...none,
    method: 'PUT',
    finding: 'preflight-list',
    answer: onPreflight({ [METHODS]: 'GET; PUT' }),
  },
  'headers of which one has a space': {
    ...none,
    method: 'PUT',
    finding: 'preflight-list',
    answer: onPreflight({ [HEADERS]: 'Authorization, X Foo' }),
  },
  'patch in small letters': { ...none, method: 'patch', finding: 'preflight-method' },
  'delete, which browsers write in capitals': { ...both, method: 'delete' },
};

const STATUSES: Record<string, Backend> = {
  'OPTIONS: 200': { ...both, answer: preflightStatus(200) },
  'OPTIONS: 401': { ...idOnly, finding: 'preflight-status', answer: preflightStatus(401) },
  'OPTIONS: 403': { ...idOnly, finding: 'preflight-status', answer: preflightStatus(403) },
  'OPTIONS: 404': { ...idOnly, finding: 'preflight-status', answer: preflightStatus(404) },
  'OPTIONS: 500': { ...idOnly, finding: 'preflight-status', answer: preflightStatus(500) },
  'OPTIONS: a redirect': {
    ...idOnly,
    finding: 'preflight-redirect',
    answer: (reply, { isPreflight, here, path }) => {
      if (!isPreflight || path) return;
      reply.status = 307;
      change(reply, { Location: `${here}/there` });
    },
  },
  '401 to everybody': { ...none, finding: 'refused', answer: callStatus(401) },
  '401, since it does not know the page': {
    ...none,
    finding: 'refused',
    answer: callStatus(401, {
      'x-clerk-auth-status': 'signed-out',
      'x-clerk-auth-reason': 'token-invalid-authorized-parties',
    }),
  },
  '403 to everybody': { ...none, finding: 'refused', answer: callStatus(403) },
  '403 to this user': {
    ...none,
    finding: 'forbidden',
    answer: (reply) => {
      if (reply.status === 200) reply.status = 403;
    },
  },
  '404, since it does not know the page': {
    ...none,
    finding: 'refused',
    answer: callStatus(404, {
      'x-clerk-auth-status': 'signed-out',
      'x-clerk-auth-reason': 'token-invalid-authorized-parties',
    }),
  },
  'a proxy that drops Authorization': {
    ...none,
    finding: 'authorization-dropped',
    answer: callStatus(401, { 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-reason': 'session-token-missing' }),
  },
  '500 to everybody': { ...none, finding: 'server-error', answer: callStatus(500) },
  '200 to everybody': { ...both, answer: callStatus(200) },
  '204 in place of 200': {
    ...both,
    answer: (reply) => {
      if (reply.status === 200) reply.status = 204;
    },
  },
  '401 without CORS': {
    ...both,
    finding: 'error-without-cors',
    answer: (reply) => {
      if (reply.status === 401) change(reply, { [ORIGIN]: undefined });
    },
  },
  'an SDK that reads tokens only': {
    ...tokenOnly,
    finding: 'refused',
    answer: (reply, { session, isPreflight }) => {
      if (!isPreflight && !session.token) reply.status = 401;
    },
  },
  'an SDK that reads session IDs only': {
    ...idOnly,
    finding: 'refused',
    answer: (reply, { session, isPreflight }) => {
      if (!isPreflight && !session.cookie) reply.status = 401;
    },
  },
  'the connection is cut on OPTIONS': {
    ...idOnly,
    finding: 'preflight-no-answer',
    answer: (reply, { isPreflight }) => {
      reply.cut = isPreflight;
    },
  },
  'the connection is cut when there is a token': {
    ...idOnly,
    finding: 'no-answer',
    answer: (reply, { headers }) => {
      reply.cut = headers.authorization !== undefined;
    },
  },
  'the connection is cut': {
    ...none,
    answer: (reply) => {
      reply.cut = true;
    },
  },
  'nobody there': { ...none, at: 'closed' },
};

const PLACES: Record<string, Backend> = {
  'another host': { ...tokenOnly, at: 'foreignIp', finding: 'cookie-host' },
  "the page's own origin, without CORS": { ...both, at: 'page', answer: always({ [ORIGIN]: undefined }) },
  "the page's own origin, which answers 405 to OPTIONS": {
    ...both,
    at: 'page',
    method: 'PUT',
    answer: preflightStatus(405),
  },
  'a redirect that keeps the query': {
    ...both,
    answer: redirect(307, ({ here, query }) => `${here}/there${query}`),
  },
  'a redirect that loses the query': {
    ...tokenOnly,
    finding: 'redirect-drops-id',
    answer: redirect(302, ({ here }) => `${here}/there`),
  },
  'a redirect without CORS': {
    ...none,
    finding: 'answer-no-origin',
    answer: redirect(307, ({ here, query }) => `${here}/there${query}`, { [ORIGIN]: undefined }),
  },
  'a redirect to what does not allow OPTIONS': {
    ...idOnly,
    finding: 'preflight-status',
    answer: (reply, asked) => {
      redirect(307, ({ here, query }) => `${here}/there${query}`)(reply, asked);
      if (asked.isPreflight && asked.path) reply.status = 405;
    },
  },
  'a redirect to another origin': {
    ...none,
    finding: 'redirect-to-other-origin',
    answer: redirect(307, ({ other, query }) => `${other}/faulty/0/there${query}`),
  },
  'a redirect to a sign-in page, since it refuses the session': {
    ...none,
    finding: 'refused',
    answer: redirect(302, ({ other }) => `${other}/sign-in`),
  },
  'a redirect to a sign-in page for whoever is signed out': {
    ...both,
    finding: 'sign-in-redirect',
    answer: (reply, asked) => {
      if (reply.status === 401) redirect(302, ({ other }) => `${other}/sign-in`)(reply, asked);
    },
  },
  'a redirect in a circle': {
    ...none,
    finding: 'redirect-loop',
    answer: (reply, { isPreflight }) => {
      if (isPreflight) return;
      reply.status = 307;
      change(reply, { Location: '?again' });
    },
  },
};

const BESIDE: Record<string, Backend> = {
  'a clock that is an hour slow': {
    ...both,
    finding: 'clock',
    answer: onCalls({ Date: new Date(Date.now() - 3_600_000).toUTCString() }),
  },
  'one origin for all, without Vary': {
    ...both,
    answer: (reply, { page }) => change(reply, { [ORIGIN]: page, [CREDENTIALS]: 'true', Vary: undefined }),
  },
  'no Vary': { ...both, finding: 'no-vary', answer: always({ Vary: 'Accept' }) },
  'every origin': {
    ...both,
    finding: 'untrusted-origins',
    answer: (reply, { headers }) => {
      if (headers.origin) change(reply, { [ORIGIN]: headers.origin, [CREDENTIALS]: 'true' });
    },
  },
  'every origin that begins as the page does': {
    ...both,
    finding: 'untrusted-origins',
    answer: (reply, { headers }) => {
      if (`${headers.origin}`.startsWith('http://localhost'))
        change(reply, { [ORIGIN]: headers.origin, [CREDENTIALS]: 'true' });
    },
  },
  'the origin null, too': {
    ...both,
    finding: 'untrusted-origins',
    answer: (reply, { headers }) => {
      if (headers.origin === 'null') change(reply, { [ORIGIN]: 'null', [CREDENTIALS]: 'true' });
    },
  },
  'an event stream that cannot come back': {
    ...both,
    finding: 'preflight-last-event-id',
    answer: onCalls({ 'Content-Type': 'text/event-stream' }),
  },
  'an event stream that can': {
    ...both,
    answer: (reply, asked) => {
      onPreflight({ [HEADERS]: 'Authorization, Last-Event-ID' })(reply, asked);
      onCalls({ 'Content-Type': 'text/event-stream' })(reply, asked);
    },
  },
  'answers for shared caches': {
    ...both,
    finding: 'shared-cache',
    answer: onCalls({ 'Cache-Control': 'public, max-age=60' }),
  },
};

/** Each by its name. */
export const BACKENDS: Record<string, Backend> = { ...ORIGINS, ...ALLOWED, ...STATUSES, ...PLACES, ...BESIDE };

/** Where one is on its server. */
export const pathOf = (name: string): string => `/faulty/${Object.keys(BACKENDS).indexOf(name)}`;
