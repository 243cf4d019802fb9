import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, type FrameLink, newKey, openPage } from '../kit/page.ts';

// Rule F4 over the whole run: what the shim says in the pages of all tests. Session IDs of tests begin with `sess_`,
// tokens with `tok_` or `fake-token-of-`.

const secretsIn = (lines: string[]) =>
  lines.filter((line) => line.startsWith('[clerk-ajax]') && /sess_|tok_|token-of|bearer/i.test(line));

const consoles = new Map<HTMLIFrameElement, FrameLink['console']>();
const found: string[] = [];

// Each page under test is a frame of this document; its console outlives it.
new MutationObserver((records) => {
  for (const { addedNodes } of records) {
    for (const node of addedNodes) {
      const { link } = node as HTMLIFrameElement & { link?: FrameLink };
      if (link) consoles.set(node as HTMLIFrameElement, link.console);
    }
  }
}).observe(document.body, { childList: true });

function scan(title: string): void {
  for (const [frame, list] of consoles) {
    found.push(...secretsIn(list.map(({ text }) => text)).map((line) => `${title}: ${line}`));
    if (!frame.isConnected) consoles.delete(frame);
  }
}

afterEach(function () {
  scan(this.currentTest?.fullTitle() ?? '');
});

after('F4: nothing of a session in the console of any test', () => {
  expect([...new Set(found)]).to.deep.equal([]);
});

describe('secrets in the console', () => {
  it('F4: the watch over all tests sees the pages that they open, and knows a secret', async () => {
    const page = await openPage(shimmedPage({ 'data-debug': '' }));
    await page.window.fetch(at('backend', newKey(), 'echo'));
    const [line = ''] = page.said('debug');
    expect(consoles.get(page.frame)).to.equal(page.console);
    expect(secretsIn([line])).to.deep.equal([]);
    for (const secret of ['?_clerk_session_id=sess_A', 'tok_1', 'fake-token-of-sess_A', 'Bearer x']) {
      expect(secretsIn([`${line}${secret}`])).to.have.length(1);
    }
  });
});
