import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

// This file and what is bundled of it, dist/doctor.js, stand in folders side by side.
const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url));

/** The version of this package. */
export const version = (): string => JSON.parse(`${read('package.json')}`).version;

/** The integrity of a file, as an attribute of a tag has it. */
export const integrityOf = (content: Buffer | string, algorithm = 'sha384'): string =>
  `${algorithm}-${createHash(algorithm).update(content).digest('base64')}`;

/** A file of this package's `dist/`, if there is one of that name. */
export function distFile(name: string): Buffer | undefined {
  try {
    return read(`dist/${name}`);
  } catch {
    return undefined;
  }
}
