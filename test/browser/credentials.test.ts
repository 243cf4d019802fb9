import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow, sessionOf } from '../kit/page.ts';
import { authorizations, clerkOf, cookieOf, requests, sendXhr, shimLines } from '../kit/session.ts';

/** Makes calls in a page of a session, and tells of each whether it had cookies and the session ID, by its URL's end. */
async function carried(
  calls: Record<string, (window: PageWindow, url: string) => Promise<unknown>>,
  attributes: Record<string, string> = {},
  origin: 'page' | 'backend' | 'foreign' = 'backend',
): Promise<Record<string, string>> {
  const page = await openPage(shimmedPage(attributes));
  const key = newKey();
  Object.assign(document, { cookie: `${key}=1; path=/` });
  const names = Object.keys(calls);
  await Promise.all(names.map((name, i) => calls[name]?.(page.window, at(origin, key, 'echo', i))));
  const outcome: Record<string, string> = {};
  for (const request of await requests(key, names.length)) {
    const name = names[Number(/echo\/(\d+)/.exec(request.url)?.[1])] ?? '';
    outcome[name] = [cookieOf(request).includes(key) && 'cookies', sessionOf(request) && 'ID']
      .filter(Boolean)
      .join(' ');
  }
  expect(shimLines(page).filter((line) => !/omits credentials/.test(line))).to.deep.equal([]);
  return outcome;
}

const all = (calls: object, what: string) => Object.fromEntries(Object.keys(calls).map((name) => [name, what]));

const again = async (xhr: XMLHttpRequest, url: string, open: (xhr: XMLHttpRequest) => void = () => {}) => {
  const end = new Promise((resolve) => {
    xhr.onloadend = resolve;
  });
  xhr.open('GET', url);
  open(xhr);
  xhr.send();
  await end;
  return xhr;
};

