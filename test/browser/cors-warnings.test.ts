import { expect } from 'chai';
import { LEAVING } from '../../src/calls/timeLimits.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, origins, type Page, type PageWindow, received, type TestPage } from '../kit/page.ts';
import { clerkOf, onlyLine, sendXhr, shimLines } from '../kit/session.ts';
import { until } from '../kit/until.ts';

const WARNING =
  /must include "Access-Control-Allow-Origin: (\S+)" \(not "\*"\) and "Access-Control-Allow-Credentials: true"/;

/** In ms. After a synchronous call, Firefox and Chromium 75 tell of the policy in a later task. */
const A_TASK = 20;

/** A page in which the warning, which waits to see whether the page is left, comes soon after the failure. */
function openHurried(definition: TestPage): Promise<Page> {
  const run = (window: PageWindow) => {
    const { setTimeout } = window;
    const hurried = (action: () => void, time: number) =>
      setTimeout.call(window, action, time === LEAVING ? A_TASK : time);
    Object.assign(window, { setTimeout: hurried });
  };
  return openPage({ ...definition, head: [{ run }, ...(definition.head ?? [])] });
}

const aMoment = () => new Promise((resolve) => setTimeout(resolve, 2 * A_TASK));

const rejected = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.fail('it was fulfilled'),
    (error: unknown) => error,
  );

/** A call that fails as the browser says it, and no other way. */
const FAILING: Record<string, (window: PageWindow, url: string) => Promise<unknown>> = {
  fetch: async (window, url) => {
    expect(await rejected(window.fetch(url))).to.be.instanceOf(window.TypeError);
  },
  'fetch of a Request with a body': async (window, url) => {
    const request = new window.Request(url, { method: 'POST', body: 'x' });
    expect(await rejected(window.fetch(request))).to.be.instanceOf(window.TypeError);
  },
  XHR: async (window, url) => {
    let errors = 0;
    const xhr = await sendXhr(window, url, (each) => {
      each.onerror = () => errors++;
    });
    expect([xhr.status, errors]).to.deep.equal([0, 1]);
  },
  'synchronous XHR': async ({ XMLHttpRequest }, url) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url, false);
    expect(() => xhr.send()).to.throw();
  },
};

const expectWarning = async (page: Page, origin: string) => {
  await aMoment();
  onlyLine(page, 'warn', WARNING);
  const [line = ''] = page.said('warn');
  expect(line).to.include(origin);
  expect(WARNING.exec(line)?.[1]).to.equal(origins.page);
};

