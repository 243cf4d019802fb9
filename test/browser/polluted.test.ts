import { expect } from 'chai';
import { KEY, loadingShim } from '../kit/clerkTag.ts';
import { expectSame, shimmedPage } from '../kit/differential.ts';
import { everyCall } from '../kit/everyCall.ts';
import {
  at,
  engine,
  headerOf,
  newKey,
  openPage,
  origins,
  type PageWindow,
  received,
  type TestPage,
} from '../kit/page.ts';
import { clerkOf, onlyLine, requests, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';
import { until } from '../kit/until.ts';

// Old libraries, and "prototype pollution", leave names at `Object.prototype`, which every plain object then has.

type Polluted = { [name: string]: unknown };
const prototypeOf = (window: PageWindow) => window.Object.prototype as unknown as Polluted;

/** Names that descriptors, options and inits have, and names that the shim could have for something of its own. */
const NAMES = [
  // The streams of Chromium 75 are JavaScript: they, and with them the browser, fail natively.
  ...(engine === 'chromium75' ? [] : ['get', 'set']),
  ...['value', 'writable', 'enumerable'],
  ...['apply', 'construct', 'has', 'ownKeys', 'getOwnPropertyDescriptor'],
  ...['body', 'method', 'headers', 'signal', 'credentials', 'mode', 'redirect', 'keepalive', 'duplex'],
  ...['once', 'capture', 'passive', 'ready', 'spare', 'timeout', 'wait', 'session', 'id', 'token', 'call', 'origin'],
];
const VALUES: Record<string, unknown> = {
  'a function': () => undefined,
  'a string': 'POST',
  'a promise that never settles': new Promise(() => {}),
};

/** Makes a call of each kind to the backend; what became of those that were not answered. */
async function unanswered(window: PageWindow, key: string): Promise<string[]> {
  const outcomes = Object.entries(everyCall).map(([name, make]) =>
    (async () => make(window, `${at('backend', key, 'echo')}?${name}`))().then(
      () => '',
      (error) => `${name}: ${error}`,
    ),
  );
  const late = new Promise<string>((resolve) => setTimeout(() => resolve('is still waiting'), 2000));
  return (await Promise.all(outcomes.map((outcome) => Promise.race([outcome, late])))).filter((outcome) => outcome);
}

describe('names at Object.prototype', () => {
  const head = shimmedPage({ 'data-send': 'session-id session-token', 'data-wait': '30000' }).head ?? [];

  for (const name of NAMES) {
    it(`E8: "${name}", after the tag: calls go out with their session, whatever it is`, async () => {
      const page = await openPage({ head });
      const { window } = page;
      for (const [what, value] of Object.entries(VALUES)) {
        for (const state of ['known', 'held']) {
          const key = newKey();
          if (state === 'held') clerkOf(window).become(undefined);
          prototypeOf(window)[name] = value;
          const calls = unanswered(window, key);
          if (state === 'held') clerkOf(window).become('sess_A');
          expect(await calls, `${what}, ${state}`).to.deep.equal([]);
          delete prototypeOf(window)[name];
          const carried = (await requests(key)).map(
            (request) => `${/sess_A/.test(request.url)} ${headerOf(request, 'Authorization') !== undefined}`,
          );
          // A synchronous call does not wait.
          const expected = state === 'held' ? ['false false'] : [];
          expect(
            carried.filter((each) => each !== 'true true'),
            `${what}, ${state}`,
          ).to.deep.equal(expected);
        }
      }
      expect(page.errors).to.deep.equal([]);
      expect(page.rejections).to.deep.equal([]);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  for (const name of NAMES.filter((each) => /^(?:get|set|value|apply|body|signal|ready|once)$/.test(each))) {
    it(`E8: "${name}", before the tag: calls go out with their session, and uninstall() works`, async () => {
      for (const [what, value] of Object.entries(VALUES)) {
        const [clerk, shim] = head as [NonNullable<TestPage['head']>[number], NonNullable<TestPage['head']>[number]];
        const pollute = (window: PageWindow) => {
          prototypeOf(window)[name] = value;
        };
        const page = await openPage({ head: [clerk, { run: pollute }, shim] });
        const { window } = page;
        expect(page.errors, what).to.deep.equal([]);
        expect(shimLines(page), what).to.deep.equal([]);
        const [first, second] = [newKey(), newKey()];
        expect(await unanswered(window, first), what).to.deep.equal([]);
        expect(
          (await sessions(first)).filter((id) => id !== 'sess_A'),
          what,
        ).to.deep.equal([]);
        shimOf(window).uninstall();
        expect(await unanswered(window, second), what).to.deep.equal([]);
        expect(
          (await sessions(second)).filter((id) => id),
          what,
        ).to.deep.equal([]);
        expect(page.errors, what).to.deep.equal([]);
        expect(shimLines(page), what).to.deep.equal([]);
      }
    });
  }

  for (const name of NAMES.filter((each) => /^(?:get|set|value|writable)$/.test(each))) {
    it(`E8: "${name}": Clerk can be assigned to window.Clerk, and held calls get its session`, async () => {
      for (const value of Object.values(VALUES)) {
        const [, shim] = head as [unknown, NonNullable<TestPage['head']>[number]];
        const page = await openPage({ head: [shim, { clerk: {}, attributes: { 'data-fake-manual': '' } }] });
        const { window } = page;
        const key = newKey();
        const call = window.fetch(at('backend', key, 'echo'));
        prototypeOf(window)[name] = value;
        const clerk = new window.FakeClerk();
        window.Clerk = clerk;
        clerk.control.become('sess_A');
        await call;
        expect(await sessions(key)).to.deep.equal(['sess_A']);
        expect(window.Clerk).to.equal(clerk);
        expect(page.errors).to.deep.equal([]);
      }
    });
  }

  for (const [name, value] of Object.entries({
    method: 'PUT',
    headers: { 'X-A': '1' },
    credentials: 'include',
    cache: 'no-store',
    body: 'x',
    mode: 'navigate',
  })) {
    it(`E3: "${name}" is a member of the page's inits as natively, and of no other`, async () => {
      const script = `Object.prototype[${JSON.stringify(name)}] = ${JSON.stringify(value)};`;
      await expectSame(
        ({ page, at }) =>
          page.run(
            async (url: string) => {
              const seen: unknown[] = [];
              const note = async (call: () => Promise<Response>) => {
                try {
                  const { method, headers } = await (await call()).json();
                  seen.push([method, headers['x-a'], headers['cache-control']]);
                } catch (error) {
                  seen.push((error as Error).name);
                }
              };
              await note(() => fetch(url));
              await note(() => fetch(url, undefined));
              await note(() => fetch(url, {}));
              await note(() => fetch(url, Object.create(null)));
              await note(() => fetch(new URL(url), { redirect: 'follow' }));
              await note(() => fetch(url, new (class {})()));
              const bare = Object.assign(Object.create(null), { method: 'POST', signal: null });
              await note(() => fetch(url, bare));
              return seen;
            },
            at('page', 'echo'),
          ),
        { ...shimmedPage(), body: [{ script }] },
      );
    });
  }
});

describe('names of attributes at Object.prototype', () => {
  const policy = { 'Content-Security-Policy': `script-src ${origins.page}/dist/ ${origins.page}/support/ 'nonce-n'` };

  for (const name of ['clerkJsUrl', 'clerkProxyUrl', 'clerkDomain', 'clerkPublishableKey', 'nonce', 'src']) {
    it(`H: "${name}" is not taken for an attribute of the tag`, async () => {
      const key = newKey();
      const foreign = at('foreign', key, 'file', '/support/fake-clerk.js');
      const page = await openPage({
        headers: policy,
        nonce: 'n',
        head: [
          { run: (window) => Object.assign(prototypeOf(window), { [name]: foreign, [`data-${name}`]: foreign }) },
          loadingShim(),
        ],
      });
      const added = [...page.window.document.querySelectorAll<HTMLScriptElement>('script[crossorigin]')];
      expect(added.map(({ src }) => new URL(src).host)).to.deep.equal(['demo.clerk.accounts.dev']);
      expect(await received(key)).to.deep.equal([]);
      expect(page.said('error')).to.deep.equal([]);
    });
  }

  it('H: a key that is not on the tag loads nothing', async () => {
    const page = await openPage({
      headers: policy,
      nonce: 'n',
      head: [
        { run: (window) => Object.assign(prototypeOf(window), { clerkPublishableKey: KEY }) },
        { shim: { 'data-backend-origins': origins.backend } },
      ],
    });
    expect(page.window.document.querySelectorAll('script[crossorigin]')).to.have.length(0);
  });

  it('A3: sources that are not on the tag are none, for a program either', async () => {
    const page = await openPage({
      head: [
        { clerk: { session: 'sess_A' } },
        { run: (window) => Object.assign(prototypeOf(window), { backendOrigins: origins.foreign }) },
        { shim: {} },
      ],
    });
    const key = newKey();
    await page.window.fetch(at('foreign', key, 'echo'));
    await sendXhr(page.window, at('foreign', key, 'echo'));
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
    onlyLine(page, 'error', /data-backend-origins is missing/);
    expect(() => shimOf(page.window).install({} as never)).to.throw(/backendOrigins is missing/);
  });

  it('A: options that are not on the tag have their defaults', async () => {
    const others = { sessionParam: 'other', send: 'session-token', patch: 'xhr', wait: '1', debug: 'true' };
    const page = await openPage({
      head: [
        { clerk: {} },
        { run: (window) => Object.assign(prototypeOf(window), { ...others, clerk: { addListener() {} } }) },
        { shim: { 'data-backend-origins': origins.backend } },
      ],
    });
    const key = newKey();
    let isAnswered = false;
    const call = page.window.fetch(at('backend', key, 'echo')).then(() => {
      isAnswered = true;
    });
    await until(() => page.window.Clerk);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isAnswered).to.equal(false);
    clerkOf(page.window).become('sess_A');
    await call;
    const [request] = await requests(key);
    expect(request?.url).to.match(/\?_clerk_session_id=sess_A$/);
    expect(request && headerOf(request, 'Authorization')).to.equal(undefined);
    expect(shimLines(page)).to.deep.equal([]);
  });
});
