import { expect } from 'chai';
import { beneathTheShim, sentFrom } from '../kit/beneath.ts';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, type PageWindow, received, textOf } from '../kit/page.ts';
import { authorizations, clerkOf, requests, sendXhr, sessions, shimLines } from '../kit/session.ts';
import { until } from '../kit/until.ts';

const BOTH = { 'data-send': 'session-id session-token' };

/** Tokens that come when the test says so, in the order in which they were asked for. */
function tokensOf(window: PageWindow) {
  const asked: { session: string; give: (token?: string) => void }[] = [];
  clerkOf(window).tokens(
    (session) =>
      new Promise((resolve) => {
        asked.push({ session, give: (token = `tok_of_${session}`) => resolve(token) });
      }),
  );
  return asked;
}

const open = async (attributes: Record<string, string> = {}) => {
  const page = await openPage({
    head: [
      beneathTheShim,
      { clerk: { session: 'sess_A' } },
      { shim: { 'data-backend-origins': 'https://api.test', ...BOTH, ...attributes } },
    ],
  });
  const { window } = page;
  /** What went out, as path, session and token. */
  const sent = () =>
    sentFrom(window).map(({ url, authorization }) => {
      const { pathname, searchParams } = new URL(url);
      return `${pathname} ${searchParams.get('_clerk_session_id')} ${authorization}`;
    });
  return { page, window, sent };
};
const api = (path: string) => `https://api.test${path}`;

