import { expect } from 'chai';
import { at, newKey, openPage, type PageWindow } from '../support/page.ts';
import { clerkOf, sessions, shimLines } from '../support/session.ts';

/** Opens, sends, aborts, opens and sends one object, as type-ahead code does, and tells of its events. */
function twice({ XMLHttpRequest }: PageWindow, method: string, key: string): Promise<string[]> {
  const xhr = new XMLHttpRequest();
  const events: string[] = [];
  for (const type of ['loadstart', 'error', 'abort', 'load', 'loadend']) {
    xhr.addEventListener(type, () => events.push(`${type} ${xhr.status}`));
  }
  xhr.open(method, at('backend', key, 'echo', 'first'));
  xhr.send('1');
  xhr.abort();
  return new Promise((resolve) => {
    xhr.onloadend = () => resolve(events);
    xhr.open(method, at('backend', key, 'echo', 'second'));
    xhr.send('2');
  });
}

describe('an XHR that is used again', () => {
  for (const method of ['GET', 'POST']) {
    it(`D6: aborted while it is held, and sent again at once (${method})`, async () => {
      const page = await openPage({ head: [{ clerk: {} }, { shim: { 'data-backend-origins': 'localhost:*' } }] });
      const key = newKey();
      const events = twice(page.window, method, key);
      clerkOf(page.window).become('sess_A');
      expect(await events).to.deep.equal([
        'loadstart 0',
        'abort 0',
        'loadend 0',
        'loadstart 0',
        'load 200',
        'loadend 200',
      ]);
      expect(await sessions(key)).to.deep.equal(['sess_A']);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }
});
