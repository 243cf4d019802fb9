import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, onlyLine, requests, sendXhr, shimLines } from '../kit/session.ts';

type Target = 'page' | 'backend' | 'foreign';

/** A page with a session, whose tag has these attributes and no others. */
const pageWith = (attributes: Record<string, string>, session: string | null = 'sess_A'): TestPage => ({
  head: [{ clerk: { session } }, { shim: attributes }],
});

const OLD = { 'data-backend-origins': `'self' ${origins.backend}` };
const NEW = { 'data-token-origins': `'self' ${origins.backend}` };

/** A URL that answers 401 as Clerk's SDKs do, with headers that the page may read where it is of the same origin or exposed. */
const refusing = (origin: Target, key: string, ...modifiers: string[]) =>
  at(
    origin,
    key,
    ...modifiers,
    'header',
    'x-clerk-auth-reason',
    'token-expired',
    'header',
    'x-clerk-auth-message',
    'JWT is expired.',
    'status',
    401,
  );
const EXPOSED = ['header', 'Access-Control-Expose-Headers', 'x-clerk-auth-reason, x-clerk-auth-message'];
const UNEXPOSED = ['header', 'Access-Control-Expose-Headers', 'X-Test'];

const WAYS: Record<string, (window: PageWindow, url: string) => Promise<number>> = {
  fetch: async (window, url) => (await window.fetch(url)).status,
  'fetch of a Request': async (window, url) =>
    (await window.fetch(new window.Request(url, { method: 'POST', body: 'x' }))).status,
  XHR: async (window, url) => (await sendXhr(window, url)).status,
  'synchronous XHR': async ({ XMLHttpRequest }, url) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url, false);
    xhr.send();
    return xhr.status;
  },
};

