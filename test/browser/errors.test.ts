import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';

// Errors whose message names the URL: error trackers record them.

const FAILING: { [what: string]: (window: PageWindow) => unknown } = {
  'a synchronous XHR': ({ XMLHttpRequest }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', at('backend', newKey(), 'close'), false);
    xhr.send();
  },
  'a synchronous XHR to where nobody listens': ({ XMLHttpRequest }) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', `${origins.closed}/?a=b#c`, false);
    xhr.send();
  },
  'a fetch of a URL with user info': ({ fetch }) => fetch(`${origins.backend.replace('//', '//a:b@')}/?a=b`),
  'a fetch of such a URL with an init': ({ fetch }) =>
    fetch(`${origins.backend.replace('//', '//a:b@')}/?a=b`, { method: 'POST' }),
  'a fetch that fails': ({ fetch }) => fetch(at('backend', newKey(), 'close')),
  'a fetch of a mode that does not suit': ({ fetch }) => fetch(origins.backend, { mode: 'same-origin' }),
  'a fetch with a wrong method': ({ fetch }) => fetch(origins.backend, { method: 'a b' }),
};

describe('errors that the page gets', () => {
  for (const [what, call] of Object.entries(FAILING)) {
    it(`E1a: of ${what}: they do not name the session ID, and are native's otherwise`, async () => {
      const errorOf = async (shim: boolean) => {
        const { head = [] } = shimmedPage({ 'data-backend-origins': `'self' localhost:*` });
        const { window } = await openPage({ head: shim ? head : head.slice(0, 1) });
        try {
          await call(window);
        } catch (error) {
          const { name, message, stack = '' } = error as Error;
          expect(`${message} ${stack}`).to.not.match(/sess_A|_clerk_session_id/);
          const kind = Object.prototype.toString.call(error);
          return { name, kind, message: message.replace(/k\/\w+/, 'k/KEY') };
        }
        throw new Error('it did not fail');
      };
      expect(await errorOf(true)).to.deep.equal(await errorOf(false));
    });
  }
});
