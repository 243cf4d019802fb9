// What an Express backend needs for calls with Clerk session tokens: CORS, and a check of the token.
const { verifyToken } = require('@clerk/express');

const { PORT = 8000, CLERK_JWT_KEY: jwtKey, CLERK_AUTHORIZED_PARTIES = `http://localhost:${PORT}` } = process.env;

// The origins whose pages may call. A token's `azp` is the origin that it was issued for.
const authorizedParties = CLERK_AUTHORIZED_PARTIES.split(/[\s,]+/).filter(Boolean);

if (!jwtKey) throw new Error('Set CLERK_JWT_KEY to the PEM public key of your Clerk instance');
// verifyToken() treats an empty list as "any".
if (!authorizedParties.length) throw new Error('CLERK_AUTHORIZED_PARTIES names no origin');

/** Runs before everything else, because error responses need these headers, too: without them the page cannot read the status. */
exports.cors = (request, response, next) => {
  const { origin } = request.headers;
  // Otherwise a cache may serve one origin's response to another, or one account's to the next.
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
  // A preflight never carries a token.
  if (request.method === 'OPTIONS') response.status(204).end();
  else next();
};

/** Passes calls with a valid session token on, and sets `request.clerk`; answers all others with 401 and the reason. */
exports.requireSession = requireToken((request, { sid, sts, sub }) => {
  if (!sid) throw { message: 'This is not a session token.' };
  if (sts === 'pending') throw { reason: 'session-pending', message: 'The user has not finished signing in.' };
  request.clerk = { user: sub, session: sid };
});

/** The same for the token of a JWT template with the claims that Hasura reads, which are put into `request.hasura`. */
exports.requireHasuraClaims = requireToken((request, { sid, 'https://hasura.io/jwt/claims': claims }) => {
  // A session token could have such a claim, too, if somebody adds it in Clerk's dashboard.
  if (sid || !claims) throw { message: 'This is not a token of the JWT template.' };
  if (!claims['x-hasura-allowed-roles']?.includes(claims['x-hasura-default-role'])) {
    throw { message: 'The default role is not among the allowed roles.' };
  }
  request.hasura = claims;
});

/** @param accept takes what it needs from the token's claims, or throws why it does not accept them */
function requireToken(accept) {
  return async (request, response, next) => {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization || '') || [];
    if (!token) return refuse(response, 'session-token-missing', 'The Authorization header has no session token.');
    try {
      // Checks signature (RS256), exp, nbf and azp, offline because the key is given.
      accept(request, await verifyToken(token, { jwtKey, authorizedParties, clockSkewInMs: 5000 }));
    } catch ({ reason = 'token-invalid', message }) {
      return refuse(response, reason, message);
    }
    next();
  };
}

function refuse(response, reason, text) {
  // The text may quote the token, and a header must be ASCII.
  const message = text.replace(/[^ -~]/g, '?');
  response
    .status(401)
    .set({ 'WWW-Authenticate': 'Bearer', 'X-Clerk-Auth-Reason': reason, 'X-Clerk-Auth-Message': message })
    .json({ error: 'unauthorized', reason, message });
}
