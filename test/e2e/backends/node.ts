import { createClerkClient } from '@clerk/backend';
import type { CreateBackend } from './backend.ts';

/** `authenticateRequest` on bare node:http. It answers nothing by itself: its headers are put on the answer here. */
export const createNode: CreateBackend = (instance) => {
  const clerk = createClerkClient(instance);
  return async (incoming, response) => {
    const headers = new Headers(Object.entries(incoming.headers).map(([name, value]) => [name, `${value}`]));
    const request = new Request(`http://${incoming.headers.host}${incoming.url}`, {
      method: incoming.method ?? 'GET',
      headers,
    });
    const state = await clerk.authenticateRequest(request, instance);
    const { sessionId: session = null, userId: user = null } = state.toAuth() ?? {};
    response.setHeaders(state.headers);
    response.writeHead(user ? 200 : 401, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ session, user }));
  };
};
