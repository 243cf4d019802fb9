import { join } from 'node:path';
import type { Command } from '../support/launch.ts';
import { ROOT } from '../support/server/files.ts';

/** How the example in `examples/<name>/` is started. */
export interface Stack {
  /** The folder, and the name in `scripts/setup/runtimes.json`. */
  name: string;
  /** Where in it the page's scripts are to be put, and the one that it needs beside the shim. */
  scripts: string;
  library?: string;
  /** Starts the server in a copy of the folder; what the README says, with another port. */
  run(directory: string, port: number): Pick<Command, 'file' | 'args'>;
  /** What else the copy needs. */
  links?: { [name: string]: string };
  env?(port: number): { [name: string]: string };
}

export const STACKS: Stack[] = [
  {
    name: 'express',
    scripts: 'public',
    library: 'node_modules/angular/angular.min.js',
    run: () => ({ file: process.execPath, args: ['server.js'] }),
    links: { node_modules: join(ROOT, 'node_modules') },
  },
  {
    name: 'php',
    scripts: 'public',
    library: 'node_modules/jquery/dist/jquery.min.js',
    run: (_, port) => ({ file: 'php', args: ['-S', `localhost:${port}`, '-t', 'public'] }),
    // The port is in its command line, which its default cannot know.
    env: (port) => ({ CLERK_AUTHORIZED_PARTIES: `http://localhost:${port}` }),
  },
];
