import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, type PageWindow, received, sessionOf } from '../kit/page.ts';
import { recordSent, type SentCall } from '../kit/recordSent.ts';
import { clerkOf } from '../kit/session.ts';

/** A page whose Clerk does not know its session yet, and what has gone out of it: name and session of each call. */
async function loading(attributes: Record<string, string> = {}): Promise<{ window: PageWindow; out: () => string[] }> {
  const calls: SentCall[] = [];
  const [, ...shim] = shimmedPage({ 'data-wait': '30000', ...attributes }).head ?? [];
  const record = { run: (window: PageWindow) => recordSent(window, (call) => calls.push(call)) };
  const { window } = await openPage({ head: [{ clerk: {} }, record, ...shim] });
  const nameOf = ({ url }: SentCall) => {
    const { searchParams } = new URL(url);
    return `${searchParams.get('name')} ${searchParams.get('_clerk_session_id')}`;
  };
  return { window, out: () => calls.sort((one, other) => one.place - other.place).map(nameOf) };
}

function sendXhr({ XMLHttpRequest: OfPage }: PageWindow, url: string, body?: string): void {
  const xhr = new OfPage();
  xhr.open(body === undefined ? 'GET' : 'POST', url);
  xhr.send(body);
}

const post = { method: 'POST', body: 'x' };

const kinds: Record<string, (window: PageWindow, url: string) => unknown> = {
  'fetch of a string': ({ fetch }, url) => fetch(url),
  'fetch of a string with a body': ({ fetch }, url) => fetch(url, post),
  'fetch of a URL': ({ fetch, URL: OfPage }, url) => fetch(new OfPage(url)),
  'fetch of a Request': ({ fetch, Request }, url) => fetch(new Request(url)),
  'fetch of a Request with a body': ({ fetch, Request }, url) => fetch(new Request(url, post)),
  XHR: (window, url) => sendXhr(window, url),
  'XHR with a body': (window, url) => sendXhr(window, url, 'x'),
};

