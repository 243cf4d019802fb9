import { expect } from 'chai';
import type { GetToken } from '../kit/frame/fakeClerk.ts';
import { at, newKey, openPage, origins, type Page, received } from '../kit/page.ts';
import { authorizations, clerkOf, onlyLine, sendXhr, shimLines, shimOf } from '../kit/session.ts';
import { pause, until } from '../kit/until.ts';

const open = (session = 'sess_A', more: Record<string, string> = {}): Promise<Page> =>
  openPage({
    head: [
      { clerk: { session } },
      {
        file: 'clerk-ajax.all.min.js',
        shim: {
          'data-token-origins': `'self' ${origins.page}/x/#unused ${origins.backend}#hasura`,
          ...more,
        },
      },
    ],
  });

const HASURA = 'Bearer fake-token-of-hasura-for-sess_A';
const SESSION = 'Bearer fake-token-of-sess_A';

describe('JWT templates', () => {
  it("C9: calls to the source get its template's token, others a session token", async () => {
    const page = await open();
    const { window } = page;
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    await window.fetch(new window.Request(at('backend', key, 'echo'), { method: 'POST', body: 'x' }));
    await sendXhr(window, at('backend', key, 'echo'));
    await window.fetch(at('page', key, 'echo'));
    expect(await authorizations(key, 4)).to.deep.equal([HASURA, HASURA, HASURA, SESSION]);
    expect(shimOf(window).explain?.(at('backend', key))).to.deep.include({
      source: `${origins.backend}#hasura`,
      template: 'hasura',
      sends: ['session-token'],
    });
    expect(shimLines(page)).to.deep.equal([]);
  });

  it('C9: a call that cannot wait for one goes without any token, and one message says why', async () => {
    const page = await open('sess_A', { 'data-token-param': 'token' });
    const { window } = page;
    const key = newKey();
    const sync = new window.XMLHttpRequest();
    sync.open('GET', at('backend', key, 'echo'), false);
    sync.send();
    window.navigator.sendBeacon(at('backend', key, 'echo'));
    window.dispatchEvent(new window.Event('pagehide'));
    await window.fetch(at('backend', key, 'echo'));
    expect(await authorizations(key, 3)).to.deep.equal([null, null, null]);
    for (const { url } of await received(key)) expect(url).not.to.include('token=');
    onlyLine(page, 'error', /cannot wait .*"hasura"/);
  });

  it('C9, I2, I3: streams and sockets get it, too', async () => {
    const { window } = await open('sess_A', { 'data-token-param': 'token' });
    const key = newKey();
    const source = new window.EventSource(at('backend', key, 'echo'));
    expect(await authorizations(key, 1)).to.deep.equal([HASURA]);
    source.close();
    const asked: (object | undefined)[] = [];
    clerkOf(window).tokens(async (_, options) => {
      asked.push(options);
      return null;
    });
    const socket = new window.WebSocket(at('backend', key, 'echo').replace('http', 'ws'));
    await until(() => asked[0]);
    socket.close();
    expect(asked).to.deep.equal([{ template: 'hasura' }]);
  });

  it('C9: a template that Clerk does not know is named, in one error', async () => {
    const page = await open();
    const { window } = page;
    clerkOf(window).tokens(async (session, options) => {
      if (options?.template) throw Object.assign(new Error('not found'), { status: 404 });
      return `fake-token-of-${session}`;
    });
    const key = newKey();
    await window.fetch(at('backend', key, 'echo'));
    await sendXhr(window, at('backend', key, 'echo'));
    expect(await authorizations(key, 2)).to.deep.equal([null, null]);
    onlyLine(page, 'error', /no JWT template "hasura"/);
    expect(shimOf(window).explain?.(at('page', key))).to.include({ reason: 'signed in' });
  });

  it('C9, C3: a call that waits for one across a switch asks again, when Clerk has switched', async () => {
    const { window } = await open();
    const clerk = clerkOf(window);
    clerk.become('sess_A', 'org_A');
    // What Clerk's servers hold for the active organization, which they learn later than the page.
    let active = 'org_A';
    const give: (() => void)[] = [];
    const byServer: GetToken = async (session, options) => {
      const token = `fake-token-of-${options?.template}-for-${session}-in-${active}`;
      if (!give.length) await new Promise<void>((resolve) => give.push(resolve));
      return token;
    };
    clerk.tokens(byServer);
    let touched = () => {};
    clerk.touch = () => new Promise((resolve) => (touched = resolve));
    const key = newKey();
    const early = window.fetch(at('backend', key, 'echo'));
    await until(() => give[0]);
    const switched = window.Clerk?.setActive({ organization: 'org_B' });
    give[0]?.();
    const late = sendXhr(window, at('backend', key, 'echo'));
    await pause(60);
    expect(await received(key), 'nothing is sent while Clerk switches').to.deep.equal([]);
    active = 'org_B';
    touched();
    await Promise.all([switched, early, late]);
    expect(await authorizations(key, 2)).to.deep.equal(
      Array(2).fill('Bearer fake-token-of-hasura-for-sess_A-in-org_B'),
    );
  });

  it('C9, C4: signed out, a call gets none, and none is asked for', async () => {
    const page = await open();
    clerkOf(page.window).become(null);
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await authorizations(key, 1)).to.deep.equal([null]);
    expect(shimLines(page)).to.deep.equal([]);
  });
});
