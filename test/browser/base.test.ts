import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

const ofServers = async (key: string, count: number) =>
  (await requests(key, count)).map(({ origin, url }) => `${origin} ${/sess_A/.test(url)}`).sort();

describe('where relative URLs lead', () => {
  it('B3, B5: a <base> that leads elsewhere takes relative URLs along, and they get nothing', async () => {
    const { window } = await openPage({ ...shimmedPage(), base: `${origins.foreign}/` });
    const key = newKey();
    await window.fetch(`k/${key}/echo`);
    await window.fetch(`/k/${key}/echo`);
    await sendXhr(window, `k/${key}/echo`);
    await window.fetch(new window.Request(`k/${key}/echo`));
    expect(await ofServers(key, 4)).to.deep.equal(Array(4).fill('foreign false'));
  });

  it('B3: a relative URL is resolved against the base of the time of the call', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const call = async (what: string) => {
      await window.fetch(`/k/${key}/echo?fetch-${what}`);
      await sendXhr(window, `/k/${key}/echo?xhr-${what}`);
    };
    await call('none');
    const base = window.document.createElement('base');
    window.document.head.prepend(base);
    for (const origin of ['foreign', 'backend', 'foreignIp', 'page'] as const) {
      base.href = `${origins[origin]}/x/`;
      await call(origin);
    }
    base.remove();
    await call('none');
    const seen = (await requests(key, 12)).map(({ origin, url }) => `${origin} ${url.split('?')[1]}`);
    const added = '&_clerk_session_id=sess_A';
    expect(seen).to.deep.equal(
      [
        ['page', 'none', added],
        ['foreign', 'foreign', ''],
        ['backend', 'backend', added],
        ['foreign', 'foreignIp', ''],
        ['page', 'page', added],
        ['page', 'none', added],
      ].flatMap(([origin, what, end]) => [`${origin} fetch-${what}${end}`, `${origin} xhr-${what}${end}`]),
    );
  });

  it('B3, B5: a held call goes where it led when it was made, whatever the base has become', async () => {
    const { window } = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-backend-origins': "'self'" } }],
    });
    const key = newKey();
    const calls = [window.fetch(`/k/${key}/echo?1`), sendXhr(window, `/k/${key}/echo?2`)];
    const opened = new window.XMLHttpRequest();
    opened.open('GET', `/k/${key}/echo?3`);
    const base = window.document.createElement('base');
    base.href = `${origins.foreign}/x/`;
    window.document.head.prepend(base);
    calls.push(
      new Promise<XMLHttpRequest>((resolve) => {
        opened.onloadend = () => resolve(opened);
      }),
    );
    opened.send();
    clerkOf(window).become('sess_A');
    await Promise.all<unknown>(calls);
    expect(await ofServers(key, 3)).to.deep.equal(Array(3).fill('page true'));
  });

  it('B3: history.pushState() moves what relative URLs are relative to', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    window.history.pushState(null, '', `/k/${key}/echo/deep/page?q`);
    await window.fetch('x');
    await sendXhr(window, '?y');
    const urls = (await requests(key, 2)).map(({ url }) => url);
    expect(urls).to.deep.equal([
      `/k/${key}/echo/deep/x?_clerk_session_id=sess_A`,
      `/k/${key}/echo/deep/page?y&_clerk_session_id=sess_A`,
    ]);
  });

  it('B3: blob:, data:, about: and the rest are never ours, and work as they do', async () => {
    const page = await openPage(shimmedPage());
    const { window } = page;
    const blob = window.URL.createObjectURL(new window.Blob(['blob']));
    expect(blob).to.include(origins.page);
    expect(await (await window.fetch(blob)).text()).to.equal('blob');
    expect((await sendXhr(window, blob)).responseText).to.equal('blob');
    expect(await (await window.fetch('data:text/plain,data')).text()).to.equal('data');
    expect((await sendXhr(window, 'data:text/plain,data')).responseText).to.equal('data');
    const urls = [blob, 'data:,x', 'about:blank', 'javascript:0', 'file:///x', 'ws://localhost/', 'mailto:a@localhost'];
    expect(urls.filter((url) => shimOf(window).explain(url).ours)).to.deep.equal([]);
    expect(shimLines(page)).to.deep.equal([]);
  });
});

