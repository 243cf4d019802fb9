import { clerkPlugin, getAuth } from '@clerk/fastify';
import { fastify } from 'fastify';
import type { CreateBackend } from './backend.ts';

export const createFastify: CreateBackend = async (instance) => {
  const app = fastify();
  await app.register(clerkPlugin, instance);
  app.all('/*', (request, reply) => {
    const { sessionId: session, userId: user } = getAuth(request);
    reply.code(user ? 200 : 401).send({ session, user });
  });
  await app.ready();
  return (request, response) => app.routing(request, response);
};
