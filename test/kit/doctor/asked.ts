/** A request to a backend of the table, as far as its answer depends on it. */
export interface Asked {
  method: string;
  /** The path of the backend. */
  here: string;
  /** The rest of the path, behind the name of the backend. */
  path: string;
  query: string;
  /** By their names in lower case. */
  headers: { [name: string]: string | string[] | undefined };
  isPreflight: boolean;
  /** What calls may carry. */
  session: { id: boolean; token: boolean; cookie: boolean };
  /** `http://localhost:…` of the page, of this server, and of another. */
  page: string;
  own: string;
  other: string;
}

export interface Reply {
  status: number;
  headers: { [name: string]: string | string[] };
  /** Whether the connection ends without an answer. */
  cut?: boolean;
}

/** The token of the session that all calls of the table carry. */
export const SESSION = 'sess_A';

const CORS = {
  'Access-Control-Allow-Credentials': 'true',
  Vary: 'Origin',
};

/** What a backend without a fault answers: Clerk's SDKs from 2022 or later take the token, older ones the ID and the cookie. */
export function goodReply({ isPreflight, session, page, headers }: Asked): Reply {
  const cors: Reply['headers'] =
    headers.origin === page ? { 'Access-Control-Allow-Origin': page, ...CORS } : { Vary: 'Origin' };
  if (isPreflight) {
    return {
      status: 204,
      headers: {
        ...cors,
        'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
        'Access-Control-Allow-Headers': 'Authorization, Content-Type, X-Requested-With',
        'Access-Control-Max-Age': '600',
      },
    };
  }
  const isSignedIn = session.token || (session.id && session.cookie);
  return { status: isSignedIn ? 200 : 401, headers: { ...cors, 'Cache-Control': 'no-store' } };
}
