import { expect } from 'chai';
import { at, hasDebian, newKey, openPage, origins, type Page, type Part, received } from '../kit/page.ts';
import { carriedBy, type Evidence } from './carried.ts';

const CLERK: Part<never> = { clerk: {} };
const SHIM: Part<never> = { shim: { 'data-backend-origins': origins.backend } };
const MOOTOOLS: Part<never> = { src: '/debian/mootools/mootools-core-nc.js' };
const PRETENDER: Part<never>[] = [
  { src: '/node_modules/pretender/dist/pretender.bundle.js' },
  {
    script:
      'new Pretender(function () { this.get("/mocked", function () { return [200, {}, "mocked"]; }); }).unhandledRequest = function (verb, path, request) { request.passthrough(); };',
  },
];

const replaced = (channel: string, name: string) =>
  `[clerk-ajax] ${channel} calls are sent without a session: another script has replaced ${name}: put the tag of clerk-ajax before it`;

/** What a fetch and an XHR of the page carried, both made while Clerk is loading. */
async function calls(page: Page): Promise<{ answers: string[]; fetch: Evidence[]; xhr: Evidence[] }> {
  const keys = [newKey(), newKey()] as const;
  const [byFetch, byXhr] = keys.map((key) => at('backend', key, 'body', 'json'));
  const answers = page.run(
    (fetchUrl = '', xhrUrl = '') =>
      Promise.all([
        fetch(fetchUrl).then((response) => response.text()),
        new Promise<string>((resolve) => {
          const xhr = new XMLHttpRequest();
          xhr.onload = () => resolve(xhr.responseText);
          xhr.open('POST', xhrUrl);
          xhr.send('body');
        }),
      ]),
    byFetch,
    byXhr,
  );
  page.window.Clerk?.control.become('sess_A');
  const said = await answers;
  const [fetched, sent] = await Promise.all(keys.map((key) => received(key)));
  return { answers: said, fetch: (fetched ?? []).map(carriedBy), xhr: (sent ?? []).map(carriedBy) };
}

const JSON_BODY = '{"hello":"wörld","list":[1,2,3]}';
const SERVED = [{ sessions: ['sess_A'], cookie: true }];
const NOT_SERVED = [{ sessions: [], cookie: false }];

describe('E7, E7a: scripts that put something else in the place of natives', () => {
  const explain = (page: Page) => page.window.ClerkAjax?.explain(`${origins.backend}/x`);

  if (hasDebian) {
    it('E7: with MooTools before the shim, an error says that its Request keeps fetch from being served, and XHR is served', async () => {
      const page = await openPage({ head: [CLERK, MOOTOOLS, SHIM] });
      expect(await calls(page)).to.deep.equal({ answers: [JSON_BODY, JSON_BODY], fetch: NOT_SERVED, xhr: SERVED });
      expect(page.said('error')).to.deep.equal([replaced('fetch', 'Request')]);
      expect(explain(page)?.reason).to.equal('signed in, but not for fetch, which could not be patched');
      expect(explain(page)?.sends).to.deep.equal(['session-id', 'credentials']);
    });

    it('E7: with MooTools and an error tracker around fetch before the shim, the error says so all the same', async () => {
      const around =
        'window.fetch = (function (fetch) { return function () { return fetch.apply(this, arguments); }; })(fetch);';
      const page = await openPage({ head: [CLERK, { script: around }, MOOTOOLS, SHIM] });
      expect(await calls(page)).to.deep.equal({ answers: [JSON_BODY, JSON_BODY], fetch: NOT_SERVED, xhr: SERVED });
      expect(page.said('error')).to.deep.equal([replaced('fetch', 'Request')]);
      expect(explain(page)?.reason).to.equal('signed in, but not for fetch, which could not be patched');
    });

    it('E7: with MooTools after the shim, fetch and XHR are served', async () => {
      const page = await openPage({ head: [CLERK, SHIM, MOOTOOLS] });
      expect(await calls(page)).to.deep.equal({ answers: [JSON_BODY, JSON_BODY], fetch: SERVED, xhr: SERVED });
      expect(page.said('error')).to.deep.equal([]);
      expect(explain(page)?.reason).to.equal('signed in');
    });
  }

  it('E7: with Pretender before the shim, neither fetch nor XHR is said to be served', async () => {
    const page = await openPage({ head: [CLERK, ...PRETENDER, SHIM] });
    expect(await calls(page)).to.deep.equal({ answers: [JSON_BODY, JSON_BODY], fetch: NOT_SERVED, xhr: NOT_SERVED });
    expect(page.said('error')).to.deep.equal([replaced('fetch', 'fetch'), replaced('xhr', 'XMLHttpRequest')]);
    expect(explain(page)?.sends).to.deep.equal([]);
    expect(explain(page)?.reason).to.equal('signed in, but not for fetch xhr, which could not be patched');
  });

  it('E7: with Pretender after the shim, what it lets through is served', async () => {
    const page = await openPage({ head: [CLERK, SHIM, ...PRETENDER] });
    expect(await calls(page)).to.deep.equal({ answers: [JSON_BODY, JSON_BODY], fetch: SERVED, xhr: SERVED });
    expect(await page.run(() => fetch('/mocked').then((response) => response.text()))).to.equal('mocked');
    expect(page.said('error')).to.deep.equal([]);
  });
});
