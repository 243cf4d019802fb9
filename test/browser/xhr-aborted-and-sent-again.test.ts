import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { clerkOf, sessions, shimLines } from '../kit/session.ts';

/** Opens, sends, aborts, opens and sends one object, as type-ahead code does, and tells of its events. */
function twice(
  { XMLHttpRequest }: PageWindow,
  method: string,
  key: string,
  second: keyof typeof origins,
  async: boolean,
): Promise<string[]> {
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
    xhr.open(method, at(second, key, 'echo', 'second'), async);
    xhr.send('2');
  });
}

describe('an XHR that is used again', () => {
  for (const method of ['GET', 'POST']) {
    for (const [how, second, session, async] of [
      ['signed in', 'backend', 'sess_A', true],
      ['signed out', 'backend', null, true],
      ['for a call that is not ours', 'foreign', undefined, true],
      ['for a synchronous call', 'backend', undefined, false],
    ] as const) {
      it(`D6: an XHR that is aborted while it is held is sent again at once, ${how} (${method})`, async () => {
        const page = await openPage({ head: [{ clerk: {} }, { shim: { 'data-backend-origins': origins.backend } }] });
        const key = newKey();
        const events = twice(page.window, method, key, second, async);
        if (session !== undefined) clerkOf(page.window).become(session);
        expect(await events).to.deep.equal([
          ...['loadstart 0', 'abort 0', 'loadend 0'],
          ...(async ? ['loadstart 0'] : []),
          ...['load 200', 'loadend 200'],
        ]);
        expect(await sessions(key)).to.deep.equal([session ?? null]);
        expect(shimLines(page)).to.deep.equal([]);
      });
    }
  }
});
