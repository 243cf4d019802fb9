import type { StackGuide } from './guide.ts';

const list = (values: string[]) => `[${values.map((value) => `"${value}"`).join(', ')}]`;

export const django: StackGuide = {
  cors: {
    title: 'Django, with django-cors-headers, in settings.py',
    code: ({ origin, credentials, methods, headers }) => `INSTALLED_APPS += ["corsheaders"]
# Before everything that can answer by itself.
MIDDLEWARE.insert(0, "corsheaders.middleware.CorsMiddleware")
CORS_ALLOWED_ORIGINS = ["${origin}"]${credentials ? '\nCORS_ALLOW_CREDENTIALS = True' : ''}
CORS_ALLOW_METHODS = ${list([...new Set([...methods, 'OPTIONS'])])}
CORS_ALLOW_HEADERS = ${list(headers.map((name) => name.toLowerCase()))}
CORS_EXPOSE_HEADERS = ["x-clerk-auth-reason", "x-clerk-auth-message"]`,
  },
  parties: {
    title: 'Python, with clerk-backend-api',
    code: ({ origin }) =>
      `clerk.authenticate_request(request, AuthenticateRequestOptions(authorized_parties=["${origin}"]))`,
  },
};
