import { relative, resolve, sep } from 'node:path';
import { ROOT } from './root.mjs';
import { valuesOf } from './valuesOf.mjs';

/** The suites that `npm test` is asked for, by name or by their files; `undefined` is all of them. */
export function suitesOf(args) {
  const named = valuesOf('suite', args);
  if (named.length) return named;
  const files = args.filter((arg) => arg.endsWith('.test.ts'));
  // test/<suite>/…
  if (files.length) return files.map((file) => relative(ROOT, resolve(file)).split(sep)[1]);
  return args.includes('--quick') ? ['unit', 'browser'] : undefined;
}
