import { expect } from 'chai';
import { beneathTheShim, sentFrom } from '../kit/beneath.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, headerOf, newKey, openPage, type PageWindow } from '../kit/page.ts';
import { authorizations, clerkOf, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

const EVERYTHING = { 'data-backend-origins': "'self'", 'data-send': 'session-id credentials session-token' };

/** The ways in which ClerkJS 4, 5 and 6 and their likes ask a Frontend API that is proxied by the page's own origin. */
const WAYS: Record<string, (window: PageWindow, url: string) => Promise<unknown>> = {
  'a fetch of a URL object': (window, url) => window.fetch(new window.URL(url)),
  'a fetch of a string': (window, url) => window.fetch(url, { method: 'POST', body: 'a=1', credentials: 'include' }),
  'a fetch of a Request': (window, url) => window.fetch(new window.Request(url, { method: 'POST', body: 'x' })),
  'an XHR': (window, url) => sendXhr(window, url),
};

describe("ClerkJS's own requests", () => {
  for (const [name, way] of Object.entries(WAYS)) {
    it(`B6: ${name} is neither held nor touched, while Clerk is loading and afterwards`, async () => {
      const page = await openPage({ head: [{ clerk: {} }, { shim: EVERYTHING }] });
      const { window } = page;
      const key = newKey();
      const held = window.fetch(at('page', key, 'echo', 'held'));
      // Awaited: a request that were held would wait for what comes only after it.
      await way(window, `${at('page', key, 'echo')}?_clerk_js_version=6.40.0&_method=PATCH`);
      clerkOf(window).become('sess_A');
      await held;
      await way(window, `${at('page', key, 'echo')}?__clerk_api_version=2025&_clerk_js_version=6.40.0`);
      const queries = (await requests(key, 3)).map(({ url }) => url.split('?')[1]);
      expect(queries).to.deep.equal([
        '_clerk_js_version=6.40.0&_method=PATCH',
        '_clerk_session_id=sess_A',
        '__clerk_api_version=2025&_clerk_js_version=6.40.0',
      ]);
      const [first, , third] = await authorizations(key, 3);
      expect([first, third]).to.deep.equal([null, null]);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('B6: getToken() that asks the Frontend API through a backend origin is no deadlock', async () => {
    const { window } = await openPage(shimmedPage(EVERYTHING));
    const key = newKey();
    let count = 0;
    clerkOf(window).tokens(async () => {
      const response = await window.fetch(new window.URL(`${at('page', key, 'echo')}?_clerk_js_version=6.40.0`), {
        method: 'POST',
      });
      return `tok_${response.status}_${++count}`;
    });
    await Promise.all([window.fetch(at('page', key, 'echo', 'a')), sendXhr(window, at('page', key, 'echo', 'b'))]);
    const seen = (await requests(key, 4)).map(
      (request) => `${/_clerk_js/.test(request.url)} ${headerOf(request, 'Authorization') ?? null}`,
    );
    expect(seen.sort()).to.deep.equal(['false Bearer tok_200_1', 'false Bearer tok_200_2', 'true null', 'true null']);
  });

  it("B6: requests to a Frontend API on another origin that is ours keep ClerkJS's own credentials", async () => {
    const api = 'https://clerk.shop.test/v1/client';
    const { window } = await openPage({
      head: [beneathTheShim, { clerk: {} }, { shim: { ...EVERYTHING, 'data-backend-origins': 'https://*.shop.test' } }],
    });
    await window.fetch(`${api}?_clerk_js_version=5.128.0`);
    await window.fetch(`${api}?_clerk_js_version=5.128.0`, { credentials: 'include' });
    await sendXhr(window, `${api}?_clerk_js_version=5.128.0`);
    expect(sentFrom(window).map(({ credentials }) => credentials)).to.deep.equal(['same-origin', 'include', false]);
    expect(sentFrom(window).filter(({ url }) => url !== `${api}?_clerk_js_version=5.128.0`)).to.deep.equal([]);
  });

  it('B6, F2: explain() says why such a request gets nothing', async () => {
    const { window } = await openPage(shimmedPage());
    const explained = shimOf(window).explain('/v1/client?_clerk_js_version=6.40.0');
    expect(explained).to.deep.include({ ours: false, source: null, sends: [] });
    expect(explained.reason).to.match(/clerkjs/i);
  });

  it("B6: a parameter that only looks like ClerkJS's does not mark a request of it", async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const queries = ['x_clerk_js_version=1', '_clerk_js_versions=1', 'a=_clerk_js_version=', 'a#?_clerk_js_version=1'];
    for (const query of queries) await window.fetch(`${at('page', key, 'echo')}?${query}`);
    expect(await sessions(key, queries.length)).to.deep.equal(queries.map(() => 'sess_A'));
  });
});
