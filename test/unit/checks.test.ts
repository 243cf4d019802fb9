import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';

/** Runs a check of scripts/ on a project that is made up; gives back the lines that it prints and how it ends. */
function check(name: string, files: Record<string, string>): { lines: string[]; status: number | null } {
  const root = mkdtempSync(join(tmpdir(), 'clerk-ajax-checks-'));
  try {
    for (const [file, text] of Object.entries({
      'src/a': '',
      'test/a': '',
      'demo/a': '',
      'doctor/a': '',
      'bench/a': '',
      ...files,
    })) {
      mkdirSync(dirname(join(root, file)), { recursive: true });
      writeFileSync(join(root, file), text);
    }
    const { stderr, status } = spawnSync(process.execPath, [`scripts/${name}.mjs`, root], { encoding: 'utf8' });
    return { lines: stderr.split('\n').filter(Boolean), status };
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('check-rooms', () => {
  it('lets imports run downwards', () => {
    const { lines, status } = check('check-rooms', {
      'src/entries/script.ts':
        "import './index.ts'; import '../install.ts'; import { core } from '../channels/core.ts';",
      'src/install.ts': "import type { Channel } from './channels/channel.ts'; import './calls/calls.ts';",
      'src/channels/core.ts': "import './xhr/xhr.ts';",
      'src/channels/xhr/xhr.ts': "import '../../calls/calls.ts'; import './call.ts'; import '../channel.ts';",
      'src/calls/calls.ts': "import '../clerk/clerk.ts'; import '../messages.ts';",
      'src/clerk/clerk.ts': "import '../platform/url.ts'; import type { C } from '@clerk/shared'; window.Clerk;",
      'src/platform/url.ts': "import type { T } from '../types.ts'; // window.Clerk is known elsewhere",
      'test/main.ts': "import './browser/table.ts';",
      'test/browser/a.test.ts': "import './table.ts'; import '../kit/page.ts'; import '../../src/entries/index.ts';",
    });
    expect(lines).to.deep.equal([]);
    expect(status).to.equal(0);
  });

  it('names every import that runs another way, with its line', () => {
    const { lines, status } = check('check-rooms', {
      'src/calls/calls.ts': "\nimport type { X } from '../channels/channel.ts';",
      'src/channels/beacon.ts': "import './fetch/fetch.ts';",
      'src/channels/core.ts': "import '../calls/calls.ts';",
      'src/channels/fetch/fetch.ts': "import '../../clerk/clerk.ts';\nimport '../xhr/xhr.ts';\nimport '../core.ts';",
      'src/clerk/clerk.ts': "import '../config/options.ts';\nimport '../../test/kit/page.ts';",
      'src/config/options.ts': "export * from '../install.ts';\nimport { x } from 'axios';",
      'src/install.ts': "import './channels/core.ts';",
      'src/messages.ts': "import './types.ts';",
      'src/other/other.ts': '',
      'src/platform/url.ts': "const x = import('../calls/calls.ts');\nlet y: import('../clerk/clerk.ts').Clerk;",
      'demo/main.ts': "import '../test/kit/page.ts';",
      'test/kit/rows.ts': "import '../browser/table.ts';",
      'test/unit/a.test.ts': "import '../browser/table.ts';",
    });
    expect(lines.map((line) => line.replace(/:(?= )/, ''))).to.deep.equal([
      'demo/main.ts:1 demo/ must not import test/kit (../test/kit/page.ts)',
      'src/calls/calls.ts:2 calls must not import channel.ts (../channels/channel.ts)',
      'src/channels/beacon.ts:1 a channel must not import another one (./fetch/fetch.ts)',
      'src/channels/core.ts:1 list of channels must not import calls (../calls/calls.ts)',
      'src/channels/fetch/fetch.ts:1 channel must not import clerk (../../clerk/clerk.ts)',
      'src/channels/fetch/fetch.ts:2 a channel must not import another one (../xhr/xhr.ts)',
      'src/channels/fetch/fetch.ts:3 channel must not import list of channels (../core.ts)',
      'src/clerk/clerk.ts:1 clerk must not import config (../config/options.ts)',
      'src/clerk/clerk.ts:2 src/ must not import what is outside of it (../../test/kit/page.ts)',
      'src/config/options.ts:1 config must not import install.ts (../install.ts)',
      'src/config/options.ts:2 src/ must not import the package axios at run time (axios)',
      'src/install.ts:1 install.ts must not import list of channels (./channels/core.ts)',
      'src/messages.ts:1 messages.ts must not import types.ts (./types.ts)',
      'src/other/other.ts stands in no room that scripts/check-rooms.mjs knows',
      'src/platform/url.ts:1 platform must not import calls (../calls/calls.ts)',
      'src/platform/url.ts:2 platform must not import clerk (../clerk/clerk.ts)',
      'test/kit/rows.ts:1 test/kit/ must not import test/browser (../browser/table.ts)',
      'test/unit/a.test.ts:1 test/unit/ must not import test/browser (../browser/table.ts)',
    ]);
    expect(status).to.equal(1);
  });

  it('names every circle of imports in src/, of types neither', () => {
    const { lines, status } = check('check-rooms', {
      'src/calls/a.ts': "import './b.ts'; import './c.ts';",
      'src/calls/b.ts': "import type { C } from './c.ts';",
      'src/calls/c.ts': "import './b.ts'; import './a.ts';",
    });
    expect(lines).to.have.members([
      'src/calls/a.ts: a circle of imports: src/calls/b.ts → src/calls/c.ts → src/calls/a.ts',
      'src/calls/b.ts: a circle of imports: src/calls/c.ts → src/calls/b.ts',
    ]);
    expect(status).to.equal(1);
  });

  it("names every place outside of src/clerk/ that knows Clerk's names", () => {
    const uses = [
      'window.Clerk',
      "window['Clerk']",
      'const { Clerk } = window',
      'window as { Clerk?: object }',
      "document.querySelector('script[src]')",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a file
      '`${x}/clerk.browser.js`',
    ];
    const { lines } = check('check-rooms', { 'src/calls/a.ts': `${uses.join(';\n')};\nwindow.ClerkAjax; 'a Clerk';` });
    expect(lines.map((line) => line.split(':')[1])).to.deep.equal(uses.map((_, i) => `${i + 1}`));
  });
});

describe('check-functions', () => {
  it('names functions that are too long, too deep or have too many parameters, and counts no arrow without braces', () => {
    const { lines, status } = check('check-functions', {
      'src/calls/deep.ts':
        'function a() {\n  const b = () => {\n    return { c() {\n      return () => {};\n    } };\n  };\n}',
      'src/calls/fine.ts': `const a = () => () => () => () => { return () => {}; };\nfunction b() {${'\n'.repeat(59)}}`,
      'src/calls/long.ts': `\nclass A { a() {${'\n'.repeat(60)}} }`,
      'src/calls/many.ts':
        'function a(this: 0, b, c, { d, e, f }, [g]) {}\ninterface A { a(b, c, d, e, f): 0 }\nconst h = (b, c, d, e, f?) => 0;',
    });
    expect(lines).to.deep.equal([
      'src/calls/deep.ts:4: a function inside 3 others; give one of them a place of its own',
      'src/calls/long.ts:2: a function of 61 lines; 60 are allowed',
      'src/calls/many.ts:2: a function with 5 parameters; 4 are allowed',
      'src/calls/many.ts:3: a function with 5 parameters; 4 are allowed',
    ]);
    expect(status).to.equal(1);
  });
});

describe('check-contract', () => {
  const contract = '## A. First\n\n**A.** This.\n- **A1.** That.\n\n## G. Last\n\n- **G2.** It.\n- **G2a.** It, too.\n';
  const tests = "it('A1 A: …'); it(`G2, G2a: …`); describe('other', () => {});";

  it('takes every way to cite a rule, and nothing that only looks like one', () => {
    const { lines, status } = check('check-contract', {
      'docs/contract.md': contract,
      'src/a.ts': [
        '// One (A1), two (rules A, G2), three (rule G): G2 asks for that (A1: so), rules A1 to G2a.',
        '/* UTF8, H1, %E4, #A9, 0xA7, the G5 key, the keys `G7` and "A9", (I think), DA44, A9.5, (see RFC 1) */',
        "'(B9)';",
      ].join('\n'),
      'test/unit/a.test.ts': `${tests} it('in quirks mode: …'); f('B9: …');`,
    });
    expect(lines).to.deep.equal([]);
    expect(status).to.equal(0);
  });

  it('names each citation of a rule that is not there, with its line', () => {
    const { lines, status } = check('check-contract', {
      'docs/contract.md': contract,
      'src/a.ts': '// As rule A2 says.\n/**\n * First (A1, A3).\n * (I)\n * A4 asks for it: rules A1 and A5.\n */',
      'test/browser/a.test.ts': `${tests}\ncompareRows('G2 A6', {});\nit('B1: …');`,
    });
    const cited = ['src/a.ts:1: cites A2', 'src/a.ts:3: cites A3', 'src/a.ts:4: cites I', 'src/a.ts:5: cites A5'];
    const titled = ['test/browser/a.test.ts:2: cites A6', 'test/browser/a.test.ts:3: cites B1'];
    expect(lines.map((line) => line.split(', which ')[0])).to.have.members([
      ...cited,
      'src/a.ts:5: cites A4',
      ...titled,
    ]);
    expect(status).to.equal(1);
  });

  it('names each rule that no test title cites, and each that stands twice or elsewhere', () => {
    const { lines, status } = check('check-contract', {
      'docs/contract.md': `${contract}- **A1.** Again.\n`,
      'test/unit/a.test.ts': "// G2a\nit('A, A1: …'); it('about G2a');",
    });
    expect(lines).to.deep.equal([
      'docs/contract.md:10: A1 stands here a second time',
      'docs/contract.md:10: A1 is not in its chapter',
      'docs/contract.md:8: no test title begins with G2',
      'docs/contract.md:9: no test title begins with G2a',
    ]);
    expect(status).to.equal(1);
  });
});

describe('check-links', () => {
  it('names each link to a file that is not there, with its line', () => {
    const { lines, status } = check('check-links', {
      'README.md': 'See [a](docs/a.md#b), [b](https://example.com/), [c](#here).\n[gone](docs/gone.md), [d](src/b)',
      'docs/a.md': '[up](../README.md) [src](../src/a) [out](../src/c)',
      'test/README.md': '',
      'examples/php/README.md': '[up](../../README.md) [gone](gone.php)',
    });
    expect(lines).to.deep.equal([
      'README.md:2: there is no file docs/gone.md',
      'README.md:2: there is no file src/b',
      'docs/a.md:1: there is no file ../src/c',
      'examples/php/README.md:1: there is no file gone.php',
    ]);
    expect(status).to.equal(1);
  });
});