describe('the order of held calls', () => {
  const names = Object.keys(kinds);
  const orders = {
    'in one order': names,
    'in the other': [...names].reverse(),
    mixed: names.concat(names).map((_, i) => names[(i * 3) % names.length] as string),
  };

  for (const [title, order] of Object.entries(orders)) {
    it(`D1: calls of every kind go out in their order, each once, ${title}`, async () => {
      const { window, out } = await loading();
      const key = newKey();
      for (const [i, name] of order.entries()) kinds[name]?.(window, `${at('backend', key, 'body', 'json')}?name=${i}`);
      // Long enough for whatever would not wait.
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(out()).to.deep.equal([]);
      clerkOf(window).become('sess_A');
      await received(key, order.length);
      expect(out()).to.deep.equal(order.map((_, i) => `${i} sess_A`));
    });
  }

  it('D1: held calls are sent in the emission of Clerk itself', async () => {
    const { window, out } = await loading();
    const url = at('backend', newKey(), 'body', 'json');
    sendXhr(window, `${url}?name=xhr`);
    void window.fetch(`${url}?name=fetch`);
    sendXhr(window, `${url}?name=post`, 'x');
    await Promise.resolve();
    clerkOf(window).become('sess_A');
    expect(out()).to.deep.equal(['xhr sess_A', 'fetch sess_A', 'post sess_A']);
  });

  it('D1 D5a: a call that waits for its body holds up no other', async () => {
    const { window, out } = await loading();
    const key = newKey();
    const url = at('backend', key, 'body', 'json');
    const body = new window.Blob(['x'.repeat(200_000)]);
    void window.fetch(new window.Request(`${url}?name=0`, { method: 'POST', body }));
    clerkOf(window).become('sess_A');
    sendXhr(window, `${url}?name=1`);
    void window.fetch(`${url}?name=2`);
    await received(key, 3);
    expect(out()).to.deep.equal(['1 sess_A', '2 sess_A', '0 sess_A']);
  });

  it('D1: a call that a handler makes while held calls are sent comes after them', async () => {
    const { window, out } = await loading();
    const key = newKey();
    const url = at('backend', key, 'body', 'json');
    const first = new window.XMLHttpRequest();
    first.onloadstart = () => sendXhr(window, `${url}?name=2`);
    first.open('GET', `${url}?name=0`);
    first.send();
    sendXhr(window, `${url}?name=1`);
    clerkOf(window).become('sess_A');
    await received(key, 3);
    expect(out()).to.deep.equal(['0 sess_A', '1 sess_A', '2 sess_A']);
  });

  it('D1: a call that is not ours is never held', async () => {
    const { window, out } = await loading();
    const key = newKey();
    sendXhr(window, `${at('backend', key, 'body', 'json')}?name=ours`);
    for (const call of Object.values(kinds)) call(window, `${at('foreign', key, 'body', 'json')}?name=other`);
    expect(out()).to.deep.equal(names.map(() => 'other null'));
    expect((await received(key, names.length)).some(({ origin }) => origin === 'backend')).to.equal(false);
  });

  it('D1: held calls are sent without a session when Clerk knows that nobody is signed in', async () => {
    const { window, out } = await loading();
    const url = at('backend', newKey(), 'body', 'json');
    sendXhr(window, `${url}?name=0`);
    void window.fetch(`${url}?name=1`);
    await Promise.resolve();
    clerkOf(window).become(null);
    expect(out()).to.deep.equal(['0 null', '1 null']);
  });

  it('C3: a held call gets the session of the moment when it is sent', async () => {
    const { window, out } = await loading();
    const url = at('backend', newKey(), 'body', 'json');
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', `${url}?name=0`);
    clerkOf(window).become('sess_A');
    clerkOf(window).become('sess_B');
    xhr.send();
    void window.fetch(`${url}?name=1`);
    expect(out()).to.deep.equal(['0 sess_B', '1 sess_B']);
  });

  it('D4: a switch with a navigation holds calls, which then get the new session', async () => {
    const { window, out } = await loading();
    const key = newKey();
    const url = at('backend', key, 'body', 'json');
    clerkOf(window).become('sess_A');
    let arrived = () => {};
    const navigated = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const switched = window.Clerk?.setActive({ session: 'sess_B', navigate: () => navigated });
    sendXhr(window, `${url}?name=0`);
    void window.fetch(`${url}?name=1`);
    void window.fetch(new window.Request(`${url}?name=2`, post));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(out()).to.deep.equal([]);
    arrived();
    await switched;
    await received(key, 3);
    expect(out()).to.deep.equal(['0 sess_B', '1 sess_B', '2 sess_B']);
  });

  it('D1 D4: a call that waits for its token when a switch begins keeps its place before later calls', async () => {
    const { window, out } = await loading({ 'data-send': 'session-id session-token' });
    const url = at('backend', newKey(), 'body', 'json');
    const { become, tokens } = clerkOf(window);
    let give = () => {};
    tokens(
      () =>
        new Promise((resolve) => {
          give = () => resolve('token');
        }),
    );
    become('sess_A');
    sendXhr(window, `${url}?name=0`);
    await Promise.resolve();
    become(undefined);
    sendXhr(window, `${url}?name=1`);
    give();
    // Long enough for the token to be there.
    await new Promise((resolve) => setTimeout(resolve, 50));
    become(null);
    expect(out()).to.deep.equal(['0 null', '1 null']);
  });

  const BODIES: Record<string, (window: PageWindow) => BodyInit> = {
    'a string': () => 'x',
    'a Blob of a megabyte': ({ Blob: OfPage }) => new OfPage(['x'.repeat(1_000_000)]),
    'form data': ({ FormData: OfPage }) => {
      const form = new OfPage();
      form.append('a', 'x');
      return form;
    },
    'a buffer': (window) => new window.Uint8Array([1, 2, 3]).buffer,
  };
  for (const [what, make] of Object.entries(BODIES)) {
    it(`D4: a call waits, and is sent with the new session, if that becomes unknown while ${what} of a Request is read`, async () => {
      for (const session of ['sess_B', null]) {
        const { window, out } = await loading();
        const key = newKey();
        const url = at('backend', key, 'echo');
        clerkOf(window).become('sess_A');
        const call = window.fetch(new window.Request(`${url}?name=0`, { method: 'POST', body: make(window) }));
        clerkOf(window).become(undefined);
        // Long enough for the body to be there.
        await new Promise((resolve) => setTimeout(resolve, 150));
        expect(out()).to.deep.equal([]);
        clerkOf(window).become(session);
        expect((await call).status).to.equal(200);
        expect(out()).to.deep.equal([`0 ${session}`]);
        expect((await received(key, 1)).some(({ body }) => body.length > 0)).to.equal(true);
      }
    });
  }

  it('D4: a call whose body is read during a switch that does not end is sent without a session after data-wait', async () => {
    const page = await openPage(shimmedPage({ 'data-wait': '300' }));
    const { window } = page;
    const key = newKey();
    const called = performance.now();
    const call = window.fetch(new window.Request(at('backend', key, 'echo'), post));
    clerkOf(window).become(undefined);
    await call;
    expect(performance.now() - called).to.be.within(290, 4000);
    expect((await received(key, 1)).map((request) => sessionOf(request))).to.deep.equal([undefined]);
    expect(page.said('warn')).to.have.length(1);
  });

  it('D4, D5: a call that is aborted while it waits so is never sent', async () => {
    const { window, out } = await loading();
    clerkOf(window).become('sess_A');
    const key = newKey();
    const url = at('backend', key, 'echo');
    const controller = new window.AbortController();
    const call = window.fetch(new window.Request(`${url}?name=0`, { ...post, signal: controller.signal }));
    clerkOf(window).become(undefined);
    await new Promise((resolve) => setTimeout(resolve, 50));
    controller.abort();
    expect(await call.catch(({ name }) => name)).to.equal('AbortError');
    clerkOf(window).become('sess_B');
    await window.fetch(`${url}?name=1`);
    // The abort itself reaches native, with a signal that has ended.
    expect(
      (await received(key, 1)).map((request) => new URL(request.url, 'http://x').searchParams.get('name')),
    ).to.deep.equal(['1']);
    expect(out().filter((line) => line.startsWith('0 sess'))).to.deep.equal([]);
  });

  it('D7: a synchronous call overtakes the held ones, which still go once, in their order', async () => {
    const { window, out } = await loading();
    const key = newKey();
    const url = at('backend', key, 'body', 'json');
    sendXhr(window, `${url}?name=0`);
    void window.fetch(`${url}?name=1`);
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', `${url}?name=sync`, false);
    xhr.send();
    expect(xhr.status).to.equal(200);
    clerkOf(window).become('sess_A');
    const sessions = (await received(key, 3)).map((request) => sessionOf(request));
    expect(sessions).to.have.members([undefined, 'sess_A', 'sess_A']);
    expect(out()).to.deep.equal(['sync null', '0 sess_A', '1 sess_A']);
  });
});
