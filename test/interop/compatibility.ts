import { type Library, versionOf } from './libraries.ts';

export function titleOf({ name, dependency }: Library): string {
  return `${name} ${versionOf(dependency)}`;
}