describe('401, explained', () => {
  for (const [name, call] of Object.entries(WAYS)) {
    for (const origin of ['page', 'backend'] as const) {
      it(`F5: a refused ${name} to the ${origin} is explained: what it carried, what the backend said, what to try`, async () => {
        const page = await openPage(pageWith(OLD));
        const key = newKey();
        expect(await call(page.window, refusing(origin, key, ...EXPOSED))).to.equal(401);
        const carried = origin === 'page' ? 'session-id' : 'session-id credentials';
        onlyLine(page, 'warn', /answered 401/);
        const [line = ''] = page.said('warn');
        expect(line).to.include(`${origins[origin]} answered 401 to a call with ${carried}`);
        expect(line).to.include('token-expired').and.include('JWT is expired.');
        expect(line).to.match(/\. Correct its clock$/);
        // Nothing is repeated: the call may have had an effect.
        expect(await requests(key)).to.have.length(1);
      });
    }
  }

  it('F5: a refused token is explained by parties, clock, keys, and the list for SDKs from before 2022', async () => {
    const page = await openPage(pageWith(NEW));
    await WAYS.fetch?.(page.window, refusing('backend', newKey(), ...UNEXPOSED));
    onlyLine(page, 'warn', /answered 401 to a call with session-token/);
    const [line = ''] = page.said('warn');
    expect(line).to.match(/azp/).and.match(/clock/).and.include(origins.page);
    expect(line).to.include('SDK from before 2022').and.include('data-backend-origins');
  });

  it('F5: a refused session ID: the list for SDKs of today, and what older ones need', async () => {
    const page = await openPage(pageWith(OLD));
    await WAYS.fetch?.(page.window, refusing('backend', newKey(), ...UNEXPOSED));
    onlyLine(page, 'warn', /answered 401 to a call with session-id credentials/);
    const [line = ''] = page.said('warn');
    expect(line).to.include(`SDKs from 2022 or later need data-token-origins="${origins.backend}"; older ones need`);
  });

  for (const [name, call] of Object.entries(WAYS)) {
    it(`F5: ${name}: a 403 and a 404 are explained where Clerk's SDK gives a reason`, async () => {
      for (const status of [403, 404]) {
        const page = await openPage(pageWith(NEW));
        const url = (...modifiers: string[]) => at('page', newKey(), ...modifiers, 'status', status);
        await call(page.window, url());
        expect(page.console).to.deep.equal([]);
        await call(page.window, url('header', 'x-clerk-auth-reason', 'jwk-kid-mismatch'));
        onlyLine(page, 'warn', new RegExp(`answered ${status} .*\\(jwk-kid-mismatch\\)\\. Give it`));
      }
    });
  }

  it('F5: a reason that the page may not read is not said, and leaves no message of the browser', async () => {
    const page = await openPage(pageWith(NEW));
    for (const call of Object.values(WAYS)) await call(page.window, refusing('backend', newKey(), ...UNEXPOSED));
    expect(page.console.map(({ level }) => level)).to.deep.equal(['warn']);
    expect(page.said('warn')[0]).to.include('answered 401').and.not.include('token-expired');
  });

  it('F5: a refused call is explained once per origin, for all channels together', async () => {
    const page = await openPage(pageWith(OLD));
    const key = newKey();
    for (const origin of ['page', 'backend', 'page', 'backend'] as const) {
      for (const call of Object.values(WAYS)) await call(page.window, at(origin, key, 'status', 401));
    }
    expect(page.said('warn')).to.have.length(2);
  });

  it('F5: a refused call of nobody is said to be one, and a later one with a session is still explained', async () => {
    const page = await openPage(pageWith(NEW, null));
    const key = newKey();
    await WAYS.fetch?.(page.window, at('backend', key, 'status', 401));
    onlyLine(page, 'warn', /answered 401 to a call with nothing: signed out/);
    clerkOf(page.window).become('sess_A');
    await WAYS.fetch?.(page.window, at('backend', key, 'status', 401));
    await WAYS.XHR?.(page.window, at('backend', key, 'status', 401));
    expect(page.said('warn')).to.have.length(2);
    expect(page.said('warn')[1]).to.match(/with session-token/);
  });

  it("F5: a call with the page's own Authorization is said to have that in place of the token", async () => {
    const key = newKey();
    const headers = { Authorization: 'Basic b3du' };
    const page = await openPage(pageWith(NEW));
    await page.window.fetch(at('backend', key, 'status', 401), { headers });
    onlyLine(page, 'warn', /with its own Authorization\. Remove that header/);
    const other = await openPage(pageWith(NEW));
    await sendXhr(other.window, at('backend', key, 'status', 401), (xhr) => {
      xhr.setRequestHeader('Authorization', 'Basic b3du');
    });
    onlyLine(other, 'warn', /with its own Authorization\. Remove that header/);
  });

  it('F4: neither the session ID nor the token is shown, not even if the backend repeats them', async () => {
    for (const secret of ['sess_A', 'fake-token-of-sess_A']) {
      const page = await openPage(
        pageWith({ 'data-backend-origins': "'self'", 'data-send': 'session-id session-token' }),
      );
      const url = at('page', newKey(), 'header', 'x-clerk-auth-reason', `got ${secret} here`, 'status', 401);
      for (const call of Object.values(WAYS)) await call(page.window, url);
      onlyLine(page, 'warn', /answered 401/);
      expect(page.said('warn')[0]).to.not.include('sess_A');
    }
  });

  const INNOCENT: Record<string, (window: PageWindow, key: string) => Promise<unknown>> = {
    'another status': async (window, key) => {
      await window.fetch(at('backend', key, 'status', 404));
      await sendXhr(window, at('backend', key, 'status', 404));
      await sendXhr(window, at('page', key, 'status', 200));
    },
    'an origin that is not ours': async (window, key) => {
      await window.fetch(at('foreign', key, 'status', 401));
      await sendXhr(window, at('foreign', key, 'status', 401));
    },
    'a fetch that says omit': (window, key) => window.fetch(at('backend', key, 'status', 401), { credentials: 'omit' }),
    'an object that is used again for a call that is not ours': async (window, key) => {
      const xhr = await sendXhr(window, at('backend', key, 'echo'));
      await new Promise((resolve) => {
        xhr.open('GET', at('foreign', key, 'status', 401));
        xhr.onloadend = resolve;
        xhr.send();
      });
    },
  };
  for (const [what, call] of Object.entries(INNOCENT)) {
    it(`F5: nothing is explained for ${what}`, async () => {
      const page = await openPage(pageWith(OLD));
      await call(page.window, newKey());
      // That such a call gets nothing is said when it is made (C5).
      expect(shimLines(page).filter((line) => !/omits credentials/.test(line))).to.deep.equal([]);
    });
  }
});
