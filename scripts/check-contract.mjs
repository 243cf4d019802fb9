// Fails where a comment or a test title cites a rule that docs/contract.md does not have, and where no test title cites a
// rule that it has.
// `node scripts/check-contract.mjs [directory]`: checks the project, or another one with the same layout.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './setup/root.mjs';
import { readSources, report, walk } from './sources.mjs';

const CONTRACT = 'docs/contract.md';

// D, D6, D2a; and lists of them: "D1", "D1, D6", "D1 D6", "A1 to A5".
const RULE = '[A-L](?:\\d{1,2}[a-z]?)?';
const LIST = `${RULE}(?:(?:,? and |,? or | to |, ?| )${RULE})*(?![\\w-])`;

/** A citation says "rule" or "rules", or begins what stands in parentheses: `rules B1 and B2`, `(C1, C2)`, `(F1: not per call)`. */
const CITATION = new RegExp(`\\b[Rr]ules? (${LIST})|\\((?:rules? )?(${LIST})(?=[):;,])`, 'g');
/** So does a number that stands in a sentence as a word of its own: "G2 asks for that", but not "the F5 key", `A4`, %E4, #A1. */
const WORD = /(?<![\w%\\#$./@'"-])[A-L]\d{1,2}[a-z]?(?![\w%/'"-]|\.\d|\s+keys?\b)/g;
/** A test title begins with its rules: "D6: …", "B4 E3: …". Some functions that make titles are given the rules alone. */
const TITLE = new RegExp(`^(${LIST})(?::|$)`);

const TITLED = ['describe', 'it', 'before', 'after', 'compareRows', 'table'];

const rulesIn = (list) => list.match(new RegExp(RULE, 'g'));

/** The rules of the contract, and its chapters, with the line of each. */
function readContract(root) {
  const rules = new Map();
  const chapters = new Map();
  const faults = [];
  for (const [i, text] of readFileSync(join(root, CONTRACT), 'utf8').split('\n').entries()) {
    const [, chapter] = /^## ([A-Z])\. /.exec(text) ?? [];
    const [, rule] = /^(?:- )?\*\*([A-Z]\d*[a-z]?)\.\*\* /.exec(text) ?? [];
    if (chapter) chapters.set(chapter, i + 1);
    if (!rule) continue;
    if (rules.has(rule)) faults.push(`${CONTRACT}:${i + 1}: ${rule} stands here a second time`);
    if (![...chapters.keys()].pop()?.startsWith(rule[0]))
      faults.push(`${CONTRACT}:${i + 1}: ${rule} is not in its chapter`);
    rules.set(rule, i + 1);
  }
  return { rules, chapters, faults };
}

/** The rules that a comment cites, each with its place in the text. What stands in backquotes is code. */
function citedIn(text, hasNumbers) {
  const prose = text.replace(/`[^`]*`/g, (code) => code.replace(/./g, '.'));
  const cited = [];
  for (const { 1: rules, 2: bracketed, index } of prose.matchAll(CITATION)) {
    for (const rule of rulesIn(rules ?? bracketed)) cited.push({ rule, index });
  }
  for (const { 0: rule, index } of prose.matchAll(WORD)) if (hasNumbers(rule[0])) cited.push({ rule, index });
  return cited;
}

/** The titles of tests in a file. */
function titlesOf(program) {
  const titles = [];
  walk(program, ({ type, callee, arguments: given }) => {
    const name = type === 'CallExpression' && (callee.object ?? callee).name;
    const [title] = given ?? [];
    const text = title?.type === 'TemplateLiteral' ? title.quasis[0].value.cooked : title?.value;
    if (TITLED.includes(name) && typeof text === 'string') titles.push({ text, line: title.loc.start.line });
  });
  return titles;
}

const root = process.argv[2] ?? ROOT;
const { rules, chapters, faults } = readContract(root);
const hasNumbers = (letter) => [...rules.keys()].some((rule) => rule.length > 1 && rule.startsWith(letter));
const tested = new Set();
const missing = new Set();
const lookUp = (rule, file, line) => {
  if (!rules.has(rule) && !chapters.has(rule))
    missing.add(`${file}:${line}: cites ${rule}, which ${CONTRACT} does not have`);
};

for (const { file, program, comments } of readSources(root, 'src', 'doctor', 'test', 'demo')) {
  for (const { value, loc } of comments) {
    for (const { rule, index } of citedIn(value, hasNumbers)) {
      lookUp(rule, file, loc.start.line + value.slice(0, index).split('\n').length - 1);
    }
  }
  if (!file.startsWith('test/')) continue;
  for (const { text, line } of titlesOf(program)) {
    for (const rule of rulesIn(TITLE.exec(text)?.[1] ?? '') ?? []) {
      lookUp(rule, file, line);
      tested.add(rule);
    }
  }
}

for (const [rule, line] of rules) {
  if (!tested.has(rule)) faults.push(`${CONTRACT}:${line}: no test title begins with ${rule}`);
}
report([...faults, ...missing]);
