import { expect } from 'chai';
import type { UnauthorizedDetail } from '../../src/types.ts';
import { at, newKey, openPage, origins, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, sendXhr, shimOf } from '../kit/session.ts';
import { until } from '../kit/until.ts';

const EVENT = 'clerk-ajax:unauthorized';

const pageWith = (attributes: Record<string, string> = {}, session: string | null = 'sess_A'): TestPage => ({
  head: [
    { clerk: { session } },
    { shim: { 'data-backend-origins': "'self'", 'data-token-origins': origins.backend, ...attributes } },
  ],
});

/** The events that the document gets. */
function listen({ document }: PageWindow): CustomEvent<UnauthorizedDetail>[] {
  const events: CustomEvent<UnauthorizedDetail>[] = [];
  document.addEventListener(EVENT, (event) => events.push(event));
  return events;
}

const refusing = (origin: 'page' | 'backend' | 'foreign', ...more: (string | number)[]) =>
  at(origin, newKey(), ...more, 'status', 401);

const WAYS: Record<string, (window: PageWindow, url: string) => Promise<unknown>> = {
  fetch: (window, url) => window.fetch(url),
  'fetch of a Request': (window, url) => window.fetch(new window.Request(url, { method: 'POST', body: 'x' })),
  XHR: sendXhr,
  'synchronous XHR': async ({ XMLHttpRequest }, url) => {
    const xhr = new XMLHttpRequest();
    xhr.open('GET', url, false);
    xhr.send();
  },
};

describe('the event of a refused call', () => {
  for (const [name, call] of Object.entries(WAYS)) {
    it(`L1: ${name}: each refused call fires one, with what is known of it`, async () => {
      const { window } = await openPage(pageWith());
      const events = listen(window);
      const token = refusing('backend', 'header', 'x-clerk-auth-reason', 'jwk-kid-mismatch');
      const id = refusing('page');
      for (const url of [token, id, id]) await call(window, url);
      await until(() => events.length === 3);
      const signedIn = { status: 401, session: 'signed-in', organization: null };
      expect(events.map(({ detail }) => detail)).to.deep.equal([
        { url: token, ...signedIn, carried: ['session-token'], reason: 'jwk-kid-mismatch' },
        { url: id, ...signedIn, carried: ['session-id'], reason: null },
        { url: id, ...signedIn, carried: ['session-id'], reason: null },
      ]);
      for (const { bubbles, cancelable, detail } of events) {
        expect([bubbles, cancelable]).to.deep.equal([true, true]);
        expect(JSON.stringify(detail)).to.not.match(/sess_|token-of/);
      }
    });
  }

  it("L1: it comes in a task after the page's own handlers", async () => {
    const { window } = await openPage(pageWith());
    const order: string[] = [];
    window.document.addEventListener(EVENT, () => order.push('event'));
    await window.fetch(refusing('page'));
    order.push('answer');
    await window.Promise.resolve();
    order.push('microtask');
    await until(() => order.length === 3);
    expect(order).to.deep.equal(['answer', 'microtask', 'event']);
  });

  it('L1: signed out, and switched to an organization, it says so', async () => {
    const { window } = await openPage(pageWith({}, null));
    const events = listen(window);
    await window.fetch(
      refusing(
        'backend',
        'header',
        'Access-Control-Expose-Headers',
        'x-clerk-auth-reason',
        'header',
        'x-clerk-auth-reason',
        'dev-browser-missing',
      ),
    );
    clerkOf(window).become('sess_A', 'org_A');
    await window.fetch(refusing('backend'));
    await until(() => events.length === 2);
    expect(events[0]?.detail).to.deep.include({ session: 'signed-out', carried: [], reason: 'dev-browser-missing' });
    expect(events[1]?.detail).to.include({ session: 'signed-in', organization: 'org_A' });
    expect(shimOf(window).explain(origins.backend).organization, 'F6').to.equal('org_A');
  });

  it('L1: what a listener throws is reported, and neither the call nor other listeners notice', async () => {
    const page = await openPage(pageWith());
    const { window } = page;
    page.run((type) => {
      document.addEventListener(type, () => {
        throw new Error('mine');
      });
    }, EVENT);
    const events = listen(window);
    expect((await window.fetch(refusing('page'))).status).to.equal(401);
    await until(() => events.length);
    expect(page.errors).to.have.length(1);
    expect(page.errors[0]).to.include('mine');
  });

  it('L1: it is there although the page has replaced CustomEvent, Event and dispatchEvent', async () => {
    const { window } = await openPage({
      head: [
        ...(pageWith().head ?? []).slice(0, 1),
        { script: 'window.CustomEvent = window.Event = function () { throw new Error("no"); };' },
        ...(pageWith().head ?? []).slice(1),
        { script: 'EventTarget.prototype.dispatchEvent = function () { throw new Error("no"); };' },
      ],
    });
    const events = listen(window);
    await window.fetch(refusing('page'));
    await until(() => events.length);
    expect(events[0]?.detail.status).to.equal(401);
  });

  it('L1: nothing of a call that is not refused, or not ours', async () => {
    const { window } = await openPage(pageWith());
    const events = listen(window);
    await window.fetch(refusing('foreign'));
    await window.fetch(at('backend', newKey(), 'status', 403));
    await window.fetch(at('backend', newKey(), 'status', 404));
    await window.fetch(at('page', newKey(), 'status', 500));
    await window.fetch(refusing('page'));
    await until(() => events.length);
    expect(events).to.have.length(1);
  });

  it('L2: in a frame nobody is sent away', async () => {
    const page = await openPage(pageWith({ 'data-signed-out': 'sign-in' }, null));
    const { window } = page;
    const visits: string[] = [];
    Object.assign(window.Clerk as object, {
      buildSignInUrl: () => '/sign-in',
      redirectToSignIn: async () => visits.push('sign-in'),
    });
    const events = listen(window);
    await window.fetch(refusing('page'));
    await until(() => events.length);
    expect(visits).to.deep.equal([]);
  });
});
