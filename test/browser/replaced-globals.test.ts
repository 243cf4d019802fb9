import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { everyCall } from '../kit/everyCall.ts';
import { at, newKey, openPage, type PageWindow } from '../kit/page.ts';
import { clerkOf, requests, sessions, shimLines } from '../kit/session.ts';

// Every global is a name that a script of the page may use for a variable of its own, before the tag.

const NAMES = [
  ...['URL', 'URLSearchParams', 'Proxy', 'Reflect', 'WeakMap', 'Map', 'Set', 'Symbol', 'Promise', 'JSON'],
  ...['Request', 'Response', 'Headers', 'FormData', 'ReadableStream', 'Blob', 'AbortController', 'AbortSignal'],
  ...['Node', 'Element', 'Event', 'EventTarget', 'XMLHttpRequestEventTarget', 'HTMLScriptElement', 'ErrorEvent'],
  ...['atob', 'console', 'performance', 'navigator', 'history', 'origin', 'self', 'parent', 'frames', 'status', 'name'],
];
const VALUES: Record<string, string> = {
  'a string': "'/api'",
  'a function': 'function () { return this; }',
};

/** The calls of a page that need none of these names. */
const WAYS = ['fetch of a string', 'fetch with an init', 'XHR', 'XHR with a body', 'synchronous XHR'];

/** Makes the calls; what became of each. */
const outcomes = (window: PageWindow, url: string) =>
  Promise.all(
    WAYS.map((name) =>
      (async () => everyCall[name]?.(window, `${url}?${name}`))().then(
        () => 'answered',
        (error) => `${name}: ${error}`,
      ),
    ),
  );

describe('globals that a page has replaced before the tag', () => {
  for (const name of NAMES) {
    it(`A2, E8: var ${name}: the page and its calls work, and what gets no session is said`, async () => {
      for (const [what, value] of Object.entries(VALUES)) {
        const [clerk, shim] = shimmedPage({ 'data-send': 'session-id session-token', 'data-wait': '5000' }).head ?? [];
        const page = await openPage({
          head: [clerk as never, { script: `try { var ${name} = ${value}; } catch (error) {}` }, shim as never],
        });
        const { window } = page;
        expect(page.errors, what).to.deep.equal([]);
        const key = newKey();
        expect(await outcomes(window, at('backend', key, 'echo')), what).to.deep.equal(WAYS.map(() => 'answered'));
        const withSession = (await sessions(key)).filter((id) => id === 'sess_A').length;
        const errors = page.said('error').filter((line) => line.startsWith('[clerk-ajax] '));
        if (withSession < WAYS.length && name !== 'console') expect(errors, what).to.have.length.above(0);
        else expect(shimLines(page), what).to.deep.equal([]);
        // Held, as well.
        const held = newKey();
        clerkOf(window).become(undefined);
        const calls = outcomes(window, at('backend', held, 'echo'));
        clerkOf(window).become('sess_B');
        expect(await calls, `${what}, held`).to.deep.equal(WAYS.map(() => 'answered'));
        expect(
          (await requests(held)).some(({ url }) => /sess_A/.test(url)),
          what,
        ).to.equal(false);
        expect(page.errors, what).to.deep.equal([]);
        expect(page.rejections, what).to.deep.equal([]);
        page.close();
      }
    });
  }
});
