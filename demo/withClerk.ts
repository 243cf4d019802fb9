import { spawn } from 'node:child_process';
import { statSync } from 'node:fs';
import { constants } from 'node:os';
import { startStandIn } from '../test/servers/clerk/standIn.ts';

// `npm run with-clerk -- <directory> <command>` runs a command in a directory, with the environment variables of a stand-in
// for Clerk that runs as long as the command does. The examples' READMEs use it.

const stop = (message: string): never => {
  console.error(`with-clerk: ${message}`);
  process.exit(1);
};

const [directory, file, ...args] = process.argv.slice(2);
if (!directory || !file) throw stop('usage: npm run with-clerk -- <directory> <command>');
if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) stop(`${directory} is not a directory`);

const { PORT = '8000', CLERK_AUTHORIZED_PARTIES = '' } = process.env;
const [pageOrigin = `http://localhost:${PORT}`] = CLERK_AUTHORIZED_PARTIES.split(/[\s,]+/).filter(Boolean);

const { variables, close } = await startStandIn(pageOrigin);
console.log(`
  Clerk          a stand-in on this machine; its users are Ada and Grace
  Open           ${pageOrigin}

  Sign in there, and see the calls of the page authenticated. Ctrl+C ends both.
`);

const child = spawn(file, args, { cwd: directory, stdio: 'inherit', env: { ...process.env, ...variables } });

// Ctrl+C reaches the command, too: wait until it has ended. The other signals reach this process alone.
process.on('SIGINT', () => {});
for (const signal of ['SIGTERM', 'SIGHUP'] as const) process.on(signal, () => child.kill(signal));

child.on('error', async ({ code, message }: NodeJS.ErrnoException) => {
  await close();
  stop(code === 'ENOENT' ? `${file}: command not found` : message);
});
child.on('exit', async (code, signal) => {
  await close();
  process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
});
