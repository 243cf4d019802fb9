import { expect } from 'chai';
import { beneathTheShim, sentFrom } from '../kit/beneath.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, headerOf, newKey, openPage, origins, type PageWindow, received, type TestPage } from '../kit/page.ts';
import { clerkOf, cookieOf, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';
import { next } from '../kit/traceXhr.ts';

/** What the shim replaces, as the page can look at it. */
const replaced = (window: PageWindow) => {
  const { prototype } = window.XMLHttpRequest;
  const methods = ['open', 'send', 'abort', 'setRequestHeader'] as const;
  return [
    Object.getOwnPropertyDescriptor(window, 'fetch'),
    ...methods.map((name) => Object.getOwnPropertyDescriptor(prototype, name)),
  ];
};
const loading: NonNullable<TestPage['head']>[number] = { clerk: {} };
const shim = { shim: { 'data-backend-origins': `'self' ${origins.backend}` } };

const seen = async (window: PageWindow) => {
  const key = newKey();
  await window.fetch(at('backend', key, 'echo'));
  await sendXhr(window, at('page', key, 'echo'));
  return sessions(key, 2);
};

describe('uninstall()', () => {
  it('A6: uninstall() puts the native functions back as they were', async () => {
    let before: unknown[] = [];
    const note = (window: PageWindow) => {
      before = replaced(window);
    };
    const page = await openPage({ head: [{ clerk: { session: 'sess_A' } }, { run: note }, shim] });
    const { window } = page;
    expect(replaced(window)).to.not.deep.equal(before);
    shimOf(window).uninstall();
    expect(replaced(window)).to.deep.equal(before);
    expect(await seen(window)).to.deep.equal([null, null]);
    shimOf(window).uninstall();
    expect(replaced(window)).to.deep.equal(before);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('A5: a page can install anew, with other options, and what was uninstalled stays so', async () => {
    const { window } = await openPage(shimmedPage());
    const { uninstall, install } = shimOf(window);
    uninstall();
    const second = install({ backendOrigins: origins.backend, sessionParam: 'other' });
    // The first handle is of no use any more, least of all against the second.
    uninstall();
    expect(second.explain(`${origins.backend}/`)).to.include({ ours: true });
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal([null]);
    expect((await received(key))[0]?.url).to.include('?other=sess_A');
    second.uninstall();
    expect(await seen(window)).to.deep.equal([null, null]);
  });

  it('A6: a shim that others have patched over passes calls through, and their patches keep working', async () => {
    const { window } = await openPage(shimmedPage());
    const { fetch } = window;
    const { open, send } = window.XMLHttpRequest.prototype;
    const log: string[] = [];
    window.fetch = (...args) => {
      log.push('fetch');
      return fetch.apply(window, args);
    };
    Object.assign(window.XMLHttpRequest.prototype, {
      open(this: XMLHttpRequest, ...args: unknown[]) {
        log.push('open');
        return Reflect.apply(open, this, args);
      },
      send(this: XMLHttpRequest, ...args: unknown[]) {
        log.push('send');
        return Reflect.apply(send, this, args);
      },
    });
    const patched = [window.fetch, window.XMLHttpRequest.prototype.open];
    expect(await seen(window)).to.deep.equal(['sess_A', 'sess_A']);
    shimOf(window).uninstall();
    expect([window.fetch, window.XMLHttpRequest.prototype.open]).to.deep.equal(patched);
    expect(await seen(window)).to.deep.equal([null, null]);
    // On top of the layer that passes through, a new one works.
    shimOf(window).install({ backendOrigins: ["'self'", origins.backend] });
    expect(await seen(window)).to.deep.equal(['sess_A', 'sess_A']);
    expect(log.join(' ')).to.equal('fetch open send fetch open send fetch open send');
  });

  it('A6: held calls are sent in their order, without a session', async () => {
    const page = await openPage({ head: [beneathTheShim, loading, shim] });
    const { window } = page;
    const calls = [
      window.fetch(`${origins.backend}/1`),
      sendXhr(window, `${origins.backend}/2`),
      window.fetch(new window.Request(`${origins.backend}/3`)),
      sendXhr(window, '/4'),
    ];
    expect(sentFrom(window)).to.deep.equal([]);
    shimOf(window).uninstall();
    await Promise.all(calls);
    expect(sentFrom(window).map(({ url }) => url)).to.deep.equal([
      `${origins.backend}/1`,
      `${origins.backend}/2`,
      `${origins.backend}/3`,
      `${origins.page}/4`,
    ]);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('A6: a call that waits for its token is sent', async () => {
    const { window } = await openPage(shimmedPage({ 'data-send': 'session-token' }));
    clerkOf(window).tokens(() => new Promise(() => {}));
    const key = newKey();
    const calls = [window.fetch(at('backend', key, 'echo')), sendXhr(window, at('backend', key, 'echo'))];
    shimOf(window).uninstall();
    await Promise.all(calls);
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
  });

  it('A6: an XHR that was opened before is still sent', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    await sendXhr(window, at('backend', key, 'echo'), () => shimOf(window).uninstall());
    expect(await sessions(key)).to.have.length(1);
  });

  it('A6: nothing of the shim listens to Clerk or stands at window.Clerk any more', async () => {
    const { window } = await openPage(shimmedPage());
    expect(clerkOf(window).listeners()).to.be.greaterThan(0);
    shimOf(window).uninstall();
    expect(clerkOf(window).listeners()).to.equal(0);
    expect(Object.getOwnPropertyDescriptor(window, 'Clerk')).to.include({
      writable: true,
      enumerable: true,
      configurable: true,
    });

    const early = await openPage({ head: [shim] });
    shimOf(early.window).uninstall();
    expect('Clerk' in early.window).to.equal(false);
  });

  it('A6, F2: explain() says that calls get nothing any more', async () => {
    const { window } = await openPage(shimmedPage());
    shimOf(window).uninstall();
    expect(shimOf(window).explain('/x')).to.deep.include({ url: `${origins.page}/x`, sends: [] });
  });
});

describe('an XHR that is used on after uninstall()', () => {
  /** Sends it to an origin that is not ours; what the page reads, and whether cookies went along. */
  async function reuse(xhr: XMLHttpRequest, key: string) {
    xhr.open('GET', at('foreign', key, 'echo'));
    const { withCredentials } = xhr;
    const ended = next(xhr, 'loadend');
    xhr.send();
    await ended;
    const [request] = (await requests(key)).filter(({ origin }) => origin === 'foreign');
    return { withCredentials, cookie: cookieOf(request).includes(key) };
  }

  const task = () => new Promise((resolve) => setTimeout(resolve));

  /** When the shim is uninstalled, and when the object is used again. */
  const MOMENTS: Record<string, (xhr: XMLHttpRequest, uninstall: () => void, url: string) => Promise<void> | void> = {
    'after its end': async (xhr, uninstall) => {
      xhr.send();
      await next(xhr, 'loadend');
      await task();
      uninstall();
    },
    'under way, used again after its end': async (xhr, uninstall) => {
      xhr.send();
      uninstall();
      await next(xhr, 'loadend');
      await task();
    },
    'under way, used again in its last event': (xhr, uninstall) => {
      const ended = next(xhr, 'loadend');
      xhr.send();
      uninstall();
      return ended;
    },
    'in its load event': async (xhr, uninstall) => {
      const ended = next(xhr, 'loadend');
      xhr.onload = uninstall;
      xhr.send();
      await ended;
      xhr.onload = null;
    },
    'under way, then aborted': async (xhr, uninstall) => {
      xhr.send();
      uninstall();
      xhr.abort();
    },
    'after its abort': (xhr, uninstall) => {
      xhr.send();
      xhr.abort();
      uninstall();
    },
    'after its failure': async (xhr, uninstall, url) => {
      xhr.open('GET', url.replace('/echo', '/close'));
      xhr.send();
      await next(xhr, 'loadend');
      // WebKit ends what is sent inside the events of a failure.
      await task();
      uninstall();
    },
    'opened, and never sent': (_, uninstall) => uninstall(),
    'opened, then sent, with nothing in between': async (xhr, uninstall) => {
      uninstall();
      xhr.send();
      await next(xhr, 'loadend');
    },
    'before its second call': async (xhr, uninstall, url) => {
      xhr.send();
      await next(xhr, 'loadend');
      xhr.open('GET', url);
      uninstall();
      xhr.send();
      await next(xhr, 'loadend');
    },
  };
  for (const [when, bring] of Object.entries(MOMENTS)) {
    for (const state of ['known', 'held'] as const) {
      it(`A6, C5: an XHR has the page's own credentials again: ${when}, ${state}`, async () => {
        const page = await openPage({ head: [state === 'held' ? loading : { clerk: { session: 'sess_A' } }, shim] });
        const { window } = page;
        const key = newKey();
        Object.assign(document, { cookie: `${key}=1; path=/` });
        const xhr = new window.XMLHttpRequest();
        xhr.open('GET', at('backend', key, 'echo'));
        const brought = bring(xhr, () => shimOf(window).uninstall(), at('backend', key, 'echo'));
        if (state === 'held') clerkOf(window).become('sess_A');
        await brought;
        expect(await reuse(xhr, key)).to.deep.equal({ withCredentials: false, cookie: false });
        expect(page.errors).to.deep.equal([]);
      });
    }
  }

  for (const account of ['sess_B', null, undefined]) {
    it(`A6, C3: an XHR that was opened before, and is sent when the session is ${account}, carries no session`, async () => {
      const { window } = await openPage(shimmedPage());
      const key = newKey();
      const list = [true, false].flatMap((async) =>
        [at('backend', key, 'echo'), `/k/${key}/echo?a=1#f`, `${at('page', key, 'echo')}?b`].map((url) => {
          const xhr = new window.XMLHttpRequest();
          xhr.open('POST', url, async);
          xhr.setRequestHeader('X-Kept', '1');
          return xhr;
        }),
      );
      shimOf(window).uninstall();
      clerkOf(window).become(account);
      for (const xhr of list) xhr.send('x');
      const seen = await requests(key, 6);
      expect(seen.map(({ url }) => url).join(' ')).to.not.match(/sess_|_clerk/);
      expect(seen.map((request) => headerOf(request, 'X-Kept'))).to.deep.equal(Array(6).fill('1'));
      expect(seen.map(({ url }) => url.split('?')[1] ?? '').sort()).to.deep.equal(['', '', 'a=1', 'a=1', 'b', 'b']);
    });
  }

  it('A6: an XHR that was sent in the event of open(), and is under way, goes on', async () => {
    const { window } = await openPage(shimmedPage());
    const xhr = new window.XMLHttpRequest();
    xhr.onreadystatechange = () => {
      xhr.onreadystatechange = null;
      xhr.send();
    };
    const ended = new Promise((resolve) => {
      xhr.onloadend = () => resolve(xhr.status);
    });
    xhr.open('GET', at('backend', newKey(), 'delay', 200, 'echo'));
    shimOf(window).uninstall();
    expect(await ended).to.equal(200);
  });

  it('A6: an XHR that was opened before, and is led elsewhere by the native open(), goes there', async () => {
    const { window } = await openPage(shimmedPage());
    const key = newKey();
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at('backend', key, 'echo'));
    shimOf(window).uninstall();
    xhr.open('GET', at('foreign', key, 'echo'));
    xhr.send();
    await next(xhr, 'loadend');
    expect((await requests(key)).map(({ origin, url }) => [origin, /sess_/.test(url)])).to.deep.equal([
      ['foreign', false],
    ]);
  });
});
