import express, { type Router } from 'express';
import type { ClerkState } from './frontend-api/state.ts';

/** A stand-in for Clerk's Backend API: the endpoints that `@clerk/clerk-sdk-node` 0.5.1 calls to verify a session. */
export function createBackendApi(state: ClerkState): Router {
  const router = express.Router();
  router.use(express.urlencoded({ extended: false }), express.json());

  router.post('/v1/sessions/:id/verify', async (request, response) => {
    try {
      const session = await state.verify(String(request.body?.token));
      if (session.id !== request.params.id) throw new Error('the token belongs to another session');
      response.json({
        object: 'session',
        id: session.id,
        client_id: state.clientId,
        user_id: session.account.id,
        status: session.status,
        last_active_at: session.lastActiveAt,
        expire_at: session.lastActiveAt + 7 * 24 * 3600 * 1000,
        abandon_at: session.lastActiveAt + 7 * 24 * 3600 * 1000,
      });
    } catch (error) {
      const message = `session not verified: ${(error as Error).message}`;
      response.status(401).json({ errors: [{ code: 'session_not_verified', message, long_message: message }] });
    }
  });

  // Without a session ID, the SDK asks which of the client's sessions is active. If there are several, the `__session`
  // cookie does not answer that.
  router.post('/v1/clients/verify', (_, response) => {
    const message = 'the request names no session (_clerk_session_id)';
    response.status(401).json({ errors: [{ code: 'session_missing', message, long_message: message }] });
  });

  return router;
}
