// Fails where a function of src/ or doctor/ is too long, or stands too deep in others. Arrow functions without braces read as
// expressions, and are no level of their own.
// `node scripts/check-functions.mjs [directory]`: checks the project, or another one.
import { ROOT } from './setup/root.mjs';
import { readSources, report, walk } from './sources.mjs';

const MOST_LINES = 60;
/** A function may hold functions, and these may once more. */
const DEEPEST = 3;

const isFunction = ({ type, body }) => /Function|Method/.test(type) && body?.type === 'BlockStatement';

const faults = [];
for (const { file, program } of readSources(process.argv[2] ?? ROOT, 'src', 'doctor')) {
  const visit = (node, depth) => {
    if (!isFunction(node)) return depth;
    const { start, end } = node.loc;
    const lines = end.line - start.line + 1;
    const complain = (fault) => faults.push(`${file}:${start.line}: ${fault}`);
    if (lines > MOST_LINES) complain(`a function of ${lines} lines; ${MOST_LINES} are allowed`);
    if (depth === DEEPEST) complain(`a function inside ${DEEPEST} others; give one of them a place of its own`);
    return depth + 1;
  };
  walk(program, visit, 0);
}
report(faults);
