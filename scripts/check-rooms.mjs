// Fails where an import runs the wrong way between the rooms of src/, or between test/, demo/, doctor/, bench/ and src/; where
// files import each other in a circle; and where Clerk's names are used outside of src/clerk/. Imports of types count like all
// others.
// `node scripts/check-rooms.mjs [directory]`: checks the project, or another one with the same layout.
import { dirname, join } from 'node:path/posix';
import { ROOT } from './setup/root.mjs';
import { readSources, report, walk } from './sources.mjs';

const EVERY_ROOM = ['messages.ts', 'types.ts'];
const BELOW_CALLS = ['clerk', 'config', 'platform', ...EVERY_ROOM];

/** What each room of src/ may import beside itself. */
const ROOMS = {
  entries: ['install.ts', 'list of channels', 'channel.ts', 'calls', ...BELOW_CALLS],
  'install.ts': ['channel.ts', 'calls', ...BELOW_CALLS],
  'list of channels': ['channel', 'channel.ts'],
  channel: ['channel.ts', 'calls', 'platform', ...EVERY_ROOM],
  'channel.ts': ['calls', 'platform', ...EVERY_ROOM],
  calls: BELOW_CALLS,
  clerk: ['platform', ...EVERY_ROOM],
  config: ['platform', ...EVERY_ROOM],
  platform: EVERY_ROOM,
  'messages.ts': [],
  'types.ts': [],
};

const SPECIAL = {
  'src/channels/core.ts': 'list of channels',
  'src/channels/all.ts': 'list of channels',
  'src/channels/channel.ts': 'channel.ts',
};

/**
 * What the folders around src/ may import beside themselves. test/main.ts runs all suites, and imports what it likes, and so
 * does what is in scripts/.
 */
const KITS = ['test/harness', 'test/servers', 'test/model', 'test/kit'];
const FOLDERS = {
  demo: ['test/servers'],
  doctor: ['src'],
  bench: [...KITS, 'src'],
  'test/kit': ['src', 'doctor', 'package.json'],
  'test/model': ['test/kit', 'src'],
  'test/servers': ['test/model', 'test/kit', 'src', 'doctor'],
  'test/harness': ['test/servers', 'test/model', 'test/kit', 'src'],
  suite: [...KITS, 'src', 'doctor', 'demo', 'package.json'],
};

const folderOf = (file) => /^(?:test\/[^/]+|[^/]+)/.exec(file)[0];

/** The room of a file of src/, or nothing where it stands in none. */
function roomOf(file) {
  const [, first, second] = file.split('/');
  const room = SPECIAL[file] ?? (first === 'channels' && second ? 'channel' : first);
  return room in ROOMS ? room : undefined;
}

/** A channel is a file, or a folder, of its own. */
const channelOf = (file) => /^src\/channels\/([^/.]+)/.exec(file)?.[1];

/** What is wrong with an import, if anything. */
function faultOf(file, { from, isType }) {
  const isRelative = from.startsWith('.');
  const target = isRelative ? join(dirname(file), from) : from;
  if (!file.startsWith('src/')) {
    const [own, other] = [folderOf(file), folderOf(target)];
    if (!isRelative || file === 'test/main.ts' || own === other) return undefined;
    const allowed = FOLDERS[own] ?? FOLDERS.suite;
    return allowed.includes(other) ? undefined : `${own}/ must not import ${other}`;
  }
  if (!isRelative) return isType ? undefined : `src/ must not import the package ${from} at run time`;
  if (!target.startsWith('src/')) return 'src/ must not import what is outside of it';
  const [own, other] = [roomOf(file), roomOf(target)];
  if (!own || !other) return undefined;
  if (own === 'channel' && other === 'channel' && channelOf(file) !== channelOf(target)) {
    return 'a channel must not import another one';
  }
  return own === other || ROOMS[own].includes(other) ? undefined : `${own} must not import ${other}`;
}

/** The imports of a file, with the line of each. */
function importsOf(program) {
  const imports = [];
  walk(program, (node) => {
    const { source, argument, type } = node;
    const from = type === 'TSImportType' ? argument : type === 'ImportExpression' || source?.type ? source : undefined;
    if (!from) return;
    const text = from.type === 'TemplateLiteral' ? from.quasis[0].value.cooked : (from.literal ?? from).value;
    const isType = type === 'TSImportType' || node.importKind === 'type' || node.exportKind === 'type';
    if (text) imports.push({ from: text.split('?')[0], isType, line: node.loc.start.line });
  });
  return imports;
}

const CLERK_SCRIPT = /script\[|clerk-js|clerk\.browser/;

/** The lines where a file reads or writes `window.Clerk`, or looks for Clerk's script tags. */
function linesWithClerk(program) {
  const lines = [];
  walk(program, (node) => {
    const name = node.property ?? node.key;
    const text = node.type === 'TemplateElement' ? node.value.cooked : node.value;
    const isText = /^(?:StringLiteral|TemplateElement)$/.test(node.type);
    const isName = name?.type === 'Identifier' && name.name === 'Clerk';
    if (isName || (isText && (text === 'Clerk' || CLERK_SCRIPT.test(text)))) lines.push(node.loc.start.line);
  });
  return [...new Set(lines)];
}

/** The circles among imports: lists of files, each of which begins with the one that comes first in the alphabet. */
function circlesOf(imports) {
  const circles = new Map();
  const done = new Set();
  const visit = (file, path) => {
    const start = path.indexOf(file);
    if (start >= 0) {
      const circle = path.slice(start);
      const first = circle.indexOf([...circle].sort()[0]);
      const sorted = [...circle.slice(first), ...circle.slice(0, first)];
      circles.set(`${sorted}`, sorted);
    } else if (!done.has(file)) {
      for (const next of imports.get(file) ?? []) visit(next, [...path, file]);
      done.add(file);
    }
  };
  for (const file of imports.keys()) visit(file, []);
  return [...circles.values()];
}

const root = process.argv[2] ?? ROOT;
const faults = [];
const localImports = new Map();
for (const { file, program } of readSources(root, 'src', 'doctor', 'test', 'demo', 'bench')) {
  const isOfSrc = file.startsWith('src/');
  if (isOfSrc && !roomOf(file)) faults.push(`${file}: stands in no room that scripts/check-rooms.mjs knows`);
  const imports = importsOf(program);
  const local = imports.filter(({ from }) => from.startsWith('.'));
  localImports.set(file, new Set(local.map(({ from }) => join(dirname(file), from))));
  for (const each of imports) {
    const fault = faultOf(file, each);
    if (fault) faults.push(`${file}:${each.line}: ${fault} (${each.from})`);
  }
  if (!isOfSrc || file.startsWith('src/clerk/')) continue;
  for (const line of linesWithClerk(program)) {
    faults.push(`${file}:${line}: window.Clerk and Clerk's script tags are known in src/clerk/ alone`);
  }
}
for (const [first, ...others] of circlesOf(localImports)) {
  faults.push(`${first}: a circle of imports: ${[...others, first].join(' → ')}`);
}
report(faults);
