import { clerkMiddleware, createClerkClient, getAuth } from '@clerk/express';
import express from 'express';
import type { CreateBackend } from './backend.ts';

export const createExpress: CreateBackend = (instance) => {
  const app = express();
  // Without a client of its own it makes one that knows of the environment's variables only.
  app.use(clerkMiddleware({ ...instance, clerkClient: createClerkClient(instance) }));
  app.use((request, response) => {
    const { sessionId: session, userId: user } = getAuth(request);
    response.status(user ? 200 : 401).json({ session, user });
  });
  return app;
};
