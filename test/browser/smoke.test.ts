import { expect } from 'chai';
import { expectSame, runBoth, shimmedPage } from '../kit/differential.ts';
import { at, headerOf, newKey, openPage, origins, received, release, sessionOf, textOf } from '../kit/page.ts';

// The infrastructure itself, with the browser's own functions: what the other tests stand on.

describe('test servers', () => {
  it('record a request as it was on the wire', async () => {
    const key = newKey();
    const response = await fetch(`${at('page', key, 'echo')}?a=%2F&b=%20x`, { method: 'POST', body: 'hello' });
    expect(response.status).to.equal(200);
    const [request, ...others] = await received(key);
    expect(others).to.have.length(0);
    expect(request).to.include({ origin: 'page', method: 'POST', url: `/k/${key}/echo?a=%2F&b=%20x`, complete: true });
    expect(textOf(request ?? { body: '' })).to.equal('hello');
    expect(await response.json()).to.include({ url: request?.url, body: request?.body });
  });

  it('let the browser read cross-origin answers with credentials', async () => {
    const key = newKey();
    Object.assign(document, { cookie: `smoke=${key}; path=/` });
    const response = await fetch(at('backend', key, 'echo'), {
      method: 'PUT',
      headers: { 'X-Custom': 'yes' },
      credentials: 'include',
    });
    expect(response.status).to.equal(200);
    const [preflight, request] = await received(key);
    expect(preflight?.method).to.equal('OPTIONS');
    expect(headerOf(request ?? { rawHeaders: [] }, 'Cookie')).to.include(key);
    expect(headerOf(request ?? { rawHeaders: [] }, 'x-custom')).to.equal('yes');
  });

  for (const [mode, origin] of [
    ['none', 'backend'],
    ['any', 'backend'],
    ['no-credentials', 'foreign'],
    ['refuse', 'foreignIp'],
  ] as const) {
    it(`fail a call with credentials as the CORS mode "${mode}" says`, async () => {
      const key = newKey();
      const call = fetch(at(origin, key, 'cors', mode, 'echo'), {
        credentials: 'include',
        headers: { 'X-Custom': '1' },
      });
      const error = await call.then(
        () => undefined,
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(TypeError);
    });
  }

  it('set cookies, redirect, and hold an answer back until they are told', async () => {
    const key = newKey();
    const target = at('page', key, 'until', key, 'cookie', `late=${key}`, 'echo');
    const call = fetch(at('page', key, 'redirect', 302, target));
    const requests = await received(key, 2);
    expect(requests.map(({ url }) => url.split('/')[3])).to.deep.equal(['redirect', 'until']);
    await release(key);
    expect((await call).redirected).to.equal(true);
    expect(document.cookie).to.include(`late=${key}`);
  });

  it('tell when the client went away', async () => {
    const key = newKey();
    const abort = new AbortController();
    const call = fetch(at('page', key, 'hang'), { signal: abort.signal });
    await received(key, 1);
    abort.abort();
    expect(await call.catch(({ name }: Error) => name)).to.equal('AbortError');
  });

  it('answer in another charset, in pieces, and not at all', async () => {
    const key = newKey();
    const text = (path: string) =>
      new Promise<string>((resolve) => {
        const xhr = new XMLHttpRequest();
        xhr.open('GET', path);
        xhr.onload = () => resolve(xhr.responseText);
        xhr.onerror = () => resolve('network error');
        xhr.send();
      });
    expect(await text(at('page', key, 'text', 'shift_jis', '日本'))).to.equal('日本');
    expect(await text(at('page', key, 'dribble', 3, 5))).to.match(/^chunk 0[\s\S]*chunk 2/);
    expect(await text(at('page', key, 'truncate'))).to.equal('network error');
  });
});

describe('pages under test', () => {
  it('are fresh realms whose parts run in order', async () => {
    const ran: string[] = [];
    const page = await openPage({
      head: [
        { run: () => ran.push('head') },
        { script: 'window.inline = 1;' },
        { run: (window) => ran.push(`inline ${(window as unknown as { inline: number }).inline}`) },
      ],
      body: [
        { html: '<p id="p">hello</p>' },
        { run: ({ document }) => ran.push(document.querySelector('p')?.textContent ?? '') },
      ],
    });
    expect(ran).to.deep.equal(['head', 'inline 1', 'hello']);
    expect(page.window.XMLHttpRequest).not.to.equal(XMLHttpRequest);
    expect(page.window.location.origin).to.equal(origins.page);
    page.close();
    expect(page.window).to.equal(null);
  });

  it('have the charset, the base and the policy that the test asks for', async () => {
    const key = newKey();
    const page = await openPage({
      charset: 'windows-1252',
      base: `${origins.backend}/k/${key}/`,
      headers: { 'Content-Security-Policy': "script-src 'self' 'nonce-abc'" },
      nonce: 'abc',
      head: [{ script: 'window.blocked = true;' }, { script: 'window.text = "\u20ac";', attributes: { nonce: 'abc' } }],
    });
    expect(page.window.document.characterSet).to.equal('windows-1252');
    expect(page.window).to.not.have.property('blocked');
    expect(page.window).to.have.property('text', '\u20ac');
    await page.window.fetch('echo?q=\u20ac');
    const xhr = new page.window.XMLHttpRequest();
    xhr.open('GET', 'echo?q=\u20ac', false);
    xhr.send();
    expect((await received(key)).map(({ origin, url }) => `${origin} ${url.split('?')[1]}`)).to.deep.equal([
      'backend q=%E2%82%AC',
      'backend q=%80',
    ]);
  });

  it('show what they said and what went wrong in them', async () => {
    const page = await openPage({
      head: [
        { script: 'console.warn("careful", 1); setTimeout(() => { throw new Error("oops") }); Promise.reject(7);' },
      ],
      body: [{ script: '', attributes: { src: '/nothing.js' } }],
    });
    await new Promise<void>((resolve) => page.window.setTimeout(resolve, 50));
    expect(page.said('warn')).to.deep.equal(['careful 1']);
    expect(page.errors).to.have.length(1);
    expect(page.errors[0]).to.include('oops');
    expect(page.rejections).to.deep.equal([7]);
    expect(page.run((a: number) => [a, typeof window] as const, 2)).to.deep.equal([2, 'object']);
  });

  it('have a stand-in of Clerk that tells its session as ClerkJS does', async () => {
    const said: unknown[] = [];
    const page = await openPage({ head: [{ clerk: {} }] });
    const { Clerk } = page.window;
    Clerk?.on('status', (status) => said.push(status), { notify: true });
    const stop = Clerk?.addListener(() => said.push(`${Clerk.session?.id} ${Clerk.loaded}`));
    Clerk?.control.become('sess_A');
    Clerk?.addListener(() => said.push('again'))();
    Clerk?.control.become(null);
    stop?.();
    Clerk?.control.become('sess_B');
    expect(said).to.deep.equal(['loading', 'sess_A false', 'ready', 'again', 'undefined true']);
    expect(await Clerk?.session?.getToken()).to.include('sess_B');
  });
});

describe('differential tests', () => {
  it('run once on native functions and once through the shim', async () => {
    const { native, shim } = await expectSame(async ({ window, at }) => {
      const response = await window.fetch(`${at('backend', 'echo')}?a=1`, {
        method: 'POST',
        body: new window.FormData(),
      });
      return [
        response.status,
        response.url,
        new window.TypeError('x'),
        await response.arrayBuffer().then(() => undefined),
      ];
    });
    expect(native.trace[1]).to.equal(`${origins.backend}/k/KEY/echo?a=1`);
    expect(native.received.map((request) => sessionOf(request))).to.deep.equal([undefined]);
    expect(shim.received.map((request) => sessionOf(request))).to.deep.equal(['sess_A']);
  });

  it('see what the shim changes', async () => {
    const { native, shim } = await runBoth(
      async ({ window, at }) => {
        const answer = await (await window.fetch(at('backend', 'echo'))).json();
        return { cookie: 'cookie' in answer.headers };
      },
      { ...shimmedPage(), body: [{ run: ({ document }) => Object.assign(document, { cookie: 'seen=1; path=/' }) }] },
    );
    expect([native.trace, shim.trace]).to.deep.equal([{ cookie: false }, { cookie: true }]);
  });
});
