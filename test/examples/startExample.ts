import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Launched, launch } from '../harness/launch.ts';
import { ROOT } from '../servers/files.ts';
import { readReadme } from './readme.ts';
import { SYSTEM_PATH, TOOLS_PATH } from './runtimes.ts';
import type { Stack } from './stacks.ts';

export interface Example {
  port: number;
  end(): Promise<void>;
}

/**
 * Copies an example, adds the page's scripts and starts it at another port.
 *
 * @param env the Clerk instance, as in the second block of its README. @default the stand-in of the first block
 */
export async function startExample(stack: Stack, port: number, env?: { [name: string]: string }): Promise<Example> {
  const { copies, command } = readReadme(stack.name);
  const words = command.map((word) => word.replace('8000', `${port}`));
  // Otherwise the example derives the page's origin from PORT.
  const isTold = command.some((word) => word.includes('8000'));
  const server = launch((directory) => {
    cpSync(join(ROOT, 'examples', stack.name), directory, { recursive: true });
    for (const { from, to } of copies) cpSync(join(ROOT, from), join(directory, to));
    stack.prepare?.(directory);
    const [file = '', ...args] = env ? words : ['npm', 'run', 'with-clerk', '--', directory, ...words];
    const defaults = isTold ? { CLERK_AUTHORIZED_PARTIES: `http://localhost:${port}` } : { PORT: `${port}` };
    return {
      file,
      args,
      cwd: env ? directory : ROOT,
      env: { PATH: env ? SYSTEM_PATH : TOOLS_PATH, ...defaults, ...stack.env, ...env },
    };
  });
  try {
    await answers(server, port);
  } catch (error) {
    await server.end();
    throw error;
  }
  return { port, end: server.end };
}

async function answers(server: Launched, port: number): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(50)) {
    if (server.process.exitCode !== null) break;
    try {
      await fetch(`http://localhost:${port}/`);
      return;
    } catch {
      // Not yet.
    }
  }
  throw new Error(`the example does not answer:\n${server.output()}`);
}
