import { clerkMiddleware, getAuth } from '@clerk/hono';
import { getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import type { CreateBackend } from './backend.ts';

export const createHono: CreateBackend = (instance) => {
  const app = new Hono();
  app.use(clerkMiddleware(instance));
  app.all('/*', (context) => {
    const { sessionId: session, userId: user } = getAuth(context);
    return context.json({ session, user }, user ? 200 : 401);
  });
  return getRequestListener(app.fetch);
};
