import { expect } from 'chai';
import { shimmedPage } from '../support/differential.ts';
import { at, engine, headerOf, newKey, openPage, origins, type PageWindow, sessionOf } from '../support/page.ts';
import { cookieOf, requests, sendXhr, sessions } from '../support/session.ts';

const cookie = (name: string) => Object.assign(document, { cookie: `${name}=1; path=/` });
const control = (window: PageWindow) => {
  if (!window.Clerk) throw new Error('the page has no Clerk');
  return window.Clerk.control;
};

describe('what calls of ours get', () => {
  it('C3: after a switch the next call has the new session, also one that was opened before', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at('backend', key, 'echo'));
    xhr.setRequestHeader('X-Kept', 'yes');
    control(window).become('sess_B');
    xhr.send();
    await new Promise((resolve) => {
      xhr.onloadend = resolve;
    });
    await window.fetch(at('backend', key, 'echo'));
    const seen = await requests(key, 3);
    expect(seen.map((request) => sessionOf(request))).to.deep.equal(['sess_A', 'sess_B', 'sess_B']);
    expect(seen[1] && headerOf(seen[1], 'X-Kept')).to.equal('yes');
  });

  it('C4: signed out, calls have no parameter and no token, and credentials all the same', async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-id credentials session-token' }, null));
    const key = newKey();
    cookie(key);
    await window.fetch(at('backend', key, 'echo'));
    await sendXhr(window, at('backend', key, 'echo'));
    for (const request of await requests(key, 2)) {
      expect(sessionOf(request) ?? null).to.equal(null);
      expect(headerOf(request, 'Authorization') ?? null).to.equal(null);
      expect(cookieOf(request)).to.include(key);
    }
  });

  it('C5: cross-origin calls go with credentials, whatever a library writes after open()', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    cookie(key);
    await window.fetch(at('backend', key, 'echo'));
    await window.fetch(at('backend', key, 'echo'), { credentials: 'same-origin' });
    await window.fetch(new window.Request(at('backend', key, 'echo'), { method: 'POST', body: 'x' }));
    await sendXhr(window, at('backend', key, 'echo'), (xhr) => {
      xhr.withCredentials = false;
    });
    for (const request of await requests(key, 4)) expect(cookieOf(request)).to.include(key);
  });

  it('C5: a fetch that says omit is left alone in every way', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    cookie(key);
    await window.fetch(at('backend', key, 'echo'), { credentials: 'omit' });
    await window.fetch(new window.Request(at('backend', key, 'echo'), { credentials: 'omit' }));
    await window.fetch(at('page', key, 'echo'), Object.create({ credentials: 'omit' }));
    for (const request of await requests(key, 3)) {
      expect(sessionOf(request) ?? null).to.equal(null);
      expect(cookieOf(request)).to.equal('');
    }
  });

  it("C5: an object that is used again for a call that is not ours has the page's own withCredentials", async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    cookie(key);
    const xhr = await sendXhr(window, at('backend', key, 'echo'));
    xhr.open('GET', at('foreign', key, 'cors', 'any', 'echo'));
    expect(xhr.withCredentials).to.equal(false);
    xhr.send();
    await new Promise((resolve) => {
      xhr.onloadend = resolve;
    });
    expect(xhr.status).to.equal(200);
    const [, foreign] = await requests(key, 2);
    expect(cookieOf(foreign)).to.equal('');
    expect(foreign && sessionOf(foreign)).to.not.equal('sess_A');
  });

  it('C5: a same-origin call of ours that is redirected to an origin with * still works', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const target = at('foreign', key, 'cors', 'any', 'echo');
    const response = await window.fetch(at('page', key, 'redirect', 302, target));
    expect(response.status).to.equal(200);
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', null]);
  });

  it('C1: data-send without session-id adds no parameter, data-session-param names it', async () => {
    const key = newKey();
    const { window } = await openPage(shimmedPage({ 'data-send': 'credentials' }));
    await window.fetch(at('backend', key, 'echo'));
    const other = await openPage(shimmedPage({ 'data-session-param': 'sid' }));
    await other.window.fetch(`${at('backend', key, 'echo')}?a=1#f`);
    const [first, second] = await requests(key, 2);
    expect(first?.url).to.not.include('sess_A');
    expect(second?.url.split('?')[1]).to.equal('a=1&sid=sess_A');
  });

  it('C2: a URL that has the parameter already is left as the page wrote it', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    for (const query of ['_clerk_session_id=mine&b=2', 'a=%20&%5Fclerk_session_id=mine']) {
      await window.fetch(`${at('backend', key, 'echo')}?${query}`);
      await sendXhr(window, `${at('backend', key, 'echo')}?${query}`);
    }
    const queries = (await requests(key, 4)).map(({ url }) => url.split('?')[1]);
    for (const query of queries) expect(query).to.not.include('sess_A');
  });
});

