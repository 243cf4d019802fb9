import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type PageWindow } from '../kit/page.ts';
import { addClerk, clerkOf, clerkUrl, sendXhr, sessions, shimLines } from '../kit/session.ts';
import { pause, until } from '../kit/until.ts';

// Bundles that fetch their templates first, and tag managers, add Clerk when the page has long been there.

/** A page without a Clerk, whose wait is over. */
async function openWithout(attributes: Record<string, string> = {}): Promise<Page> {
  const page = await openPage({
    head: [{ shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes } }],
  });
  await until(() => page.said('warn').length === 1);
  expect(page.said('warn')[0]).to.include('there is no Clerk on this page');
  return page;
}

const twoCalls = (window: PageWindow, key: string) =>
  Promise.all<unknown>([window.fetch(at('backend', key, 'echo')), sendXhr(window, at('page', key, 'echo'))]);

describe('a Clerk that is added when the wait for none is over', () => {
  it('D3a: calls made before a late Clerk go without a session; those made while it loads are held, and get its session', async () => {
    const page = await openWithout();
    const { window } = page;
    const [before, during] = [newKey(), newKey()];
    await twoCalls(window, before);
    expect(await sessions(before, 2)).to.deep.equal([null, null]);
    addClerk(window, clerkUrl(300), 'sess_A');
    await twoCalls(window, during);
    expect(await sessions(during, 2)).to.deep.equal(['sess_A', 'sess_A']);
    expect(shimLines(page)).to.have.length(1);
  });

  it('D3a: calls are held for a bundle that assigns window.Clerk and loads it then', async () => {
    const page = await openWithout();
    const { window } = page;
    // It has no session until the test says so.
    addClerk(window, clerkUrl(0));
    await until(() => !!window.Clerk);
    const key = newKey();
    const calls = twoCalls(window, key);
    clerkOf(window).become('sess_A');
    await calls;
    expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
    expect(shimLines(page)).to.have.length(1);
  });

  it('D1: on a page with `var Clerk`, a Clerk that no script element brings is found while calls are held', async () => {
    const { window } = await openPage({
      head: [{ script: 'var Clerk' }, { shim: { 'data-backend-origins': origins.backend, 'data-wait': '20000' } }],
    });
    const key = newKey();
    const call = window.fetch(at('backend', key, 'echo'));
    await pause(100);
    const since = performance.now();
    // As an `import()` does.
    Object.assign(window, { Clerk: { loaded: true, session: { id: 'sess_A' }, addListener: () => () => {} } });
    await call;
    expect(performance.now() - since).to.be.below(4000);
    expect(await sessions(key)).to.deep.equal(['sess_A']);
  });

  it('D3a, D3: a tag whose script fails ends the new wait at once, with a warning of its own', async () => {
    const page = await openWithout();
    const { window } = page;
    addClerk(window, at('page', newKey(), 'delay', 200, 'status', 404));
    const key = newKey();
    const since = performance.now();
    await twoCalls(window, key);
    expect(performance.now() - since).to.be.below(4000);
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
    expect(page.said('warn')).to.have.length(2);
    expect(page.said('warn')[1]).to.include("Clerk's script failed to load");
  });

  it('D3a, D2: the new wait ends after the default time', async function () {
    this.timeout(20_000);
    const page = await openWithout();
    const { window } = page;
    addClerk(window, at('page', newKey(), 'hang'));
    const key = newKey();
    const since = performance.now();
    await twoCalls(window, key);
    expect(performance.now() - since).to.be.at.least(4900);
    expect(await sessions(key, 2)).to.deep.equal([null, null]);
  });
});
