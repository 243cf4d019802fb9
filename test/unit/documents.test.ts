import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';
import { expect } from 'chai';
import manifest from '../../package.json' with { type: 'json' };
import { readOptions } from '../../src/config/options.ts';
import * as messages from '../../src/messages.ts';
import type { Options } from '../../src/types.ts';

const read = (file: string) => readFileSync(file, 'utf8');

describe('docs/troubleshooting.md', () => {
  /** What writes messages, and has no text of its own. */
  const WRITERS = ['say', 'createSayOnce'];

  /** The texts of messages.ts, with `…` for what differs from page to page. A message may be shorter if it has nothing to name. */
  const texts = Object.entries(messages).flatMap(([name, value]) => {
    if (WRITERS.includes(name)) return [];
    if (typeof value !== 'function') return [{ name, text: value }];
    const write = value as (...values: unknown[]) => string;
    return ['…', ''].map((filler) => ({ name, text: write(...Array(write.length).fill(filler)) }));
  });

  /** The first column of the tables. */
  const documented = read('docs/troubleshooting.md')
    .replace(/^.*?\n## Messages/s, '')
    .split('\n')
    .flatMap((line) => /^\| `(.*?)` \|/.exec(line)?.[1] ?? []);
  const patternOf = (text: string) =>
    new RegExp(
      `^${text
        .trim()
        .split(/\s*…\s*/)
        .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
        .join('.*')}$`,
      's',
    );
  const says = (text: string) => documented.filter((each) => patternOf(each).test(text.trim()));

  for (const name of new Set(texts.map((each) => each.name))) {
    it(`F1: explains the message ${name}`, () => {
      const missing = texts.filter((each) => each.name === name && !says(each.text)[0]);
      expect(missing.map(({ text }) => text)).to.deep.equal([]);
    });
  }

  it('F1: explains no message that does not exist', () => {
    const used = new Set(texts.flatMap(({ text }) => says(text)));
    expect(documented.filter((text) => !used.has(text))).to.deep.equal([]);
  });

  it('F1: the table of mistakes quotes messages that the page explains', () => {
    const [, mistakes = ''] = /\n## Mistakes.*?\n(\|.*?)\n\n/s.exec(read('docs/troubleshooting.md')) ?? [];
    const quoted = mistakes
      .split('\n')
      .slice(2)
      .flatMap((line) => [
        ...(line
          .split(' | ')
          .slice(1)
          .join(' | ')
          .match(/`[^`]+`/g) ?? []),
      ])
      .map((text) => text.slice(1, -1))
      .filter((text) => text !== 'explain(url)');
    expect(quoted.length).to.be.above(20);
    expect(quoted.filter((text) => !documented.includes(text))).to.deep.equal([]);
  });

  it('F1: has no row that fits any message', () => {
    expect(documented.filter((text) => text.replace(/\W/g, '').length < 5)).to.deep.equal([]);
  });
});

describe('README.md', () => {
  const readme = read('README.md');

  it('has fewer than 120 lines', () => {
    expect(readme.split('\n').length).to.be.below(120);
  });

  it('G3: pins one file, of the version of the package, with its integrity', () => {
    expect(readme.match(/sha384-/g)).to.have.length(1);
    const [tag = ''] = /<script src="https:[^>]*>/.exec(readme) ?? [];
    expect(tag).to.include(`/clerk-ajax@${manifest.version}/dist/clerk-ajax.min.js"`);
    expect(tag).to.match(/ integrity="sha384-[\w+/=]{64}"\s+crossorigin="anonymous"/);
    expect(readme).to.include(`version ${manifest.version}`);
  });

  it('G1: names sizes that the files do not exceed', () => {
    const most = (text: string) => Number(/under (\d+) kB compressed/i.exec(text)?.[1]) * 1000;
    const sizeOf = (file: string) => brotliCompressSync(readFileSync(`dist/${file}`)).length;
    expect(sizeOf('clerk-ajax.min.js')).to.be.below(most(readme));
    expect(sizeOf('clerk-ajax.all.min.js')).to.be.below(most(read('docs/configuration.md')));
  });
});

describe('the tags in the documents', () => {
  const documents = ['README.md', 'docs/configuration.md', 'examples/README.md'];
  const tags = documents.flatMap((file) =>
    (read(file).match(/<script [^>]*clerk-ajax[^>]*>/g) ?? []).map((tag) => ({ file, tag })),
  );
  const attributeOf = (option: string) => `data-${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

  it('A2: the documents have tags', () => {
    expect(tags.length).to.be.above(4);
  });

  for (const { file, tag } of tags) {
    const attributes = new Map(
      [...tag.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const names = [...attributes.keys()].filter((name) => name.startsWith('data-') && !name.startsWith('data-clerk-'));

    it(`A2: ${file}: ${names.join(' ')} has no fault`, () => {
      const faults: string[] = [];
      const asked = new Set<string>();
      const get = (option: keyof Options) => {
        asked.add(attributeOf(option));
        return attributes.get(attributeOf(option));
      };
      readOptions(
        get,
        (option, complaint) => faults.push(`${option} ${complaint}`),
        ['fetch', 'xhr'],
        'https://app.test',
      );
      expect(faults).to.deep.equal([]);
      expect(names.filter((name) => !asked.has(name))).to.deep.equal([]);
    });
  }
});
