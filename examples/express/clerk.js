// What an Express backend needs for calls with Clerk session tokens: CORS, and a check of the token.
const { verifyToken } = require('@clerk/express');

const { PORT = 8000, CLERK_JWT_KEY: jwtKey, CLERK_AUTHORIZED_PARTIES = `http://localhost:${PORT}` } = process.env;

// The origins whose pages may call. A token names in `azp` the one that it was made for.
const authorizedParties = CLERK_AUTHORIZED_PARTIES.split(/[\s,]+/).filter(Boolean);

if (!jwtKey) throw new Error('Set CLERK_JWT_KEY to the PEM public key of your Clerk instance');
// verifyToken() takes an empty list for "any".
if (!authorizedParties.length) throw new Error('CLERK_AUTHORIZED_PARTIES names no origin');

/** Stands in front of everything else, since errors need these headers too: without them a page sees no status. */
exports.cors = (request, response, next) => {
  const { origin } = request.headers;
  // Else a cache gives the answer for one origin to another, or that for one account to the next.
  response.vary('Origin').set('Cache-Control', 'no-store');
  if (authorizedParties.includes(origin)) {
    response.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Last-Event-ID',
      'Access-Control-Expose-Headers': 'X-Clerk-Auth-Reason, X-Clerk-Auth-Message',
      'Access-Control-Max-Age': '600',
    });
  }
  // A preflight never has a token.
  if (request.method === 'OPTIONS') response.status(204).end();
  else next();
};

/** Lets calls with a valid session token through, as `request.clerk`; answers others with 401 and the reason. */
exports.requireSession = async (request, response, next) => {
  const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization || '') || [];
  if (!token) return refuse(response, 'session-token-missing', 'The Authorization header has no session token.');
  try {
    // Checks signature (RS256), exp, nbf and azp; with the key at hand, it asks no server.
    const claims = await verifyToken(token, { jwtKey, authorizedParties, clockSkewInMs: 5000 });
    if (!claims.sid) return refuse(response, 'token-invalid', 'This is no session token.');
    if (claims.sts === 'pending') return refuse(response, 'session-pending', 'The user has not finished signing in.');
    request.clerk = { user: claims.sub, session: claims.sid };
  } catch ({ reason = 'token-invalid', message }) {
    return refuse(response, reason, message);
  }
  next();
};

function refuse(response, reason, text) {
  // The text can quote the token, and a header is ASCII.
  const message = text.replace(/[^ -~]/g, '?');
  response
    .status(401)
    .set({ 'WWW-Authenticate': 'Bearer', 'X-Clerk-Auth-Reason': reason, 'X-Clerk-Auth-Message': message })
    .json({ error: 'unauthorized', reason, message });
}