describe('pages without an address of their own', () => {
  const shim = `<script src="${origins.page}/dist/clerk-ajax.js" data-backend-origins="'self'"></script>`;
  const clerk = `<script src="${origins.page}/support/fake-clerk.js" data-fake-session="sess_A"></script>`;

  const framed = async (fill: (frame: HTMLIFrameElement) => void): Promise<PageWindow> => {
    const page = await openPage({});
    const { document } = page.window;
    const frame = document.createElement('iframe');
    const loaded = new Promise((resolve) => {
      frame.onload = () => (frame.contentWindow as PageWindow | null)?.ClerkAjax && resolve(frame);
    });
    fill(frame);
    if (!frame.isConnected) document.body.append(frame);
    await loaded;
    return frame.contentWindow as PageWindow;
  };

  const FRAMES: Record<string, (frame: HTMLIFrameElement, html: string) => void> = {
    srcdoc: (frame, html) => {
      frame.srcdoc = html;
    },
    'a blob: URL': (frame, html) => {
      frame.src = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    },
  };
  const SCRIPTS: Record<string, string> = {
    '': '',
    ', whose own origin is a variable': `var origin = '${origins.foreign}';`,
    ', whose own self is a variable': "var self = { origin: 'https://elsewhere.test' };",
    ', whose own URL gives the origin of another': `Object.defineProperty(URL.prototype, 'host', { get: function () { return 'elsewhere.test'; } });`,
  };
  for (const [what, fill] of Object.entries(FRAMES)) {
    for (const [how, script] of Object.entries(SCRIPTS)) {
      it(`B1, B3: in a frame of ${what}${how}, 'self' is the origin that it has from its page`, async () => {
        const html = `<!doctype html>${clerk}<script>${script}</script>${shim}`;
        const window = await framed((frame) => fill(frame, html));
        const key = newKey();
        await window.fetch(at('page', key, 'echo'));
        await sendXhr(window, at('page', key, 'echo'));
        await window.fetch(at('foreign', key, 'echo'));
        expect(await sessions(key, 3)).to.deep.equal(['sess_A', 'sess_A', null]);
      });
    }
  }

  it("A2: in a frame of srcdoc whose Blob is a variable, 'self' is one error, and the other sources work", async () => {
    const tag = shim.replace(`"'self'"`, `"'self' ${origins.backend}"`);
    const page = await framed((frame) =>
      FRAMES.srcdoc?.(frame, `<!doctype html>${clerk}<script>var Blob = 1;</script>${tag}`),
    );
    const key = newKey();
    await page.fetch(at('backend', key, 'echo'));
    await page.fetch(at('page', key, 'echo'));
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', null]);
  });
});

describe('names of the page', () => {
  const NAMES: Record<string, TestPage['body']> = {
    'elements called baseURI, currentScript, URL and origin': [
      { html: '<img name="baseURI"><form name="currentScript"></form><a id="URL"></a><b id="origin"></b>' },
    ],
    'elements called readyState, head and location': [
      { html: '<img name="readyState"><form name="head"></form><form name="location"></form>' },
    ],
    'variables called URL, origin, Request and status': [
      { script: "var URL = '/api'; var origin = 'https://elsewhere.test'; var Request = {}; var status = 1;" },
    ],
    'variables called Response, Headers, FormData, URLSearchParams and ReadableStream': [
      { script: 'var Response = 1, Headers = 1, FormData = 1, URLSearchParams = 1, ReadableStream = 1;' },
    ],
    'variables called Map, Set, WeakMap and JSON': [
      { script: 'var Map = 1, Set = 1, WeakMap = 1, WeakSet = 1, JSON = 1;' },
    ],
    'a variable called Proxy': [{ script: 'var Proxy = 1;' }],
    'a variable called Reflect': [{ script: 'var Reflect = 1;' }],
  };
  for (const [what, body] of Object.entries(NAMES)) {
    it(`B3: ${what} do not stand in front of what the shim reads`, async () => {
      const page = await openPage({ ...shimmedPage({ 'data-send': 'session-id session-token' }), body: body ?? [] });
      const { window } = page;
      const key = newKey();
      await window.fetch(at('backend', key, 'echo'), { method: 'POST', headers: { 'X-A': '1' }, body: 'x' });
      await window.fetch(`/k/${key}/echo`);
      await sendXhr(window, ` /k/${key}/echo`);
      await window.fetch(`${origins.foreign}/k/${key}/echo`);
      expect(await sessions(key, 4)).to.deep.equal(['sess_A', 'sess_A', 'sess_A', null]);
      expect(shimLines(page)).to.deep.equal([]);
      expect(page.errors).to.deep.equal([]);
    });
  }
});
