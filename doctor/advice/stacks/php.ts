import type { StackGuide } from './guide.ts';

export const php: StackGuide = {
  cors: {
    title: 'PHP, before anything looks for a session',
    code: ({ origin, credentials, methods, headers }) => `header('Vary: Origin');
if (($_SERVER['HTTP_ORIGIN'] ?? '') === '${origin}') {
    header('Access-Control-Allow-Origin: ${origin}');${
      credentials ? "\n    header('Access-Control-Allow-Credentials: true');" : ''
    }
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
        header('Access-Control-Allow-Methods: ${methods.join(', ')}');
        header('Access-Control-Allow-Headers: ${headers.join(', ')}');
    }
}
if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
    http_response_code(204);
    exit;
}`,
  },
  parties: {
    title: 'PHP, with clerk/backend-php',
    code: ({ origin }) =>
      `new AuthenticateRequestOptions(secretKey: getenv('CLERK_SECRET_KEY'), authorizedParties: ['${origin}'])`,
  },
};