describe('while a call waits for its token', () => {
  it('C6 D1: a call that waits for its token holds up no other, whichever token comes first', async () => {
    const { window, sent } = await open();
    const asked = tokensOf(window);
    const calls = [
      window.fetch(api('/1')),
      sendXhr(window, api('/2')),
      window.fetch(new window.Request(api('/3'), { method: 'POST', body: 'x' })),
      // This one needs none.
      window.fetch(api('/4'), { headers: { Authorization: 'own' } }),
      sendXhr(window, api('/5')),
    ];
    // The token of `/3` is asked for when its body is there.
    expect(asked).to.have.length(3);
    await calls[3];
    expect(sent()).to.deep.equal(['/4 sess_A own']);
    await until(() => asked.length === 4);
    for (const [i, call] of [
      [2, calls[4]],
      [3, calls[2]],
      [1, calls[1]],
    ] as const) {
      asked[i]?.give();
      await call;
    }
    asked[0]?.give('tok_first');
    await calls[0];
    expect(sent().slice(1)).to.deep.equal([
      '/5 sess_A Bearer tok_of_sess_A',
      '/3 sess_A Bearer tok_of_sess_A',
      '/2 sess_A Bearer tok_of_sess_A',
      '/1 sess_A Bearer tok_first',
    ]);
  });

  it('C6, D5, D6: a call that waits for its token keeps its body and its headers as they were', async () => {
    const { window } = await openPage(shimmedPage(BOTH));
    const asked = tokensOf(window);
    const key = newKey();
    const url = at('backend', key, 'echo');
    const parameters = new window.URLSearchParams('a=1');
    const bytes = new window.Uint8Array([65, 66]);
    const headers = new window.Headers({ 'X-A': 'before' });
    const init = { method: 'POST', body: parameters as BodyInit, headers };
    const xhr = new window.XMLHttpRequest();
    const calls = [
      window.fetch(url, init),
      window.fetch(url, { method: 'POST', body: bytes }),
      window.fetch(new window.Request(url, { method: 'POST', body: 'request' })),
      new Promise((resolve) => {
        xhr.onloadend = resolve;
        xhr.open('POST', url);
        xhr.send(parameters);
      }),
    ];
    parameters.set('a', '2');
    bytes.fill(67);
    headers.set('X-A', 'after');
    Object.assign(init, { method: 'PUT', body: 'changed' });
    await until(() => asked.length === 4);
    for (const { give } of asked) give();
    await Promise.all<unknown>(calls);
    const seen = await requests(key, 4);
    expect(seen.map(textOf).sort()).to.deep.equal(['AB', 'a=1', 'a=1', 'request']);
    expect(seen.map(({ method }) => method)).to.deep.equal(['POST', 'POST', 'POST', 'POST']);
    expect(seen.map(({ rawHeaders }) => rawHeaders.join()).join())
      .to.include('before')
      .and.not.include('after');
  });

  it('C6, D5, D6: a call that waits for its token can be aborted: it is never sent, and those behind it are', async () => {
    const { window, sent } = await open();
    const asked = tokensOf(window);
    const controller = new window.AbortController();
    const fetched = window.fetch(api('/aborted'), { signal: controller.signal });
    const xhr = new window.XMLHttpRequest();
    const events: string[] = [];
    for (const type of ['loadstart', 'abort', 'load', 'error', 'loadend']) {
      xhr.addEventListener(type, () => events.push(type));
    }
    xhr.open('GET', api('/aborted'));
    xhr.send();
    expect(xhr.readyState).to.equal(1);
    const behind = [window.fetch(api('/1')), sendXhr(window, api('/2'))];
    asked[2]?.give();
    asked[3]?.give();
    controller.abort();
    xhr.abort();
    expect(await fetched.catch(({ name }) => name)).to.equal('AbortError');
    expect(events).to.deep.equal(['loadstart', 'abort', 'loadend']);
    expect(xhr.readyState).to.equal(0);
    await Promise.all<unknown>(behind);
    asked[0]?.give();
    asked[1]?.give();
    await window.fetch('https://elsewhere.test/');
    expect(sent()).to.deep.equal(['/1 sess_A Bearer tok_of_sess_A', '/2 sess_A Bearer tok_of_sess_A', '/ null null']);
  });

  it('C6, D6: an XHR waits no longer than its own timeout, which then ends it, and nothing is sent', async () => {
    const { page, window, sent } = await open({ 'data-wait': '60000' });
    tokensOf(window);
    let timeouts = 0;
    await sendXhr(window, api('/impatient'), (xhr) => {
      xhr.timeout = 100;
      xhr.ontimeout = () => timeouts++;
    });
    expect(timeouts).to.equal(1);
    expect(sent()).to.deep.equal([]);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C6: a call waits for a slow token, whatever data-wait says', async () => {
    const { page, window, sent } = await open({ 'data-wait': '1' });
    const asked = tokensOf(window);
    const calls = [window.fetch(api('/1')), sendXhr(window, api('/2'))];
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(sent()).to.deep.equal([]);
    for (const { give } of asked) give();
    await Promise.all<unknown>(calls);
    expect(sent()).to.deep.equal(['/1 sess_A Bearer tok_of_sess_A', '/2 sess_A Bearer tok_of_sess_A']);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C6: a call waits for its token five seconds at most, then is sent without, and one error says so', async () => {
    const { page, window, sent } = await open();
    const asked = tokensOf(window);
    const calls = [window.fetch(api('/1')), sendXhr(window, api('/2'))];
    asked[1]?.give();
    await Promise.all<unknown>(calls);
    expect(sent()).to.deep.equal(['/2 sess_A Bearer tok_of_sess_A', '/1 sess_A null']);
    expect(page.said('error')).to.have.length(1);
  });

  for (const session of ['sess_B', null]) {
    it(`C3, C6: after ${session ? 'a switch' : 'a sign-out'} meanwhile, a call does not carry the token of the account of before`, async () => {
      const { window, sent } = await open({ 'data-wait': '60000' });
      const asked = tokensOf(window);
      const calls = [window.fetch(api('/1')), sendXhr(window, api('/2'))];
      clerkOf(window).become(session);
      for (const { give } of asked.splice(0)) give();
      if (session) {
        await until(() => asked.length === 2);
        for (const { give } of asked) give();
      }
      await Promise.all<unknown>(calls);
      const end = session ? 'sess_B Bearer tok_of_sess_B' : 'null null';
      expect(sent()).to.deep.equal([`/1 ${end}`, `/2 ${end}`]);
    });
  }

  /** What happens while two calls wait, in every order; the tokens are of the account that they were asked for. */
  const EVENTS = ['first token', 'second token', 'switch', 'pause'] as const;
  const orders = EVENTS.reduce<string[][]>(
    (lists, event) =>
      lists.flatMap((list) =>
        Array.from({ length: list.length + 1 }, (_, i) => [...list.slice(0, i), event, ...list.slice(i)]),
      ),
    [[]],
  );
  const PAIRS: Record<string, (window: PageWindow) => [first: Promise<unknown>, second: Promise<unknown>]> = {
    'a fetch and an XHR': (window) => [window.fetch(api('/1')), sendXhr(window, api('/2'))],
    'a Request with a body and a fetch': (window) => [
      window.fetch(new window.Request(api('/1'), { method: 'POST', body: new window.Blob(['x'.repeat(100_000)]) })),
      window.fetch(api('/2')),
    ],
  };
  for (const [what, make] of Object.entries(PAIRS)) {
    it(`C3, C6: ${what}, with a switch between their tokens: each is sent with ID and token of one account`, async () => {
      const { window, sent } = await open({ 'data-wait': '60000' });
      const asked = tokensOf(window);
      for (const order of orders) {
        for (const account of ['sess_B', null, undefined]) {
          clerkOf(window).become('sess_A');
          const before = sent().length;
          const calls = make(window);
          await until(() => asked.length === 2);
          const [second, first] = /Request/.test(what) ? asked.splice(0) : asked.splice(0).reverse();
          const tasks: Record<string, () => unknown> = {
            'first token': () => first?.give(),
            'second token': () => second?.give(),
            switch: () => clerkOf(window).become(account),
            pause: () => new Promise((resolve) => setTimeout(resolve)),
          };
          // Without a pause, all of it is done in one task: the calls go on in microtasks behind it.
          for (const event of order)
            if (event === 'pause') await tasks[event]?.();
            else tasks[event]?.();
          if (account === undefined) {
            await Promise.resolve();
            clerkOf(window).become('sess_B');
          }
          let isOver = false;
          void Promise.all(calls).then(() => {
            isOver = true;
          });
          await until(() => {
            for (const { give } of asked.splice(0)) give();
            return isOver;
          });
          const title = `${order.join(', ')} (${account})`;
          const seen = sent()
            .slice(before)
            .map((line) => line.slice(3));
          expect(seen, title).to.have.length(2);
          expect(
            ['sess_A Bearer tok_of_sess_A', account === null ? 'null null' : 'sess_B Bearer tok_of_sess_B'],
            title,
          ).to.include.members(seen);
          // What had all it needed before the switch left before it; nothing leaves as A behind it.
          if (order[0] === 'switch') expect(seen, title).to.not.include('sess_A Bearer tok_of_sess_A');
        }
      }
    });
  }

  it('D4, C6: a call that waits for its token over a switch by way of an unknown session waits for the new one', async () => {
    const { page, window, sent } = await open({ 'data-wait': '60000' });
    const asked = tokensOf(window);
    const calls = [window.fetch(api('/1')), sendXhr(window, api('/2'))];
    let arrive = () => {};
    const navigation = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const switched = window.Clerk?.setActive({ session: 'sess_B', navigate: () => navigation });
    for (const { give } of asked.splice(0)) give();
    await window.fetch('https://elsewhere.test/');
    expect(sent()).to.deep.equal(['/ null null']);
    arrive();
    await switched;
    await until(() => asked.length === 2);
    for (const { give } of asked) give();
    await Promise.all<unknown>(calls);
    expect(sent().slice(1)).to.deep.equal(['/1 sess_B Bearer tok_of_sess_B', '/2 sess_B Bearer tok_of_sess_B']);
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('D1, C6: a call that was held for Clerk then gets its token, in its place', async () => {
    const { window } = await openPage({
      head: [{ clerk: {} }, { shim: { 'data-backend-origins': 'localhost:*', ...BOTH } }],
    });
    const key = newKey();
    const calls = [
      window.fetch(at('backend', key, 'echo'), { method: 'POST', body: 'x' }),
      sendXhr(window, at('page', key, 'echo')),
    ];
    expect(await received(key)).to.deep.equal([]);
    clerkOf(window).become('sess_A');
    await Promise.all<unknown>(calls);
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
    expect(await authorizations(key, 2)).to.deep.equal(Array(2).fill('Bearer fake-token-of-sess_A'));
  });
});
