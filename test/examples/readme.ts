import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOfPackage, ROOT } from '../servers/files.ts';

/** The steps in the first two shell blocks of an example's README. */
export interface Readme {
  /** Files of this project, and their paths in the reader's copy of the example. */
  copies: { from: string; to: string }[];
  /** Starts the example at port 8000, in the first block with the stand-in for Clerk. */
  command: string[];
  /** The names of the variables that the second block sets, for a real instance. */
  variables: string[];
  /** The packages of Debian that it names. */
  packages: string[];
}

/** @throws an error if there is a line in it that the tests could not follow */
export function readReadme(example: string): Readme {
  const text = readFileSync(join(ROOT, 'examples', example, 'README.md'), 'utf8');
  const [first = [], second = []] = [...text.matchAll(/^```sh\n(.*?)^```$/gms)].map(([, block = '']) =>
    block.split('\n').filter(Boolean),
  );
  const fail = (line: string): never => {
    throw new Error(`the README of ${example} has a line that no test follows: ${line}`);
  };
  const directory = `~/orders-${example}`;
  const start = `npm run with-clerk -- ${directory} `;
  const [copy, ...steps] = first;
  const last = steps.pop() ?? '';
  if (copy !== `cp -r examples/${example} ${directory}`) fail(`${copy}`);
  if (!last.startsWith(start)) fail(last);
  const command = last.slice(start.length);

  const copies = steps.flatMap((step) => {
    // `prepare` of `stacks.ts` stands in for it.
    if (step === `npm install --prefix ${directory}`) return [];
    return [copyOf(step.replace(directory, '.')) ?? fail(step)];
  });

  const [enter, ...exports] = second;
  const own = exports.pop();
  if (enter !== `cd ${directory}`) fail(`${enter}`);
  if (own !== command) fail(`${own}`);
  const variables = exports.map((line) => /^export (\w+)=/.exec(line)?.[1] ?? fail(line));
  const packages = /\(on Debian:\s+`([^`]+)`/.exec(text)?.[1]?.split(/\s+/) ?? [];
  return { copies, command: command.split(' '), variables, packages };
}

/** The file that a line puts into the example, from `dist/` or from a package. */
function copyOf(line: string): Readme['copies'][number] | undefined {
  const [, from, folder] = /^cp (dist\/\S+) \.\/(\S+)\/$/.exec(line) ?? [];
  if (from && folder) return { from, to: join(folder, from.replace('dist/', '')) };
  const [, to, name, version, path] =
    /^curl -Lo \.\/(\S+) https:\/\/unpkg\.com\/(@?[^@]+)@([\d.]+)\/(\S+)$/.exec(line) ?? [];
  return to && name && version && path ? { from: inPackage(name, version, path), to } : undefined;
}

function inPackage(name: string, version: string, path: string): string {
  const directory = folderOfPackage(name);
  const { version: installed } = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8'));
  if (installed !== version) throw new Error(`a README names ${name} ${version}, but ${installed} is tested`);
  return `${directory}/${path}`;
}
