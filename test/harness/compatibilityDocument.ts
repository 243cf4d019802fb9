import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { EngineName } from '../kit/protocol.ts';
import { ROOT } from '../servers/files.ts';
import { type Result, startRun } from './run.ts';

const FILE = join(ROOT, 'docs/compatibility.md');

export const ENGINE_TITLES: Record<EngineName, string> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKit',
  chromium75: 'Chromium 75',
};

/** A section of docs/compatibility.md that the tests own. */
export interface Section {
  /** Of the markers that stand around it, and of the suite that it belongs to. */
  name: string;
  suite: string;
  title: string;
  /** Makes the text, given what stands there. */
  make(old: string): string;
}

/** Compares a section with what it should be, or writes it. */
export function checkSection({ name, suite, title, make }: Section, update: boolean): Result {
  const run = startRun(`${suite} · docs/compatibility.md`);
  const [begin, end] = [`<!-- ${name}:begin -->`, `<!-- ${name}:end -->`];
  const document = existsSync(FILE) ? readFileSync(FILE, 'utf8') : '# Compatibility\n';
  const [, behind = ''] = document.split(begin);
  const [old = ''] = behind.split(end);
  const section = make(old);
  if (section === old) run.note({ type: 'pass', title: `"${title}" is what the tests know`, duration: 0 });
  else if (update) {
    const after = document.includes(begin)
      ? document.replace(`${begin}${old}${end}`, () => `${begin}${section}${end}`)
      : `${document}\n## ${title}\n\n${begin}${section}${end}\n`;
    mkdirSync(dirname(FILE), { recursive: true });
    writeFileSync(FILE, after);
    run.note({ type: 'pass', title: `"${title}" is written`, duration: 0 });
  } else {
    const had = new Set(old.split('\n'));
    const lines = section.split('\n').filter((line) => !had.has(line));
    const message = `after npm test -- --suite ${suite} --update it would have:\n${lines.join('\n') || '(fewer lines)'}`;
    run.note({ type: 'fail', title: `"${title}" is what the tests know`, message, stack: '', duration: 0 });
  }
  return run.result();
}

export function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