describe('credentials', () => {
  const CALLS: Parameters<typeof carried>[0] = {
    'a fetch': ({ fetch }, url) => fetch(url),
    'a fetch that says same-origin': ({ fetch }, url) => fetch(url, { credentials: 'same-origin' }),
    'a fetch that says include': ({ fetch }, url) => fetch(url, { credentials: 'include' }),
    'a fetch with a body': ({ fetch }, url) => fetch(url, { method: 'POST', body: 'x' }),
    'a fetch of a Request': ({ fetch, Request }, url) => fetch(new Request(url, { method: 'PUT', body: 'x' })),
    'a fetch of a Request that says same-origin': ({ fetch, Request }, url) =>
      fetch(new Request(url, { credentials: 'same-origin' })),
    'a fetch of an omitting Request, with an init that says otherwise': ({ fetch, Request }, url) =>
      fetch(new Request(url, { credentials: 'omit' }), { credentials: 'same-origin' }),
    'a fetch with a credentials that is undefined': ({ fetch }, url) =>
      fetch(url, { credentials: undefined } as unknown as RequestInit),
    'an XHR': (window, url) => sendXhr(window, url),
    'an XHR whose library writes false after open()': (window, url) =>
      sendXhr(window, url, (xhr) => {
        xhr.withCredentials = false;
      }),
    'an XHR whose library writes false before open()': ({ XMLHttpRequest }, url) => {
      const xhr = new XMLHttpRequest();
      xhr.withCredentials = false;
      return again(xhr, url);
    },
    'an XHR whose page writes true': (window, url) =>
      sendXhr(window, url, (xhr) => {
        xhr.withCredentials = true;
      }),
    'a synchronous XHR': async ({ XMLHttpRequest }, url) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', url, false);
      xhr.send();
    },
  };

  it('C5: every cross-origin call of ours has credentials', async () => {
    expect(await carried(CALLS)).to.deep.equal(all(CALLS, 'cookies ID'));
  });

  it('C5: without data-send="credentials", a call has credentials only if the page has asked for them', async () => {
    expect(await carried(CALLS, { 'data-send': 'session-id' })).to.deep.equal({
      ...all(CALLS, 'ID'),
      'a fetch that says include': 'cookies ID',
      'an XHR whose page writes true': 'cookies ID',
    });
  });

  const OMITTING: Parameters<typeof carried>[0] = {
    'in init': ({ fetch }, url) => fetch(url, { credentials: 'omit' }),
    'in a Request': ({ fetch, Request }, url) => fetch(new Request(url, { credentials: 'omit' })),
    'in init over a Request': ({ fetch, Request }, url) => fetch(new Request(url), { credentials: 'omit' }),
    'in an init that inherits it': ({ fetch }, url) => fetch(url, Object.create({ credentials: 'omit' })),
    'by a getter': ({ fetch }, url) =>
      fetch(url, {
        get credentials() {
          return 'omit' as const;
        },
      }),
    'by an object': ({ fetch }, url) => fetch(url, { credentials: { toString: () => 'omit' } as never }),
    'with a body': ({ fetch }, url) => fetch(url, { method: 'POST', body: 'x', credentials: 'omit' }),
  };

  for (const origin of ['backend', 'page'] as const) {
    it(`C5: a fetch that says omit is left alone in every way, to ${origin === 'page' ? 'its own' : 'another'} origin`, async () => {
      expect(await carried(OMITTING, {}, origin)).to.deep.equal(all(OMITTING, ''));
    });
  }

  it('C5: a fetch that says omit is not held for a session ID either, and one warning says so', async () => {
    const page = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-backend-origins': `'self' ${origins.backend}`, 'data-wait': '30000' } }],
    });
    for (const origin of ['backend', 'backend', 'page'] as const) {
      await page.window.fetch(at(origin, newKey(), 'echo'), { credentials: 'omit' });
    }
    const lines = shimLines(page).filter((line) => /omits credentials/.test(line));
    expect(lines).to.have.length(2);
    expect(lines[0]).to.include(origins.backend).and.to.include('data-token-origins');
  });

  it('C5: omit speaks of cookies: to a backend that gets tokens, such a call waits and carries one, and keeps omit', async () => {
    const page = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-token-origins': origins.backend, 'data-wait': '30000' } }],
    });
    const { window } = page;
    const key = newKey();
    Object.assign(document, { cookie: `${key}=1; path=/` });
    const calls = Object.values(OMITTING).map((call) => call(window, at('backend', key, 'echo')));
    clerkOf(window).become('sess_A');
    calls.push(...Object.values(OMITTING).map((call) => call(window, at('backend', key, 'echo'))));
    await Promise.all(calls);
    expect(await authorizations(key, calls.length)).to.deep.equal(calls.map(() => 'Bearer fake-token-of-sess_A'));
    for (const request of await requests(key)) expect(cookieOf(request)).to.not.include(key);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it("C5: same-origin calls keep the page's own setting", async () => {
    const calls: Parameters<typeof carried>[0] = {
      'an XHR': async (window, url) => {
        const xhr = await sendXhr(window, url);
        expect(xhr.withCredentials).to.equal(false);
      },
      'an XHR whose page writes true': async (window, url) => {
        const xhr = await sendXhr(window, url, (each) => {
          each.withCredentials = true;
        });
        expect(xhr.withCredentials).to.equal(true);
      },
      'a fetch': ({ fetch }, url) => fetch(url),
    };
    expect(await carried(calls, {}, 'page')).to.deep.equal(all(calls, 'cookies ID'));
  });

  it('C5: a same-origin call of ours that is redirected to an origin with * still works', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const url = at('page', key, 'redirect', 302, at('foreign', key, 'cors', 'any', 'echo'));
    expect((await window.fetch(url)).status).to.equal(200);
    expect((await window.fetch(new window.Request(url))).status).to.equal(200);
    expect((await sendXhr(window, url)).status).to.equal(200);
    const seen = (await requests(key, 6)).map((request) => `${request.origin} ${sessionOf(request) ?? null}`);
    expect(seen).to.deep.equal(Array(3).fill(['page sess_A', 'foreign null']).flat());
  });

  it("C5: an XHR object that is used again for a call that is not ours has the page's own value again", async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    Object.assign(document, { cookie: `${key}=1; path=/` });
    const xhr = new window.XMLHttpRequest();
    const values: boolean[] = [];
    const call = async (url: string, own?: boolean) => {
      await again(xhr, url, () => {
        values.push(xhr.withCredentials);
        if (own !== undefined) xhr.withCredentials = own;
      });
      expect(xhr.status).to.equal(200);
    };
    const ours = at('backend', key, 'echo');
    // A server that answers * makes each call with credentials fail.
    const other = at('foreign', key, 'cors', 'any', 'echo');
    await call(ours);
    await call(other);
    await call(ours, false);
    await call(ours);
    await call(other);
    await call(ours, true);
    await call(at('foreign', key, 'echo'));
    await call(other, false);
    expect(values).to.deep.equal([false, false, false, false, false, false, true, true]);
    const cookies = (await requests(key, 8)).map((request) => cookieOf(request).includes(key));
    expect(cookies).to.deep.equal([true, false, true, true, false, true, true, false]);
  });

  it("C5: an XHR that is aborted has the page's own value again, and credentials when it is sent again", async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    Object.assign(document, { cookie: `${key}=1; path=/` });
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at('backend', newKey(), 'hang'));
    xhr.send();
    expect(xhr.withCredentials).to.equal(true);
    xhr.abort();
    expect(xhr.withCredentials).to.equal(false);
    await again(xhr, at('backend', key, 'echo'));
    expect(cookieOf((await requests(key))[0])).to.include(key);
  });

  it('C5: a call that is not ours gets no credentials', async () => {
    const calls = { ...CALLS, ...OMITTING };
    delete calls['a fetch that says include'];
    delete calls['an XHR whose page writes true'];
    expect(await carried(calls, {}, 'foreign')).to.deep.equal(all(calls, ''));
  });
});
