import type { StackGuide } from './guide.ts';

const list = (values: string[]) => `[${values.map((value) => `'${value}'`).join(', ')}]`;

export const express: StackGuide = {
  cors: {
    title: 'Express, with the package cors, before the middleware of Clerk',
    code: ({ origin, credentials, methods, headers }) => `app.use(cors({
  origin: ['${origin}'],${credentials ? '\n  credentials: true,' : ''}
  methods: ${list(methods)},
  allowedHeaders: ${list(headers)},
  exposedHeaders: ['x-clerk-auth-reason', 'x-clerk-auth-message'],
}));
app.use(clerkMiddleware({ authorizedParties: ['${origin}'] }));`,
  },
  parties: {
    title: 'Express, with @clerk/express',
    code: ({ origin }) => `app.use(clerkMiddleware({ authorizedParties: ['${origin}'] }));`,
  },
};
