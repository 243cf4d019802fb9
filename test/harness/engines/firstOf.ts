import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Path of the first of these programs that is there. */
export async function firstOf(...names: string[]): Promise<string | undefined> {
  const places = (process.env.PATH ?? '').split(delimiter);
  for (const name of names) {
    for (const path of isAbsolute(name) ? [name] : places.map((place) => join(place, name))) {
      const found = await access(path, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (found) return path;
    }
  }
  return undefined;
}
