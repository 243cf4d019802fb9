import { headerOf, isPreflight, origins, type Received } from '../kit/page.ts';
import { type Mode, TOKEN_PARAM } from './modes.ts';

/** What a request carried of the session. */
export interface Evidence {
  sessions: string[];
  /** Of the page's cookies; preflights never have any. */
  cookie: boolean;
  /** The header with the token, as it is spelled, or the parameter; not there without one. */
  token?: string;
}

// biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is younger than the engines
document.cookie = 'interop=yes; path=/';

export function carriedBy(request: Received): Evidence {
  const { searchParams } = new URL(request.url, origins.page);
  const tokens = [
    ...authorizationsOf(request),
    ...searchParams.getAll(TOKEN_PARAM).map((token) => `${TOKEN_PARAM}=${token}`),
  ];
  return {
    sessions: searchParams.getAll('_clerk_session_id'),
    cookie: isPreflight(request) || /\binterop=yes\b/.test(headerOf(request, 'Cookie') ?? ''),
    ...(tokens.length > 0 && { token: tokens.join(' and ') }),
  };
}

const authorizationsOf = ({ rawHeaders }: Received): string[] =>
  rawHeaders.flatMap((name, i) =>
    i % 2 === 0 && /^authorization$/i.test(name) ? [`${name}: ${rawHeaders[i + 1]}`] : [],
  );

/** Where the request was for a WebSocket, which takes no headers. */
export const isUpgrade = (request: Received): boolean => headerOf(request, 'Upgrade') !== undefined;

/** What a request has to carry. With a token, cookies are the page's affair: as without the shim. */
export function expectedOf(mode: Mode, { cookie }: { cookie: boolean }, session = 'sess_A', header = true): Evidence {
  if (mode === 'session ID') return { sessions: [session], cookie: true };
  const token = `fake-token-of-${session}`;
  return { sessions: [], cookie, token: header ? `Authorization: Bearer ${token}` : `${TOKEN_PARAM}=${token}` };
}

/** The requests that a mode is judged by: a token asks for a preflight, which the page's own call may not. */
export const judgedBy = (mode: Mode, requests: Received[]): Received[] =>
  mode === 'token' ? requests.filter((request) => !isPreflight(request)) : requests;
