import { expect } from 'chai';
import type { FakeClerk } from '../kit/frame/fakeClerk.ts';
import { at, headerOf, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { onlyLine, requests, sessions } from '../kit/session.ts';
import { next } from '../kit/traceXhr.ts';

/** A page with a Clerk whose session is not what the shim needs for every call of ours. */
async function brokenPage() {
  const page = await openPage({
    head: [{ clerk: { session: 'sess_A' } }, { shim: { 'data-backend-origins': origins.backend } }],
  });
  const { session } = (page.window as PageWindow & { Clerk: FakeClerk }).Clerk;
  Object.defineProperty(session, 'id', {
    get() {
      throw new Error('sess_A must not be logged');
    },
  });
  return page;
}

const calls: Record<string, (window: PageWindow, url: string) => Promise<unknown>> = {
  'fetch()': (window, url) => window.fetch(url, { method: 'POST', headers: { 'X-A': '1' }, body: 'body' }),
  'fetch() of a Request': (window, url) =>
    window.fetch(new window.Request(url, { method: 'POST', headers: { 'X-A': '1' }, body: 'body' })),
  XHR: (window, url) => {
    const xhr = new window.XMLHttpRequest();
    xhr.open('POST', url);
    xhr.setRequestHeader('X-A', '1');
    xhr.send('body');
    return next(xhr, 'loadend');
  },
};

describe('where the shim itself fails', () => {
  for (const [name, call] of Object.entries(calls)) {
    it(`E8: ${name} goes out as the page made it, each time, and one error says so`, async () => {
      const page = await brokenPage();
      const key = newKey();
      await call(page.window, at('backend', key, 'body', 'json'));
      await call(page.window, at('backend', key, 'body', 'json'));
      const list = await requests(key, 2);
      expect(list.map((request) => [request.method, atob(request.body), headerOf(request, 'X-A')])).to.deep.equal([
        ['POST', 'body', '1'],
        ['POST', 'body', '1'],
      ]);
      expect(await sessions(key, 2)).to.deep.equal([null, null]);
      onlyLine(page, 'error', /^\[clerk-ajax\] failed \(Error\), so calls are sent as the page made them/);
    });
  }
});
