import { appendFileSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../support/server/files.ts';

/** An example, and what the tests do otherwise than its README says: they have no network. */
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
    // The Node.js of the tests.
    env: { PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}` },
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
