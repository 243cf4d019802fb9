import { appendFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../servers/files.ts';
import { TOOLS_PATH } from './runtimes.ts';

/** An example, and how the tests differ from its README: they have no network. */
export interface Stack {
  /** The folder, and the name in `scripts/setup/runtimes.json`. */
  name: string;
  /** Stands in for installing its packages. */
  prepare?(directory: string): void;
  env?: { [name: string]: string };
}

const GO_LIBRARY = '/usr/share/gocode/src/github.com/golang-jwt/jwt';

export const STACKS: Stack[] = [
  {
    name: 'express',
    env: { PATH: TOOLS_PATH },
    prepare: (directory) => symlinkSync(join(ROOT, 'node_modules'), join(directory, 'node_modules')),
  },
  { name: 'php' },
  { name: 'ruby' },
  { name: 'django' },
  {
    name: 'go',
    // Debian's copy of the library.
    prepare: (directory) =>
      appendFileSync(join(directory, 'go.mod'), `replace github.com/golang-jwt/jwt/v4 => ${GO_LIBRARY}\n`),
    env: { GOFLAGS: '-mod=mod', GOPROXY: 'off' },
  },
];
