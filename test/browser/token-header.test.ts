import { expect } from 'chai';
import { at, headerOf, newKey, openPage, origins, type Page } from '../kit/page.ts';
import { onlyLine, requests, sendXhr, shimLines } from '../kit/session.ts';
import { until } from '../kit/until.ts';

const NAME = 'X-Authorization';
const TOKEN = 'fake-token-of-sess_A';

const open = (name: string, more: Record<string, string> = {}): Promise<Page> =>
  openPage({
    head: [
      { clerk: { session: 'sess_A' } },
      { shim: { 'data-token-origins': `'self' ${origins.backend}`, 'data-token-header': name, ...more } },
    ],
  });

/** Both headers of the requests under a key. */
const headers = async (key: string, count: number) =>
  (await requests(key, count)).map((request) => [headerOf(request, NAME), headerOf(request, 'Authorization')]);

describe('data-token-header', () => {
  it('C11: the bare token is in that header, and Authorization is left alone, in every way', async () => {
    const page = await open(NAME);
    const { window } = page;
    const key = newKey();
    await window.fetch(at('page', key, 'echo'));
    await window.fetch(new window.Request(at('page', key, 'echo')));
    await sendXhr(window, at('page', key, 'echo'));
    const sync = new window.XMLHttpRequest();
    sync.open('GET', at('page', key, 'echo'), false);
    sync.send();
    expect(await headers(key, 4)).to.deep.equal(Array(4).fill([TOKEN, undefined]));
    expect(shimLines(page)).to.deep.equal([]);
  });

  // A staging site behind HTTP Basic authentication: https://github.com/jazzband/djangorestframework-simplejwt/issues/99
  it("C11: the page's own Authorization goes along; its own header of that name stays, whatever its case", async () => {
    const { window } = await open(NAME);
    const key = newKey();
    const Authorization = 'Basic c3RhZ2luZzpzZWNyZXQ=';
    await window.fetch(at('page', key, 'echo'), { headers: { Authorization } });
    await sendXhr(window, at('page', key, 'echo'), (xhr) => xhr.setRequestHeader('Authorization', Authorization));
    await window.fetch(at('page', key, 'echo'), { headers: { 'x-authorization': 'own', Authorization } });
    await sendXhr(window, at('page', key, 'echo'), (xhr) => xhr.setRequestHeader('x-AUTHORIZATION', 'own'));
    expect(await headers(key, 4)).to.deep.equal([
      [TOKEN, Authorization],
      [TOKEN, Authorization],
      ['own', Authorization],
      ['own', undefined],
    ]);
  });

  it('C11: a name with characters that mean something elsewhere is a name', async () => {
    const { window } = await open('X.Token');
    const key = newKey();
    await sendXhr(window, at('page', key, 'echo'), (xhr) => xhr.setRequestHeader('XxToken', 'own'));
    await sendXhr(window, at('page', key, 'echo'), (xhr) => xhr.setRequestHeader('x.token', 'own'));
    const sent = (await requests(key, 2)).map((request) => headerOf(request, 'X.Token'));
    expect(sent).to.deep.equal([TOKEN, 'own']);
  });

  it('C11: authorization, in any case, has Bearer', async () => {
    const { window } = await open('authorization');
    const key = newKey();
    await window.fetch(at('page', key, 'echo'));
    expect(await headers(key, 1)).to.deep.equal([[undefined, `Bearer ${TOKEN}`]]);
  });

  it('C11, A2: a name that scripts may not set is an error at the tag, and loses no token', async () => {
    const page = await open('Cookie');
    const { window } = page;
    const key = newKey();
    await window.fetch(at('page', key, 'echo'));
    onlyLine(page, 'error', /data-token-header "Cookie" is not allowed/);
    expect(await headers(key, 1)).to.deep.equal([[undefined, `Bearer ${TOKEN}`]]);
  });

  it('C11, F3: the hint about CORS names it', async () => {
    const page = await open(NAME);
    await page.window.fetch(at('backend', newKey(), 'cors', 'none', 'echo')).catch(() => {});
    await until(() => shimLines(page)[0]);
    onlyLine(page, 'warn', /allow the header "X-Authorization"/);
  });

  it("C11, F5: a 401 to a call with the page's own header says so", async () => {
    const page = await open(NAME);
    await page.window.fetch(at('page', newKey(), 'status', 401), { headers: { [NAME]: 'own' } });
    onlyLine(page, 'warn', /its own X-Authorization/);
  });

  it('C11, I2: a stream has it', async () => {
    const page = await openPage({
      head: [
        { clerk: { session: 'sess_A' } },
        { file: 'clerk-ajax.all.min.js', shim: { 'data-token-origins': "'self'", 'data-token-header': NAME } },
      ],
    });
    const key = newKey();
    const source = new page.window.EventSource(at('page', key, 'echo'));
    expect(await headers(key, 1)).to.deep.equal([[TOKEN, undefined]]);
    source.close();
  });
});
