import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const UNPACKED = fileURLToPath(new URL('../../node_modules/.cache/debian', import.meta.url));

/** The path of a file or folder of Debian: where `scripts/setup/debian.mjs` has unpacked it, or where Debian installs it. */
export function debianFile(path: string): string {
  const unpacked = join(UNPACKED, path);
  return existsSync(unpacked) ? unpacked : path;
}
