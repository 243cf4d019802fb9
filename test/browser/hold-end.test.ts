import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type PageWindow, received, type TestPage } from '../kit/page.ts';
import { clerkOf, sendXhr, sessions, shimLines } from '../kit/session.ts';

type Parts = NonNullable<TestPage['head']>;

const shim = (wait?: number): Parts[number] => ({
  shim: {
    'data-backend-origins': `'self' ${origins.backend}`,
    ...(wait === undefined ? {} : { 'data-wait': `${wait}` }),
  },
});

/** Makes a call of each kind, and tells when both were answered, on the clock of the test. */
async function twoCalls({ window }: Page, key: string): Promise<number> {
  const post = window.fetch(at('backend', key, 'body', 'json'), { method: 'POST', body: 'x' });
  await Promise.all([sendXhr(window, at('page', key, 'body', 'text')), post]);
  return performance.now();
}

const pause = (time: number) => new Promise((resolve) => setTimeout(resolve, time));

/** What ends the wait in a page, which then has said so once; calls that were held and later ones go without a session. */
async function expectEnd(page: Page, end: (window: PageWindow) => unknown): Promise<void> {
  const [held, later] = [newKey(), newKey()];
  const calls = twoCalls(page, held);
  await pause(100);
  expect(await received(held)).to.deep.equal([]);
  end(page.window);
  await calls;
  expect(await sessions(held, 2)).to.deep.equal([null, null]);
  expect(page.said('warn')).to.have.length(1);
  await twoCalls(page, later);
  expect(await sessions(later, 2)).to.deep.equal([null, null]);
  expect(shimLines(page)).to.have.length(1);
}

describe('the end of the wait for Clerk', () => {
  it('D2: the hold ends when data-wait is over, counted from the installation, with one warning', async () => {
    let installed = 0;
    const note = () => {
      installed = performance.now();
    };
    const page = await openPage({ head: [{ clerk: {} }, { run: note }, shim(800)] });
    await pause(150);
    let ended = 0;
    await expectEnd(page, () => {});
    ended = performance.now();
    expect(ended - installed).to.be.at.least(795);

    // A Clerk that comes after all is used.
    const signedIn = newKey();
    clerkOf(page.window).become('sess_A');
    await twoCalls(page, signedIn);
    expect(await sessions(signedIn, 2)).to.deep.equal(['sess_A', 'sess_A']);
    expect(shimLines(page)).to.have.length(1);
  });

  it('D2: data-wait of 0 holds no call', async () => {
    const key = newKey();
    const page = await openPage({ head: [{ clerk: {} }, shim(0)] });
    await twoCalls(page, key);
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('D3: the hold ends when Clerk reports status "error", with one warning', async () => {
    const page = await openPage({ head: [{ clerk: {} }, shim(30_000)] });
    await expectEnd(page, (window) => clerkOf(window).fail());
  });

  it("D3: the hold ends when Clerk's script fails to load, with one warning", async () => {
    const page = await openPage({ head: [shim(30_000)] });
    await expectEnd(page, ({ document }) => {
      const script = document.createElement('script');
      script.src = `${at('foreign', newKey(), 'status', 404)}?/clerk-js@6/dist/clerk.browser.js`;
      document.head.append(script);
    });
  });

  it('D3: the hold ends one second after load where no Clerk is in sight, with one warning', async () => {
    const times: number[] = [];
    const note = () => times.push(performance.now());
    const key = newKey();
    const page = await openPage({
      head: [
        shim(),
        {
          run: (window) => {
            window.addEventListener('load', note);
            void window.fetch(at('backend', key, 'body', 'json')).then(note);
          },
        },
      ],
    });
    await received(key, 1);
    await pause(100);
    const [loaded = 0, answered = 0] = times;
    expect(answered - loaded).to.be.within(995, 4000);
    expect(page.said('warn')).to.have.length(1);
  });

  it('D3: the hold does not end a second after load while a Clerk script is still on its way', async () => {
    const key = newKey();
    const late = at('page', newKey(), 'delay', 1800, 'file', '/support/fake-clerk.js');
    const attributes = {
      async: true,
      'data-clerk-publishable-key': 'pk_test_x',
      'data-fake-session': 'sess_A',
    } as const;
    const call = (window: PageWindow) => void window.fetch(at('backend', key, 'body', 'json'));
    const page = await openPage({ head: [shim(), { src: late, attributes }, { run: call }] });
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('D3: on pagehide held calls are sent at once, silently', async () => {
    const key = newKey();
    const page = await openPage({ head: [{ clerk: {} }, shim(30_000)] });
    const calls = twoCalls(page, key);
    await pause(50);
    page.window.dispatchEvent(new page.window.Event('pagehide'));
    await calls;
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('D3: a held fetch with keepalive arrives though the page is left', async () => {
    const key = newKey();
    const page = await openPage({ head: [{ clerk: {} }, shim(30_000)] });
    page.run(
      (url: string) => void fetch(url, { method: 'POST', body: 'last words', keepalive: true }),
      at('page', key, 'body', 'json'),
    );
    await pause(100);
    expect(await received(key)).to.deep.equal([]);
    page.window.location.href = 'about:blank';
    const [request] = await received(key, 1);
    expect(request && atob(request.body)).to.equal('last words');
    expect(await sessions(key)).to.deep.equal([null]);
  });

  it('D4: a switch that does not end holds each call for data-wait from the call', async () => {
    const page = await openPage({ head: [{ clerk: { session: 'sess_A' } }, shim(500)] });
    await pause(700);
    clerkOf(page.window).become(undefined);
    for (let i = 0; i < 2; i++) {
      const key = newKey();
      const called = performance.now();
      expect((await twoCalls(page, key)) - called).to.be.within(495, 4000);
      expect(await sessions(key, 2)).to.deep.equal([null, null]);
    }
  });
});
