import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../servers/files.ts';

/** The programs that an example needs; `scripts/setup/debian.mjs` installs them. */
export interface Runtime {
  example: string;
  /** Debian packages. */
  packages: string[];
  /** A command that succeeds if they are installed. */
  probe: string[];
  env: { [name: string]: string };
}

export const RUNTIMES: Runtime[] = JSON.parse(readFileSync(join(ROOT, 'scripts/setup/runtimes.json'), 'utf8'));

/** Debian's own programs take precedence: those of a version manager cannot load Debian's libraries. */
export const SYSTEM_PATH = `/usr/bin:${process.env.PATH ?? ''}`;

/** The same, with the Node.js of the tests. */
export const TOOLS_PATH = `${dirname(process.execPath)}${delimiter}${SYSTEM_PATH}`;

export function isThere({ probe: [file = '', ...args], env }: Runtime): boolean {
  return spawnSync(file, args, { env: { ...process.env, PATH: SYSTEM_PATH, ...env } }).status === 0;
}
