import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import express from 'express';
import { browserForSuite } from '../harness/drivenBrowser.ts';
import { holdsWithin, pause } from '../kit/until.ts';
import { type ClerkPage, startClerkPage } from './clerkPage.ts';
import { createMistakes, type Mistake, type Mistakes } from './mistakes.ts';
import { type Site, startSite } from './site.ts';

// Each mistake that docs/troubleshooting.md lists, in a page of its own: the console says what the document says.

/** What the table quotes of the messages, by the first column of its rows. */
function readTable(): Map<string, string[]> {
  const [, table = ''] = /\n## Mistakes.*?\n(\|.*?)\n\n/s.exec(readFileSync('docs/troubleshooting.md', 'utf8')) ?? [];
  const rows = table
    .split('\n')
    .slice(2)
    .map((line) => line.slice(2, -2).split(' | '));
  return new Map(rows.map(([row = '', messages = '']) => [row, messages.match(/`[^`]+`/g) ?? []]));
}

const TABLE = readTable();

/** Matches a message, where `…` stands for anything. */
const patternOf = (quoted: string) =>
  new RegExp(
    quoted
      .slice(1, -1)
      .trim()
      .split(/\s*…\s*/)
      .map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
      .join('.*'),
  );

describe('mistakes, and what the console says', function () {
  this.timeout(60_000);
  const browser = browserForSuite('chromium');
  let clerkPage: ClerkPage;
  let backend: Site;
  let mistakes: Mistakes;
  let current: Mistake;
  /** Each call has a URL of its own, and so a preflight. */
  let calls = 0;

  before(async () => {
    [clerkPage, backend] = await Promise.all([
      startClerkPage({
        host: 'app.acme.localhost',
        routes(app) {
          app.get('/mistake', (_, response) => {
            const { policy, attributes, write = (tags) => tags } = current;
            if (policy) response.set('Content-Security-Policy', policy);
            const tags = clerkPage.scripts(attributes ?? { 'data-token-origins': backend.origin });
            response.send(`<!DOCTYPE html>\n${write(tags)}`);
          });
          app.get('/slow.js', (_, response) => void setTimeout(() => response.type('js').send(''), 300));
        },
      }),
      startSite('api.acme.localhost'),
    ]);
    mistakes = await createMistakes(clerkPage, backend.origin);
    // An application for each call: `current` changes.
    backend.serve((request, response) => express().use(...(current.backend ?? mistakes.right))(request, response));
  });
  after(() => Promise.all([clerkPage, backend].map((server) => server?.close())));

  /** Gives what the shim says. */
  async function play(mistake: Mistake): Promise<string[]> {
    current = mistake;
    const { clerk } = clerkPage;
    const { instance } = clerk;
    const before = { ...instance };
    clerk.signIn('ada@example.com');
    mistake.prepare?.(clerk);
    // All share a profile, whose cache has ClerkJS.
    const page = await browser().newPage();
    try {
      const said: string[] = [];
      page.on('console', (line) => {
        if (line.text().startsWith('[clerk-ajax]')) said.push(line.text());
      });
      await page.goto(`${clerkPage.origin}/mistake`);
      if (!mistake.hasNoClerk) await page.evaluate('Clerk.load({ telemetry: false })');
      if (mistake.isSignedOut) await page.evaluate("become('')");
      await page.evaluate(mistake.call ?? `fetch('${backend.origin}/orders?${++calls}').then(() => {}, () => {})`);
      const { lines = 1 } = mistake;
      // The warning about CORS waits for a second, and must not follow that about a policy.
      if (lines) await holdsWithin(5000, () => said.length >= lines);
      await pause(mistake.policy || !lines ? 1100 : 20);
      return said;
    } finally {
      clerk.now = Date.now;
      Object.assign(instance, before);
      await page.close();
    }
  }

  it('F1: each mistake has a row', () => {
    expect([...TABLE.keys()]).to.have.members(Object.keys(mistakes.ofRows));
  });

  for (const [row, quoted] of TABLE) {
    it(`F1, F3, F5, F7: ${row}`, async () => {
      for (const mistake of mistakes.ofRows[row] ?? []) {
        const { what = row, lines = 1 } = mistake;
        const said = await play(mistake);
        expect(said, what).to.have.length(lines);
        if (lines) for (const each of quoted) expect(said.join('\n'), what).to.match(patternOf(each));
      }
    });
  }
});
