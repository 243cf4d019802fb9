import { appendFileSync, symlinkSync } from 'node:fs';
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
  /** Stands in for installing its packages, in the copy. */
  prepare?(directory: string): void;
  env?(port: number): { [name: string]: string };
}

const GO_LIBRARY = '/usr/share/gocode/src/github.com/golang-jwt/jwt';

/** What a command line with another port does not change by itself. */
const thisPage = (port: number) => ({ CLERK_AUTHORIZED_PARTIES: `http://localhost:${port}` });

export const STACKS: Stack[] = [
  {
    name: 'express',
    scripts: 'public',
    library: 'node_modules/angular/angular.min.js',
    run: () => ({ file: process.execPath, args: ['server.js'] }),
    prepare: (directory) => symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules')),
  },
  {
    name: 'php',
    scripts: 'public',
    library: 'node_modules/jquery/dist/jquery.min.js',
    run: (_, port) => ({ file: 'php', args: ['-S', `localhost:${port}`, '-t', 'public'] }),
    env: thisPage,
  },
  {
    name: 'ruby',
    scripts: 'public',
    library: 'node_modules/@rails/ujs/app/assets/javascripts/rails-ujs.js',
    run: (_, port) => ({ file: 'rackup', args: ['-p', `${port}`] }),
    env: thisPage,
  },
  {
    name: 'django',
    scripts: 'shop/static',
    run: (_, port) => ({ file: 'python3', args: ['manage.py', 'runserver', '--noreload', `${port}`] }),
    env: thisPage,
  },
  {
    name: 'go',
    scripts: 'static',
    run: () => ({ file: 'go', args: ['run', '.'] }),
    // Debian's copy of the library, instead of what `go mod tidy` would fetch.
    prepare: (directory) =>
      appendFileSync(join(directory, 'go.mod'), `replace github.com/golang-jwt/jwt/v4 => ${GO_LIBRARY}\n`),
    env: () => ({ GOFLAGS: '-mod=mod', GOPROXY: 'off' }),
  },
];
