import { type Library, versionOf } from './libraries.ts';

export function titleOf({ name, dependency }: Pick<Library, 'name' | 'dependency'>): string {
  return `${name} ${versionOf(dependency)}`;
}
