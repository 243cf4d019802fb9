import type { Options } from '../arguments.ts';
import type { Report } from '../check.ts';

export interface Snippet {
  title: string;
  code: string;
}

export function snippetsOf(_report: Report, _options: Options): Snippet[] {
  return [];
}