describe('session tokens', () => {
  const withTokens = { 'data-send': 'session-token' };
  const authorizations = async (key: string, count: number) =>
    (await requests(key, count)).map((request) => headerOf(request, 'Authorization') ?? null);

  it('C6: fetch and XHR carry a token for each call, asked of ClerkJS each time', async () => {
    const { window } = await openPage(shimmedPage(withTokens));
    const key = newKey();
    let count = 0;
    control(window).tokens(async () => `t${++count}`);
    await window.fetch(at('backend', key, 'echo'), { method: 'POST', body: 'x', headers: { 'X-A': '1' } });
    await sendXhr(window, at('backend', key, 'echo'));
    expect(await authorizations(key, 2)).to.deep.equal(['Bearer t1', 'Bearer t2']);
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
  });

  it("C6: the page's own Authorization stays", async () => {
    const { window } = await openPage(shimmedPage(withTokens));
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'), { headers: { authorization: 'Basic eA==' } });
    await sendXhr(window, at('backend', key, 'echo'), (xhr) => xhr.setRequestHeader('AUTHORIZATION', 'Basic eQ=='));
    expect(await authorizations(key, 2)).to.deep.equal(['Basic eA==', 'Basic eQ==']);
  });

  it('C6: where there is no token to be had the calls go without, and one error is logged', async () => {
    for (const tokens of [
      () => Promise.reject(new Error('offline')),
      () => Promise.resolve(null),
      () => new Promise<string>(() => {}),
      () => {
        throw new Error('broken');
      },
    ]) {
      const page = await openPage(shimmedPage({ ...withTokens, 'data-wait': '200' }));
      control(page.window).tokens(tokens as () => Promise<string>);
      const key = newKey();
      await Promise.all([
        page.window.fetch(at('backend', key, 'echo')),
        sendXhr(page.window, at('backend', key, 'echo')),
      ]);
      expect(await authorizations(key, 2)).to.deep.equal([null, null]);
      expect(page.said('error')).to.have.length(1);
      expect(page.said('error')[0]).to.match(/^\[clerk-ajax\] .*no session token/);
    }
  });

  it('C6, D5, D6: while a call waits for its token it keeps its place and its body, and can be aborted', async () => {
    const { window } = await openPage(shimmedPage(withTokens));
    const key = newKey();
    let give: (token: string) => void = () => {};
    const token = new Promise<string>((resolve) => {
      give = resolve;
    });
    control(window).tokens(() => token);
    const controller = new window.AbortController();
    const aborted = window
      .fetch(at('backend', key, 'echo?aborted'), { signal: controller.signal })
      .catch(({ name }) => name);
    const body = new window.URLSearchParams('a=1');
    const calls = [
      window.fetch(at('backend', key, 'echo'), { method: 'POST', body }),
      sendXhr(window, at('backend', key, 'echo')),
    ];
    body.set('a', '2');
    controller.abort();
    expect(await aborted).to.equal('AbortError');
    give('late');
    await Promise.all(calls);
    const seen = await requests(key, 2);
    expect(seen.map(({ method }) => method).sort()).to.deep.equal(['GET', 'POST']);
    expect(window.atob(seen.find(({ method }) => method === 'POST')?.body ?? '')).to.equal('a=1');
    expect(await authorizations(key, 2)).to.deep.equal(['Bearer late', 'Bearer late']);
  });

  it('F4: neither session ID nor token is ever in the console, with data-debug and failures of all kinds', async () => {
    const page = await openPage(
      shimmedPage({ 'data-debug': '', 'data-send': 'session-id credentials session-token' }, 'sess_secret'),
    );
    control(page.window).tokens(async () => 'tok_secret');
    const key = newKey();
    await page.window.fetch(`${at('backend', key, 'echo')}?_clerk_session_id=sess_secret`);
    await page.window.fetch(at('backend', key, 'cors', 'none', 'echo')).catch(() => {});
    await sendXhr(page.window, at('backend', key, 'close'));
    const said = page.console.map(({ text }) => text).filter((text) => text.startsWith('[clerk-ajax]'));
    expect(said.filter((text) => /GET/.test(text))).to.have.length(3);
    for (const text of said) expect(text).to.not.match(/_secret/);
  });
});

