import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../support/server/files.ts';

/** What the README of an example has its reader do, from the first block of shell in it. */
export interface Readme {
  /** Files of this project, and where they are copied to in the reader's folder. */
  copies: { from: string; to: string }[];
  /** The names of the variables that it sets. */
  variables: string[];
  /** Starts the example at port 8000. */
  command: string[];
}

/** @throws an error if there is a line in it that the tests could not follow */
export function readReadme(example: string): Readme {
  const text = readFileSync(join(ROOT, 'examples', example, 'README.md'), 'utf8');
  const [, block = ''] = /^```sh\n(.*?)^```$/ms.exec(text) ?? [];
  const lines = block.split('\n').filter(Boolean);
  const readme: Readme = { copies: [], variables: [], command: lines.pop()?.split(' ') ?? [] };
  for (const line of lines) {
    const [, from, folder] = /^cp (dist\/\S+) ~\/orders\/(\S+)\/$/.exec(line) ?? [];
    const [, to, name, version, path] =
      /^curl -Lo (\S+) https:\/\/unpkg\.com\/(@?[^@]+)@([\d.]+)\/(\S+)$/.exec(line) ?? [];
    const [, variable] = /^export (\w+)=/.exec(line) ?? [];
    if (from && folder) readme.copies.push({ from, to: join(folder, from.replace('dist/', '')) });
    else if (to && name && version && path) readme.copies.push({ from: inPackage(name, version, path), to });
    else if (variable) readme.variables.push(variable);
    else if (!isOther(line, example))
      throw new Error(`the README of ${example} has a line that no test follows: ${line}`);
  }
  return readme;
}

/** The copy of the folder, and the packages, which `prepare` of `stacks.ts` stands in for. */
const isOther = (line: string, example: string) =>
  [`cp -r examples/${example} ~/orders`, 'cd ~/orders'].includes(line) ||
  /^(npm install|bundle install|go mod tidy|pip install -r requirements\.txt)$/.test(line);

function inPackage(name: string, version: string, path: string): string {
  const directory = `node_modules/${name}`;
  const { version: installed } = JSON.parse(readFileSync(join(ROOT, directory, 'package.json'), 'utf8'));
  if (installed !== version) throw new Error(`a README names ${name} ${version}, but ${installed} is tested`);
  return `${directory}/${path}`;
}
