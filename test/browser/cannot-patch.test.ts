import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, onlyLine, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

type Prepare = (window: PageWindow) => unknown;

const fix = (owner: object, name: string) => {
  const descriptor = Object.getOwnPropertyDescriptor(owner, name);
  const fixed = { ...descriptor, configurable: false };
  if ('value' in fixed) fixed.writable = false;
  Object.defineProperty(owner, name, fixed);
};

/** A page that does not let functions be replaced, with the shim for its backend. */
const fixedPage = (prepare: Prepare, attributes: Record<string, string> = {}): TestPage => {
  const { head = [] } = shimmedPage(attributes);
  return { head: [{ run: prepare }, ...head] };
};

/** What the page has fixed, the channel that suffers, and what the error names. */
const FIXED: Record<string, [prepare: Prepare, channel: 'fetch' | 'xhr', named: string]> = {
  'fetch is neither writable nor configurable': [(window) => fix(window, 'fetch'), 'fetch', 'fetch'],
  'fetch is an accessor': [
    (window) => {
      const { fetch } = window;
      Object.defineProperty(window, 'fetch', { get: () => fetch, configurable: true });
    },
    'fetch',
    'fetch',
  ],
  'Response.prototype is frozen': [(window) => Object.freeze(window.Response.prototype), 'fetch', 'Response'],
  'XMLHttpRequest.prototype is frozen': [(window) => Object.freeze(window.XMLHttpRequest.prototype), 'xhr', 'open'],
  'XMLHttpRequest.prototype.send is fixed': [(window) => fix(window.XMLHttpRequest.prototype, 'send'), 'xhr', 'send'],
  'responseURL is fixed': [
    (window) => fix(window.XMLHttpRequest.prototype, 'responseURL'),
    'xhr',
    'XMLHttpRequest.prototype.responseURL',
  ],
};

describe('functions that a page does not let be replaced', () => {
  for (const [what, [prepare, channel, named]] of Object.entries(FIXED)) {
    it(`E7a: ${what}: one error names it, nothing breaks, the rest is served, and explain() says so`, async () => {
      const page = await openPage(fixedPage(prepare));
      const { window } = page;
      expect(page.errors).to.deep.equal([]);
      onlyLine(page, 'error', new RegExp(`${channel} calls are sent without a session: .*${named}`));

      const url = (key: string) => at('backend', key, 'echo');
      const [byFetch, byXhr] = [newKey(), newKey()];
      const get = async () => {
        expect((await window.fetch(url(byFetch))).status).to.equal(200);
        expect((await sendXhr(window, url(byXhr))).status).to.equal(200);
      };
      await get();
      // Nothing is held in the channel that is not patched, and half of its functions are not in place.
      clerkOf(window).become('sess_B');
      await get();
      const served = ['sess_A', 'sess_B'];
      expect(await sessions(byFetch, 2)).to.deep.equal(channel === 'fetch' ? [null, null] : served);
      expect(await sessions(byXhr, 2)).to.deep.equal(channel === 'xhr' ? [null, null] : served);

      const { ours, sends, reason } = shimOf(window).explain(origins.backend);
      expect(ours).to.equal(true);
      expect(sends).to.include('session-id');
      expect(reason).to.include(`not for ${channel}`);
      expect(shimLines(page)).to.have.length(1);
      expect(page.errors).to.deep.equal([]);
    });
  }

  it('E7a: neither fetch nor XHR: an error for each, calls are the native ones, and explain() claims nothing', async () => {
    const page = await openPage(
      fixedPage((window) => {
        fix(window, 'fetch');
        Object.freeze(window.XMLHttpRequest.prototype);
      }),
    );
    const { window } = page;
    expect(page.said('error')).to.have.length(2);
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    await sendXhr(window, at('backend', key, 'echo'));
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
    expect(shimOf(window).explain(origins.backend).sends).to.deep.equal([]);
    shimOf(window).uninstall();
    expect(page.errors).to.deep.equal([]);
  });

  it('E7a: a channel that is not asked for is not complained about', async () => {
    const page = await openPage(fixedPage((window) => fix(window, 'fetch'), { 'data-patch': 'xhr' }));
    expect(shimLines(page)).to.deep.equal([]);
    const { sends, reason } = shimOf(page.window).explain(origins.backend);
    expect(sends).to.include('session-id');
    expect(reason).to.not.include('fetch');
  });
});
