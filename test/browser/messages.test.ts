import { expect } from 'chai';
import { at, newKey, openPage, origins, type Page, type PageWindow, type TestPage } from '../kit/page.ts';
import { clerkOf, sendXhr } from '../kit/session.ts';
import { until } from '../kit/until.ts';

const sources = `'self' ${origins.backend}`;
const token = { 'data-send': 'session-id session-token' };
const signedIn = { clerk: { session: 'sess_A' } };

interface Situation {
  page: TestPage;
  /** Brings it about once; it is called three times. */
  cause?: (window: PageWindow) => Promise<unknown>;
  level: 'error' | 'warn';
  /** What the message says: what happened, and what to do. */
  says: RegExp;
}

const calls = (window: PageWindow) =>
  Promise.all([window.fetch(at('backend', newKey(), 'echo')), sendXhr(window, at('backend', newKey(), 'echo'))]);

const SITUATIONS: Record<string, Situation> = {
  'sources are missing': {
    page: { head: [signedIn, { shim: {} }] },
    cause: calls,
    level: 'error',
    says: /data-backend-origins is missing.*use/,
  },
  'Clerk does not come in time': {
    page: { head: [{ shim: { 'data-backend-origins': sources, 'data-wait': '60' } }] },
    cause: calls,
    level: 'warn',
    says: /60 ms.*without a session until/,
  },
  "Clerk's script fails": {
    page: {
      head: [
        { shim: { 'data-backend-origins': sources } },
        { html: '<script src="/nowhere/clerk.browser.js" data-clerk-publishable-key="pk_test_x"></script>' },
      ],
    },
    cause: calls,
    level: 'warn',
    says: /script failed.*without a session until/,
  },
  'Clerk reports an error': {
    page: {
      head: [{ clerk: {} }, { shim: { 'data-backend-origins': sources } }, { run: (window) => clerkOf(window).fail() }],
    },
    cause: calls,
    level: 'warn',
    says: /error.*without a session until/,
  },
  'there is no token': {
    page: {
      head: [
        signedIn,
        { run: (window) => clerkOf(window).tokens(async () => null) },
        { shim: { 'data-backend-origins': sources, ...token } },
      ],
    },
    cause: calls,
    level: 'error',
    says: /no session token.*without/,
  },
  'the backend does not answer as CORS asks': {
    page: { head: [signedIn, { shim: { 'data-backend-origins': sources } }] },
    cause: ({ fetch }) => fetch(at('backend', newKey(), 'cors', 'any', 'echo')).catch(() => {}),
    level: 'warn',
    says: /failed.*must include/,
  },
  'another script has replaced XMLHttpRequest': {
    page: {
      head: [
        signedIn,
        { script: 'window.XMLHttpRequest = function () { this.open = this.send = function () {}; };' },
        { shim: { 'data-backend-origins': sources } },
      ],
    },
    cause: ({ fetch }) => fetch(at('backend', newKey(), 'echo')),
    level: 'error',
    says: /replaced XMLHttpRequest.*before/,
  },
};

const WITHOUT_TOKEN = 'session-id + credentials';
const ALL = `${WITHOUT_TOKEN} + session-token`;

describe('messages', () => {
  for (const [what, { page: definition, cause, level, says }] of Object.entries(SITUATIONS)) {
    it(`F1: when ${what}, one message says so and what to do, however many calls there are`, async () => {
      const page: Page = await openPage(definition);
      for (let i = 0; i < 3; i++) await cause?.(page.window);
      // That about CORS waits for a moment.
      await until(() => page.console.length);
      const lines = page.console;
      expect(lines.map((line) => line.level)).to.deep.equal([level]);
      expect(lines[0]?.text)
        .to.match(/^\[clerk-ajax\] /)
        .and.to.match(says);
      expect(page.errors).to.deep.equal([]);
    });
  }

  it('F1: a page where all is well hears nothing', async () => {
    const page = await openPage({ head: [{ clerk: {} }, { shim: { 'data-backend-origins': sources, ...token } }] });
    const held = calls(page.window);
    clerkOf(page.window).become('sess_A');
    await held;
    await calls(page.window);
    clerkOf(page.window).become(null);
    await calls(page.window);
    expect(page.console).to.deep.equal([]);
  });

  it('F4: data-debug tells of each call, whatever it carries, and quotes nothing of the session', async () => {
    const page = await openPage({
      head: [
        { clerk: { session: 'sess_secret' } },
        {
          shim: {
            'data-backend-origins': sources,
            'data-debug': '',
            'data-send': 'session-id credentials session-token',
          },
        },
      ],
    });
    const { window } = page;
    clerkOf(window).tokens(async () => 'tok_secret');
    const key = newKey();
    const url = at('backend', key, 'echo');
    await window.fetch(`${url}?_clerk_session_id=sess_secret#sess_secret`);
    await window.fetch(new window.Request(url, { method: 'POST', headers: { Authorization: 'Bearer tok_secret' } }));
    await window.fetch(url, { mode: 'no-cors' });
    await window.fetch(at('backend', key, 'cors', 'none', 'echo')).catch(() => {});
    await sendXhr(window, at('backend', key, 'close'));
    await sendXhr(window, `${url}?_clerk_session_id=sess_secret`);
    await until(() => page.said('warn').length);
    const debug = page.said('debug');
    expect(
      debug.map((line) => /^\[clerk-ajax\] ((?:GET|POST) )http\S+ .*: (.+), (.+)$/.exec(line)?.slice(1)),
    ).to.deep.equal([
      ['GET ', ALL, 'signed in'],
      ['POST ', WITHOUT_TOKEN, 'its own Authorization'],
      ['GET ', WITHOUT_TOKEN, 'it cannot send headers'],
      ['GET ', ALL, 'signed in'],
      ['GET ', ALL, 'signed in'],
      ['GET ', ALL, 'signed in'],
    ]);
    expect(page.said('warn')).to.have.length(1);
    expect(page.console.map(({ text }) => text).join('\n')).to.not.include('_secret');
  });
});
