import { existsSync } from 'node:fs';
import type { Seen } from './backend/backend.ts';

// The entry of `npm run demo`. Ports: PORT (page), BACKEND_PORT, CURRENT_BACKEND_PORT, CLERK_PORT.

const stop = (message: string): never => {
  console.error(`demo: ${message}`);
  process.exit(1);
};

const port = (name: string, byDefault: number): number => {
  const text = process.env[name] ?? `${byDefault}`;
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < 1 || number > 65535) stop(`${name}="${text}" is not a port; use 1 to 65535`);
  return number;
};

const shorten = (session: string | null) => (session ? `${session.slice(0, 12)}…` : '-');

const print = (status: number, { method, path, session, user, organization, cookie, token, verdict }: Seen) => {
  const sent = [cookie && 'cookie', token && 'token'].filter(Boolean).join('+') || '-';
  const caller = user ? user + (organization ? ` (${organization})` : '') : verdict;
  const time = new Date().toTimeString().slice(0, 8);
  console.log(
    `${time}  ${status} ${method.padEnd(4)} ${path.padEnd(38)} ${shorten(session).padEnd(14)} ${sent.padEnd(7)} ${caller}`,
  );
};

const isMissing = (path: string) => !existsSync(new URL(`../${path}`, import.meta.url));
if (isMissing('dist/clerk-ajax.min.js')) stop('dist/clerk-ajax.min.js is missing: run npm run build');
// Only the browser loads these files, so the import below does not notice that one is missing.
for (const file of ['@clerk/clerk-js/dist/clerk.browser.js', 'jquery/dist/jquery.js', 'axios/dist/axios.js']) {
  if (isMissing(`node_modules/${file}`)) stop(`${file.split('/dist/')[0]} is missing: run npm ci`);
}

const ports = {
  page: port('PORT', 4400),
  backend: port('BACKEND_PORT', 4401),
  clerk: port('CLERK_PORT', 4402),
  currentBackend: port('CURRENT_BACKEND_PORT', 4403),
};
const PORTS = ['PORT', 'BACKEND_PORT', 'CLERK_PORT', 'CURRENT_BACKEND_PORT'].join(', ');
const { CLERK_PUBLISHABLE_KEY: publishableKey, CLERK_SECRET_KEY: secretKey } = process.env;
if (publishableKey && !secretKey) {
  stop('CLERK_PUBLISHABLE_KEY needs CLERK_SECRET_KEY beside it, with which the backend verifies sessions at Clerk');
}

try {
  const { startDemo } = await import('./server.ts');
  const { pageUrl, backendUrl, currentBackendUrl, close } = await startDemo({
    ports,
    clerkDelay: 1000,
    onBackendRequest: print,
    ...(publishableKey && secretKey && { real: { publishableKey, secretKey } }),
  });
  // The same signal may arrive twice: from the terminal, and forwarded by `npm run demo`.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, async () => {
      await close();
      process.exit(0);
    });
  }
  console.log(`
  Open           ${pageUrl}
  its backend    ${backendUrl}  with Clerk's current SDK and the one of 2021
  a second one   ${currentBackendUrl}  with the current SDK, on another host
  Clerk          ${publishableKey ? 'your instance' : 'a stand-in on this machine; two users are signed in'}

  The page makes its calls before ClerkJS has loaded (that takes a second), and they still carry the session.
  Switch the user or the organization, sign out, turn clerk-ajax off. Ctrl+C stops the demo.

  To let the doctor check the page and a backend, run in another terminal:
  node dist/doctor.js check ${currentBackendUrl}/me --page ${pageUrl}/ --tag
`);
} catch (error) {
  const { code, message, port: taken } = error as NodeJS.ErrnoException & { port?: number };
  const missing = /Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1];
  if (code === 'EADDRINUSE') stop(`port ${taken} is taken: choose others with ${PORTS}`);
  if (code === 'EACCES') stop(`no permission for port ${taken}: choose others with ${PORTS}`);
  if (missing) stop(`${missing} is missing: run npm ci`);
  stop(message);
}
