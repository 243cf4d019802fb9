import { expect } from 'chai';
import { at, headerOf, newKey, openPage, origins, type PageWindow } from '../kit/page.ts';
import { clerkOf, cookieOf, requests } from '../kit/session.ts';
import { next } from '../kit/traceXhr.ts';

// A script that was there before the tag has the native methods, and so has every frame. What they do to an object the
// shim does not see.

type Methods = Pick<XMLHttpRequest, 'open' | 'send' | 'abort' | 'setRequestHeader'>;

const SOURCES: Record<string, (window: PageWindow, saved: Methods) => Methods> = {
  'saved before the tag': (_, saved) => saved,
  "of a frame's realm": (window) => (window.frames[0] as unknown as PageWindow).XMLHttpRequest.prototype,
};

async function openWith(session: string | null | undefined, send: string) {
  let saved: Methods | undefined;
  const page = await openPage({
    head: [
      { clerk: session === undefined ? {} : { session } },
      {
        run: ({ XMLHttpRequest: { prototype } }) => {
          const { open, send: sends, abort, setRequestHeader } = prototype;
          saved = { open, send: sends, abort, setRequestHeader };
        },
      },
      { shim: { 'data-backend-origins': `'self' ${origins.backend}`, 'data-send': send, 'data-wait': '30000' } },
    ],
    body: [{ html: '<iframe></iframe>' }],
  });
  return { page, window: page.window, saved: saved as Methods };
}

/** What the foreign server was sent of the session. */
async function leaked(key: string): Promise<string[]> {
  const seen = (await requests(key)).filter(({ origin }) => origin === 'foreign');
  return seen.flatMap((request) => [
    ...(/sess_/.test(request.url) ? ['session ID'] : []),
    ...(cookieOf(request).includes(key) ? ['cookie'] : []),
    ...(headerOf(request, 'Authorization') === undefined ? [] : ['token']),
  ]);
}

describe('native methods on an object of ours', () => {
  for (const [whose, sourceOf] of Object.entries(SOURCES)) {
    for (const send of ['session-token', 'session-id', 'session-id session-token']) {
      for (const async of [true, false]) {
        const kind = `${async ? '' : 'synchronous, '}data-send="${send}"`;
        it(`B5: an XHR that open() ${whose} leads elsewhere takes nothing of the session there, ${kind}`, async () => {
          const { page, window, saved } = await openWith('sess_A', send);
          const key = newKey();
          Object.assign(document, { cookie: `${key}=1; path=/` });
          const { open } = sourceOf(window, saved);
          const xhr = new window.XMLHttpRequest();
          const ended = next(xhr, 'loadend');
          xhr.open('GET', at('backend', key, 'echo'), async);
          open.call(xhr, 'GET', at('foreign', key, 'echo'), async);
          xhr.send();
          await ended;
          expect(await leaked(key)).to.deep.equal([]);
          expect(page.errors).to.deep.equal([]);
        });
      }

      it(`B5: a held XHR that open() ${whose} leads elsewhere takes nothing of the session there, data-send="${send}"`, async () => {
        const { window, saved } = await openWith(undefined, send);
        const key = newKey();
        Object.assign(document, { cookie: `${key}=1; path=/` });
        const { open } = sourceOf(window, saved);
        const list = [true, true].map(() => {
          const xhr = new window.XMLHttpRequest();
          xhr.open('GET', at('backend', key, 'echo'));
          xhr.send();
          open.call(xhr, 'GET', at('foreign', key, 'echo'), true);
          return xhr;
        });
        clerkOf(window).become('sess_A');
        await window.fetch(at('page', key, 'echo'));
        for (const xhr of list) if (xhr.readyState !== 4) xhr.abort();
        await window.fetch(at('page', key, 'echo'));
        expect(await leaked(key)).to.deep.equal([]);
      });
    }
  }
});
