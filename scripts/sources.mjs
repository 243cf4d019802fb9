import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';

/** The TypeScript files below some directories, parsed: `{ file, program, comments }`. `file` is relative to `root`. */
export function readSources(root, ...directories) {
  return directories
    .flatMap((directory) =>
      readdirSync(join(root, directory), { recursive: true, encoding: 'utf8' }).map((name) => `${directory}/${name}`),
    )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.ts') && !file.includes('/node_modules/'))
    .sort()
    .map((file) => {
      const code = readFileSync(join(root, file), 'utf8');
      const { program, comments } = parse(code, {
        sourceType: 'module',
        plugins: ['typescript'],
        createImportExpressions: true,
        sourceFilename: file,
      });
      return { file, program, comments };
    });
}

/**
 * Visits a node of the syntax tree and all below it.
 *
 * @param visit is called with each node; what it gives back reaches the visits of the nodes below as second argument
 */
export function walk(node, visit, given) {
  const handedOn = visit(node, given);
  for (const [name, value] of Object.entries(node)) {
    if (name === 'loc' || /Comments$/.test(name)) continue;
    for (const child of [value].flat()) if (child && typeof child.type === 'string') walk(child, visit, handedOn);
  }
}

/** Prints what a check has found, and ends the process with 1 if that is anything. */
export function report(faults) {
  for (const fault of faults) console.error(fault);
  if (faults.length) process.exitCode = 1;
}
