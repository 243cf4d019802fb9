// Fails where a function of src/ or doctor/ is too long or too deep inside others, and where one of src/ has too many
// parameters. Arrow functions without braces read as expressions, and are no level of their own.
// `node scripts/check-functions.mjs [directory]`: checks the project, or another one.
import { ROOT } from './setup/root.mjs';
import { readSources, report, walk } from './sources.mjs';

const MOST_LINES = 60;
/** How deep functions may be nested. */
const DEEPEST = 3;
/** More are hard to tell apart at a call: one object has them by name. */
const MOST_PARAMETERS = 4;

/** How many parameters a function, or the type of one, has. TypeScript's `this` is none. */
const parametersOf = ({ params = [], parameters = [] }) =>
  [params, parameters].flat().filter(({ name }) => name !== 'this').length;

const isFunction = ({ type, body }) => /Function|Method/.test(type) && body?.type === 'BlockStatement';

const faults = [];
for (const { file, program } of readSources(process.argv[2] ?? ROOT, 'src', 'doctor')) {
  const visit = (node, depth) => {
    const parameters = /Function|Method|Constructor|CallSignature/.test(node.type) ? parametersOf(node) : 0;
    if (file.startsWith('src/') && parameters > MOST_PARAMETERS) {
      faults.push(
        `${file}:${node.loc.start.line}: a function with ${parameters} parameters; ${MOST_PARAMETERS} are allowed`,
      );
    }
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