describe('hostile URLs', () => {
  const host = new URL(origins.backend).host;
  const port = new URL(origins.foreign).port;
  const HOSTILE = [
    `http://${host}@localhost:${port}/`,
    `http://${host.replace(':', '%3A')}@localhost:${port}/`,
    `//localhost:${port}/`,
    `\\\\localhost:${port}/`,
    `/\\localhost:${port}/`,
    `/\t/localhost:${port}/`,
    `\n//localhost:${port}/`,
    ` http://localhost:${port}/`,
    `ht\ntp://localhost:${port}/`,
    `http:\\\\localhost:${port}/`,
    `HTTP://LOCALHOST:${port}/`,
    `http://localhost:0${port}/`,
  ];
  for (const start of HOSTILE) {
    it(`B5: ${JSON.stringify(start.replace(port, 'PORT').replace(host, 'OURS'))} leads elsewhere, and gets nothing`, async () => {
      const { window } = await openPage(shimmedPage());
      const key = newKey();
      const url = `${start}k/${key}/echo`;
      await window.fetch(url).catch(() => {});
      await sendXhr(window, url).catch(() => {});
      await window.fetch(at('backend', key, 'echo'));
      for (const request of await requests(key)) {
        if (request.origin !== 'backend') expect(request.url).to.not.include('sess_A');
      }
      expect(window.ClerkAjax?.explain(url)).to.include({ ours: false });
    });
  }

  it('B3, B5: a <base> that leads elsewhere takes relative URLs along, and they get nothing', async () => {
    const { window } = await openPage({ ...shimmedPage(), base: `${origins.foreign}/` });
    const key = newKey();
    await window.fetch(`k/${key}/echo`);
    const [request] = await requests(key);
    expect(request?.origin).to.equal('foreign');
    expect(request?.url).to.not.include('sess_A');
  });

  it('B3: names of the page do not stand in front of what the shim reads', async () => {
    const { window } = await openPage({
      ...shimmedPage(),
      body: [
        { html: '<img name="baseURI"><form name="currentScript"></form>' },
        { script: "var URL = '/api'; var origin = 'https://elsewhere.test'; var Request = {};" },
      ],
    });
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'), { headers: { 'X-A': '1' } });
    await window.fetch(`/k/${key}/echo`);
    await sendXhr(window, ` /k/${key}/echo`);
    expect(await sessions(key, 3)).to.deep.equal(['sess_A', 'sess_A', 'sess_A']);
  });

  it('B5: a redirect to another origin takes neither parameter nor token along', async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-id session-token' }));
    control(window).tokens(async () => 'tok');
    const key = newKey();
    await window.fetch(at('backend', key, 'redirect', 307, at('foreign', key, 'echo'))).catch(() => {});
    const foreign = (await requests(key)).filter(({ origin }) => origin === 'foreign');
    for (const request of foreign) {
      expect(request.url).to.not.include('sess_A');
      // Browsers drop it since 2022.
      expect(headerOf(request, 'Authorization') ?? null).to.equal(engine === 'chromium75' ? 'Bearer tok' : null);
    }
  });

  it("B6: ClerkJS's own requests are neither held nor touched", async () => {
    const { window } = await openPage({ head: [{ clerk: {} }, { shim: { 'data-backend-origins': "'self'" } }] });
    const key = newKey();
    await window.fetch(new window.URL(`${at('page', key, 'echo')}?_clerk_js_version=6.0.0`));
    const [request] = await requests(key);
    expect(request?.url.split('?')[1]).to.equal('_clerk_js_version=6.0.0');
  });
});
