// Fails where a document links to a file of the project that is not there.
// `node scripts/check-links.mjs [directory]`: checks the project, or another one with the same layout.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { ROOT } from './setup/root.mjs';
import { report } from './sources.mjs';

const root = process.argv[2] ?? ROOT;
const documentsIn = (directory) =>
  readdirSync(join(root, directory)).flatMap((name) => (name.endsWith('.md') ? [join(directory, name)] : []));
const examples = readdirSync(join(root, 'examples'), { withFileTypes: true }).flatMap((entry) =>
  entry.isDirectory() ? [join('examples', entry.name)] : [],
);

const faults = [];
for (const file of ['.', 'docs', 'test', 'examples', ...examples].flatMap(documentsIn)) {
  for (const [i, line] of readFileSync(join(root, file), 'utf8').split('\n').entries()) {
    for (const [, target] of line.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)) {
      if (!existsSync(join(root, dirname(file), target))) faults.push(`${file}:${i + 1}: there is no file ${target}`);
    }
  }
}
report(faults);
