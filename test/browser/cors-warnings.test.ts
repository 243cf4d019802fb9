import { expect } from 'chai';
import { shimmedPage } from '../support/differential.ts';
import { at, newKey, openPage, origins, type Page, type PageWindow } from '../support/page.ts';
import { clerkOf, onlyLine, sendXhr, shimLines } from '../support/session.ts';

const WARNING =
  /must answer "Access-Control-Allow-Origin: (\S+)" \(not "\*"\) and "Access-Control-Allow-Credentials: true"/;

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

const expectWarning = (page: Page, origin: string) => {
  onlyLine(page, 'warn', WARNING);
  const [line = ''] = page.said('warn');
  expect(line).to.include(origin);
  expect(WARNING.exec(line)?.[1]).to.equal(origins.page);
};

describe('calls that fail as of CORS', () => {
  for (const [name, fails] of Object.entries(FAILING)) {
    it(`F3: one warning for ${name} says what the backend must answer to this page`, async () => {
      const page = await openPage(shimmedPage());
      await fails(page.window, at('backend', newKey(), 'cors', 'none', 'echo'));
      await fails(page.window, at('backend', newKey(), 'cors', 'any', 'echo'));
      expectWarning(page, origins.backend);
    });
  }

  for (const mode of ['none', 'any', 'no-credentials', 'no-headers', 'refuse'] as const) {
    it(`F3: a backend whose CORS is "${mode}" is warned of`, async () => {
      const page = await openPage(shimmedPage());
      const url = at('backend', newKey(), 'cors', mode, 'echo');
      await rejected(page.window.fetch(url, { headers: { 'X-Custom': '1' } }));
      expectWarning(page, origins.backend);
    });
  }

  it('F3: one warning per origin, for all calls and all ways together', async () => {
    const page = await openPage(shimmedPage({ 'data-backend-origins': 'localhost:* 127.0.0.1:*' }));
    const key = newKey();
    for (const origin of ['backend', 'foreign', 'foreignIp', 'backend'] as const) {
      for (const fails of Object.values(FAILING)) await fails(page.window, at(origin, key, 'cors', 'none', 'echo'));
    }
    const lines = page.said('warn');
    expect(lines).to.have.length(3);
    for (const origin of [origins.backend, origins.foreign, origins.foreignIp]) {
      expect(lines.filter((line) => line.includes(`${origin} `))).to.have.length(1);
    }
  });

  it('F3: where the token is sent, it says that Authorization must be allowed; elsewhere it does not', async () => {
    for (const [send, named] of [
      ['session-token', true],
      ['session-id credentials', false],
    ] as const) {
      const page = await openPage(shimmedPage({ 'data-send': send }));
      await rejected(page.window.fetch(at('backend', newKey(), 'cors', 'none', 'echo')));
      onlyLine(page, 'warn', WARNING);
      expect(/"Authorization"/.test(page.said('warn')[0] ?? '')).to.equal(named);
    }
  });

  it('F3: a held call that fails is warned of, too', async () => {
    const page = await openPage({ head: [{ clerk: {} }, { shim: { 'data-backend-origins': origins.backend } }] });
    const { window } = page;
    const url = at('backend', newKey(), 'cors', 'none', 'echo');
    const calls = [rejected(window.fetch(url)), sendXhr(window, url)];
    clerkOf(window).become('sess_A');
    await Promise.all<unknown>(calls);
    expectWarning(page, origins.backend);
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
    it(`F3: no warning for ${what}`, async () => {
      const page = await openPage(shimmedPage());
      await call(page.window, newKey());
      // A warning would come with the failure, or in the task after it.
      await page.window.fetch(at('page', newKey(), 'echo'));
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it('F3: no warning while the browser is offline, where no answer would help', async () => {
    const page = await openPage(shimmedPage());
    Object.defineProperty(page.window.navigator, 'onLine', { get: () => false });
    const url = at('backend', newKey(), 'close');
    await rejected(page.window.fetch(url));
    await sendXhr(page.window, url);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it("E2: a failure that nobody handles is still an unhandled rejection, with native's reason", async () => {
    const page = await openPage(shimmedPage());
    const reason = new Promise<unknown>((resolve) => {
      page.window.addEventListener('unhandledrejection', (event) => resolve(event.reason));
    });
    void page.window.fetch(at('backend', newKey(), 'cors', 'none', 'echo'));
    expect(await reason).to.be.instanceOf(page.window.TypeError);
  });
});