describe('calls that fail as of CORS', () => {
  for (const [name, fails] of Object.entries(FAILING)) {
    it(`F3: a failed ${name} is one warning, which says what the backend must answer to this page`, async () => {
      const page = await openHurried(shimmedPage());
      await fails(page.window, at('backend', newKey(), 'cors', 'none', 'echo'));
      await fails(page.window, at('backend', newKey(), 'cors', 'any', 'echo'));
      await expectWarning(page, origins.backend);
    });
  }

  for (const mode of ['none', 'any', 'no-credentials', 'no-headers', 'refuse'] as const) {
    it(`F3: a backend whose CORS is "${mode}" is warned of`, async () => {
      const page = await openHurried(shimmedPage());
      const url = at('backend', newKey(), 'cors', mode, 'echo');
      await rejected(page.window.fetch(url, { headers: { 'X-Custom': '1' } }));
      await expectWarning(page, origins.backend);
    });
  }

  it('F3: an origin is warned of once, for all calls together', async () => {
    const page = await openHurried(shimmedPage({ 'data-backend-origins': 'localhost:* 127.0.0.1:*' }));
    const key = newKey();
    for (const origin of ['backend', 'foreign', 'foreignIp', 'backend'] as const) {
      for (const fails of Object.values(FAILING)) await fails(page.window, at(origin, key, 'cors', 'none', 'echo'));
    }
    await aMoment();
    const lines = page.said('warn');
    expect(lines).to.have.length(3);
    for (const origin of [origins.backend, origins.foreign, origins.foreignIp]) {
      expect(lines.filter((line) => line.includes(`${origin} `))).to.have.length(1);
    }
  });

  for (const [what, attributes, asksFor] of [
    ['session-token', { 'data-send': 'session-token' }, { credentials: false, authorization: true }],
    [
      'token origins',
      { 'data-token-origins': origins.backend, 'data-backend-origins': "'self'" },
      { credentials: false, authorization: true },
    ],
    ['session-id credentials', {}, { credentials: true, authorization: false }],
    ['all', { 'data-send': 'session-id credentials session-token' }, { credentials: true, authorization: true }],
  ] as const) {
    it(`F3, C8: the warning asks for what calls with ${what} need, and for nothing else`, async () => {
      const page = await openHurried(shimmedPage(attributes));
      await rejected(page.window.fetch(at('backend', newKey(), 'cors', 'none', 'echo')));
      await aMoment();
      onlyLine(page, 'warn', /must include "Access-Control-Allow-Origin: \S+"/);
      const [line = ''] = page.said('warn');
      expect(/Allow-Credentials/.test(line)).to.equal(asksFor.credentials);
      expect(/not "\*"/.test(line)).to.equal(asksFor.credentials);
      expect(/"Authorization"/.test(line)).to.equal(asksFor.authorization);
      // Who uses a current SDK has taken the wrong list.
      expect(line.includes(`data-token-origins="${origins.backend}"`)).to.equal(!asksFor.authorization);
    });
  }

  for (const [name, fails] of Object.entries(FAILING)) {
    it(`F3: ${name} that the page's Content Security Policy blocks: the directive to change, and no word of CORS`, async () => {
      const policy = `connect-src ${origins.page}`;
      const page = await openHurried({ ...shimmedPage(), headers: { 'Content-Security-Policy': policy } });
      await fails(page.window, at('backend', newKey(), 'echo'));
      await until(() => page.said('warn').length);
      await aMoment();
      onlyLine(page, 'warn', /blocked by this page's Content Security Policy/);
      expect(page.said('warn')[0]).to.include(`add ${origins.backend} to connect-src`);
    });
  }

  it('F3: a held call that fails is warned of, too', async () => {
    const page = await openHurried({ head: [{ clerk: {} }, { shim: { 'data-backend-origins': origins.backend } }] });
    const { window } = page;
    const url = at('backend', newKey(), 'cors', 'none', 'echo');
    const calls = [rejected(window.fetch(url)), sendXhr(window, url)];
    clerkOf(window).become('sess_A');
    await Promise.all<unknown>(calls);
    await expectWarning(page, origins.backend);
  });

  const INNOCENT: Record<string, (window: PageWindow, key: string) => Promise<unknown>> = {
    'a fetch that is aborted': async (window, key) => {
      const controller = new window.AbortController();
      const call = rejected(window.fetch(at('backend', key, 'hang'), { signal: controller.signal }));
      controller.abort();
      await call;
    },
    'a fetch that is aborted on its way': async (window, key) => {
      const controller = new window.AbortController();
      const call = rejected(window.fetch(at('backend', key, 'hang'), { signal: controller.signal }));
      await window.fetch(at('backend', key, 'echo'));
      controller.abort();
      await call;
    },
    'a fetch that is aborted with an error of the page': async (window, key) => {
      const controller = new window.AbortController();
      const call = rejected(window.fetch(at('backend', key, 'hang'), { signal: controller.signal }));
      await window.fetch(at('backend', key, 'echo'));
      controller.abort(new window.TypeError('the page has had enough'));
      await call;
    },
    'a fetch whose signal was aborted before': async (window, key) => {
      const controller = new window.AbortController();
      controller.abort();
      await rejected(window.fetch(at('backend', key, 'echo'), { signal: controller.signal }));
    },
    'a method that is none': (window, key) => rejected(window.fetch(at('backend', key, 'echo'), { method: 'a b' })),
    'a body with GET': (window, key) => rejected(window.fetch(at('backend', key, 'echo'), { body: 'x' })),
    'a header that is none': (window, key) =>
      rejected(window.fetch(at('backend', key, 'echo'), { headers: { 'a b': '1' } })),
    'a body that is used up': async (window, key) => {
      const request = new window.Request(at('backend', key, 'echo'), { method: 'POST', body: 'x' });
      await request.text();
      await rejected(window.fetch(request));
    },
    'a status of 404 or 500': async (window, key) => {
      await window.fetch(at('backend', key, 'status', 500));
      await sendXhr(window, at('backend', key, 'status', 404));
    },
    'an answer that breaks off': async (window, key) => {
      const response = await window.fetch(at('backend', key, 'truncate'));
      await rejected(response.text());
    },
    'the own origin': async (window, key) => {
      await rejected(window.fetch(at('page', key, 'close')));
      await sendXhr(window, at('page', key, 'close'));
    },
    'an origin that is not ours': async (window, key) => {
      await rejected(window.fetch(at('foreign', key, 'cors', 'none', 'echo')));
      await sendXhr(window, at('foreign', key, 'cors', 'none', 'echo'));
    },
    'an XHR that is aborted': async ({ XMLHttpRequest }, key) => {
      const xhr = new XMLHttpRequest();
      xhr.open('GET', at('backend', key, 'hang'));
      xhr.send();
      xhr.abort();
    },
    'an XHR that takes too long': (window, key) =>
      sendXhr(window, at('backend', key, 'hang'), (xhr) => {
        xhr.timeout = 50;
      }),
  };
  for (const [what, call] of Object.entries(INNOCENT)) {
    it(`F3: the shim warns of nothing for ${what}`, async () => {
      const page = await openHurried(shimmedPage());
      await call(page.window, newKey());
      await page.window.fetch(at('page', newKey(), 'echo'));
      await aMoment();
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('F3: a failure is not warned of while the browser is offline', async () => {
    const page = await openHurried(shimmedPage());
    Object.defineProperty(page.window.navigator, 'onLine', { get: () => false });
    const url = at('backend', newKey(), 'close');
    await rejected(page.window.fetch(url));
    await sendXhr(page.window, url);
    await aMoment();
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('F3: a call that ends as the page is left is not warned of', async () => {
    const page = await openPage(shimmedPage());
    const { window } = page;
    const key = newKey();
    void window.fetch(at('backend', key, 'hang')).catch(() => {});
    void sendXhr(window, at('backend', key, 'hang'));
    await received(key, 2);
    // Firefox and WebKit end the calls before the next page answers.
    window.location.href = at('page', key, 'delay', 300, 'body', 'html');
    await until(() => window.document?.title === 'wörld');
    await aMoment();
    expect(shimLines(page)).to.deep.equal([]);
  });

  it("E2: a failure that nobody handles is still an unhandled rejection, with native's reason", async () => {
    const page = await openHurried(shimmedPage());
    const reason = new Promise<unknown>((resolve) => {
      page.window.addEventListener('unhandledrejection', (event) => resolve(event.reason));
    });
    void page.window.fetch(at('backend', newKey(), 'cors', 'none', 'echo'));
    expect(await reason).to.be.instanceOf(page.window.TypeError);
  });
});
