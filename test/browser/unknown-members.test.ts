import { expect } from 'chai';
import { at, engine, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { clerkOf, sessions } from '../kit/session.ts';
import { withGetters } from '../kit/withGetters.ts';

// Members of `init` that are no attributes of a `Request`, such as `privateToken`: each engine knows others.

/** Values that an engine takes for members that it knows. */
const VALUES: Record<string, unknown> = {
  priority: 'low',
  duplex: 'half',
  targetAddressSpace: 'local',
  browsingTopics: false,
  adAuctionHeaders: false,
  sharedStorageWritable: false,
  attributionReporting: { eventSourceEligible: false, triggerEligible: false },
  privateToken: { version: 1, operation: 'token-request' },
  fetchPriority: 'low',
  importance: 'low',
};

/** The members of this list that native reads, and whose values it takes. */
function membersOf(window: PageWindow): string[] {
  return Object.keys(VALUES).filter((name) => {
    let isRead = false;
    const init = Object.defineProperty({}, name, {
      get() {
        isRead = true;
        return VALUES[name];
      },
    });
    try {
      new window.Request('/', init);
    } catch {
      return false;
    }
    return isRead;
  });
}

/** Opens a page with a layer beneath the shim, which notes what it is given. */
async function open() {
  const seen: { [member: string]: unknown }[] = [];
  const run = (window: PageWindow) => {
    const { fetch } = window;
    window.fetch = (input, init) => {
      // What a `Request` tells itself needs no `init` beside it.
      const told = Object.keys(VALUES).filter((name) => name in Object(input));
      seen.push({ ...Object.fromEntries(told.map((name) => [name, Object(input)[name]])), ...init });
      // The layer has noted it; the browser need not act on it.
      return fetch(input, { method: init?.method ?? 'GET' });
    };
  };
  const page = await openPage({
    head: [{ clerk: {} }, { run }, { shim: { 'data-backend-origins': origins.backend } }],
  });
  return { window: page.window, seen };
}

describe('members of init that the shim does not know', () => {
  for (const [what, make] of Object.entries<(window: PageWindow, url: string, init: object) => Promise<Response>>({
    'a string': (window, url, init) => window.fetch(url, init),
    'a Request': (window, url, init) => window.fetch(new window.Request(url), init),
    'an init with getters': (window, url, init) => window.fetch(url, withGetters(init)),
  })) {
    it(`E3: a held call with ${what} has all that the engine reads`, async () => {
      const { window, seen } = await open();
      const members = membersOf(window);
      // The browser of 2019 knows none.
      if (engine !== 'chromium75') expect(members).to.have.length.above(0);
      const key = newKey();
      const calls = members.map((name) => make(window, at('backend', key, 'echo', name), { [name]: VALUES[name] }));
      clerkOf(window).become('sess_A');
      await Promise.all(calls);
      expect(await sessions(key, members.length)).to.deep.equal(members.map(() => 'sess_A'));
      for (const name of members) {
        expect(
          seen.some((init) => JSON.stringify(init[name]) === JSON.stringify(VALUES[name])),
          name,
        ).to.equal(true);
      }
    });
  }
});
