import type { BrowserClerk } from '@clerk/shared/types';
import { expect } from 'chai';
import { forgetClerk, newFrontendApi } from '../kit/clerkJs.ts';
import { loadingShim } from '../kit/clerkTag.ts';
import { at, engine, newKey, openPage, origins, type PageWindow, received } from '../kit/page.ts';
import { sendXhr, sessions, shimLines } from '../kit/session.ts';
import { pause, until } from '../kit/until.ts';

// Real ClerkJS 6, which the tag of the shim loads.

const clerkOf = (window: PageWindow) => window.Clerk as unknown as BrowserClerk | undefined;

/** A satellite of a development instance, whose primary domain is a test server that notes who comes. */
const satellite = (primary: string, more: Record<string, string> = {}) =>
  loadingShim({
    'data-clerk-proxy-url': newFrontendApi(),
    'data-clerk-domain': 'satellite.test',
    'data-clerk-sign-in-url': at('backend', primary, 'body', 'html'),
    ...more,
  });

describe('ClerkJS 6 by the tag', () => {
  afterEach(forgetClerk);

  it('H1, H: each browser gets a build that it can read, and calls carry the session', async () => {
    const key = newKey();
    const calls: Promise<unknown>[] = [];
    const page = await openPage({
      head: [
        loadingShim({ 'data-clerk-proxy-url': newFrontendApi(), 'data-wait': '30000' }),
        {
          run: (window) => {
            calls.push(window.fetch(at('backend', key, 'echo')), sendXhr(window, at('backend', key, 'echo')));
          },
        },
      ],
    });
    const { window } = page;
    await Promise.all(calls);
    const id = clerkOf(window)?.session?.id ?? '';
    expect(id).to.match(/^sess_/);
    expect(await sessions(key, 2)).to.deep.equal([id, id]);
    expect(window.ClerkAjax?.explain(origins.backend)).to.include({ clerk: 'ready', reason: 'signed in' });
    const files = [...window.document.scripts].map(({ src }) => src.replace(/.*\//, ''));
    expect(files).to.include(engine === 'chromium75' ? 'clerk.legacy.browser.js' : 'clerk.browser.js');
    expect(shimLines(page)).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it('H1: ClerkJS on a satellite domain asks the primary domain who is signed in, by a redirect', async () => {
    const primary = newKey();
    const { window } = await openPage({ head: [satellite(primary)] }, { until: 'start' });
    const { href } = window.location;
    const [visit] = await received(primary, 1);
    const url = new URL(visit?.url ?? '', origins.backend);
    expect(url.searchParams.get('__clerk_satellite_url')).to.equal(href);
  });

  it('H1: with data-clerk-satellite-auto-sync="false" the page stays, and has its satellite', async () => {
    const primary = newKey();
    const { window } = await openPage({
      head: [satellite(primary, { 'data-clerk-satellite-auto-sync': 'false' })],
    });
    await until(() => clerkOf(window)?.loaded);
    expect(clerkOf(window)).to.include({ isSatellite: true, domain: 'satellite.test' });
    await pause(100);
    expect(await received(primary)).to.deep.equal([]);
  });

  it('H1: the sign-in and sign-up URLs are those of the attributes', async () => {
    const { window } = await openPage({
      head: [
        loadingShim({
          'data-clerk-proxy-url': newFrontendApi(),
          'data-clerk-sign-in-url': '/anmelden',
          'data-clerk-sign-up-url': 'https://accounts.test/neu',
        }),
      ],
    });
    await until(() => clerkOf(window)?.loaded);
    expect(clerkOf(window)?.buildSignInUrl()).to.include('/anmelden');
    expect(clerkOf(window)?.buildSignUpUrl()).to.include('https://accounts.test/neu');
  });
});
