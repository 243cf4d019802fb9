import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type TestPage } from '../kit/page.ts';
import { authorizations, clerkOf, cookieOf, onlyLine, requests, sendXhr, sessions, shimLines } from '../kit/session.ts';

/** A page with a session, whose tag has these attributes and no others. */
const pageWith = (attributes: Record<string, string>): TestPage => ({
  head: [{ clerk: { session: 'sess_A' } }, { shim: attributes }],
});

/** Makes a call of each kind to an origin, and tells what each carried. */
async function carried(page: Page, origin: 'page' | 'backend' | 'foreign'): Promise<object[]> {
  const { window } = page;
  const key = newKey();
  const cookie = newKey();
  Object.assign(document, { cookie: `${cookie}=1; path=/` });
  const url = at(origin, key, 'echo');
  await window.fetch(url);
  await window.fetch(new window.Request(url, { method: 'POST', body: 'x' }));
  await sendXhr(window, url);
  const ids = await sessions(key, 3);
  const tokens = await authorizations(key, 3);
  const cookies = (await requests(key, 3)).map((request) => cookieOf(request).includes(cookie));
  return ids.map((id, i) => ({ id, token: tokens[i], cookies: cookies[i] }));
}

const each = (what: object) => [what, what, what];
const TOKEN = 'Bearer fake-token-of-sess_A';

describe('data-token-origins', () => {
  it('C8: calls to data-token-origins get a token and nothing else; one attribute is enough', async () => {
    const page = await openPage(pageWith({ 'data-token-origins': origins.backend }));
    expect(await carried(page, 'backend')).to.deep.equal(each({ id: null, token: TOKEN, cookies: false }));
    expect(await carried(page, 'foreign')).to.deep.equal(each({ id: null, token: null, cookies: false }));
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C8: a page moves one backend at a time', async () => {
    const page = await openPage(
      pageWith({ 'data-token-origins': origins.backend, 'data-backend-origins': `'self' ${origins.foreign}` }),
    );
    expect(await carried(page, 'backend')).to.deep.equal(each({ id: null, token: TOKEN, cookies: false }));
    expect(await carried(page, 'foreign')).to.deep.equal(each({ id: 'sess_A', token: null, cookies: true }));
    expect(await carried(page, 'page')).to.deep.equal(each({ id: 'sess_A', token: null, cookies: true }));
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C8: data-send is for the backend origins alone', async () => {
    const page = await openPage(
      pageWith({
        'data-token-origins': origins.backend,
        'data-backend-origins': origins.foreign,
        'data-send': 'session-id session-token',
      }),
    );
    expect(await carried(page, 'backend')).to.deep.equal(each({ id: null, token: TOKEN, cookies: false }));
    expect(await carried(page, 'foreign')).to.deep.equal(each({ id: 'sess_A', token: TOKEN, cookies: false }));
  });

  it("C8, C5: the page's own credentials stay as the page wants them", async () => {
    const { window } = await openPage(pageWith({ 'data-token-origins': origins.backend }));
    const key = newKey();
    Object.assign(document, { cookie: `${key}=1; path=/` });
    await window.fetch(at('backend', key, 'echo'), { credentials: 'include' });
    await sendXhr(window, at('backend', key, 'echo'), (xhr) => {
      xhr.withCredentials = true;
    });
    expect(await authorizations(key, 2)).to.deep.equal([TOKEN, TOKEN]);
    for (const request of await requests(key, 2)) expect(cookieOf(request)).to.include(key);
  });

  it('C8, A2: a URL that both lists name is a fault, and gets the token only', async () => {
    const page = await openPage(
      pageWith({ 'data-token-origins': `${origins.backend}/`, 'data-backend-origins': `'self' localhost:*` }),
    );
    onlyLine(page, 'error', /data-token-origins .*overlaps "localhost:\*" in data-backend-origins/);
    expect(await carried(page, 'backend')).to.deep.equal(each({ id: null, token: TOKEN, cookies: false }));
    expect(await carried(page, 'foreign')).to.deep.equal(each({ id: 'sess_A', token: null, cookies: true }));
  });

  it('C8, C3: the token is of the session that is active as the call leaves, and no session ID of before goes along', async () => {
    const { window } = await openPage(
      pageWith({ 'data-token-origins': `'self'`, 'data-backend-origins': origins.backend }),
    );
    const key = newKey();
    const [{ url }] = (await Promise.all([
      window.fetch(at('backend', key, 'echo')).then((answer) => answer.json()),
    ])) as [{ url: string }];
    clerkOf(window).become('sess_B');
    // The backend has shown the page the URL with the session ID of the first call.
    await window.fetch(at('page', key, 'echo') + new URL(url, origins.backend).search);
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', null]);
    expect(await authorizations(key, 2)).to.deep.equal([null, 'Bearer fake-token-of-sess_B']);
  });

  it('C8, D1: calls are held until Clerk knows its session; signed out they go without', async () => {
    const page = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-token-origins': origins.backend } }],
    });
    const { window } = page;
    const key = newKey();
    const calls = [window.fetch(at('backend', key, 'echo')), sendXhr(window, at('backend', key, 'echo'))];
    clerkOf(window).become('sess_B');
    await Promise.all<unknown>(calls);
    clerkOf(window).become(null);
    await window.fetch(at('backend', key, 'echo'));
    const seen = await authorizations(key, 3);
    expect(seen).to.deep.equal(['Bearer fake-token-of-sess_B', 'Bearer fake-token-of-sess_B', null]);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C8, A4: the same sources in another list are other options', async () => {
    const page = await openPage({
      head: [
        { clerk: { session: 'sess_A' } },
        { shim: { 'data-token-origins': origins.backend } },
        { shim: { 'data-backend-origins': origins.backend, 'data-send': 'session-id' } },
      ],
    });
    onlyLine(page, 'error', /already installed with different options/);
    expect(await carried(page, 'backend')).to.deep.equal(each({ id: null, token: TOKEN, cookies: false }));
  });

  it("C8, H: a tag of clerk-ajax with token origins alone is not taken for a tag of Clerk's", async () => {
    const page = await openPage({
      head: [{ shim: { 'data-token-origins': origins.backend, 'data-clerk-publishable-key': 'pk_test_wrong' } }],
    });
    onlyLine(page, 'error', /data-clerk-publishable-key "pk_test_wrong" is not allowed/);
  });
});
