import { expect } from 'chai';
import { withoutShim } from '../kit/differential.ts';
import {
  at,
  engine,
  headerOf,
  newKey,
  openPage,
  origins,
  type PageWindow,
  received,
  sessionOf,
  type TestPage,
} from '../kit/page.ts';
import { clerkOf, cookieOf, requests, shimLines } from '../kit/session.ts';
import { next, traceXhr } from '../kit/traceXhr.ts';
import { pause } from '../kit/until.ts';

// A script before the tag has patched the methods of XMLHttpRequest.

type Methods = Pick<XMLHttpRequest, 'open' | 'send' | 'abort' | 'setRequestHeader'>;
type Patch = (native: Methods, window: PageWindow) => Partial<{ [name in keyof Methods]: unknown }>;

const MODES: { [mode: string]: { session?: string; attributes: Record<string, string> } } = {
  'session ID, at once': { session: 'sess_A', attributes: { 'data-backend-origins': origins.backend } },
  'session ID, held': { attributes: { 'data-backend-origins': origins.backend } },
  token: { session: 'sess_A', attributes: { 'data-token-origins': origins.backend } },
  'token, held': { attributes: { 'data-token-origins': origins.backend } },
};

async function openWith(mode: string, patch: Patch, shim = true) {
  const { session, attributes } = MODES[mode] as (typeof MODES)[string];
  const definition: TestPage = {
    head: [
      { clerk: session ? { session } : {} },
      {
        run: (window) => {
          const { prototype } = window.XMLHttpRequest;
          const { open, send, abort, setRequestHeader } = prototype;
          Object.assign(prototype, patch({ open, send, abort, setRequestHeader }, window));
        },
      },
      { shim: attributes },
    ],
  };
  const page = await openPage(shim ? definition : withoutShim(definition));
  const go = () => (session ? undefined : clerkOf(page.window).become('sess_A'));
  return { page, window: page.window, go };
}

/** Expects that a request has what the mode gives it. */
function expectSession(request: Awaited<ReturnType<typeof requests>>[number] | undefined, mode: string): void {
  const isToken = /^token/.test(mode);
  const token = request && headerOf(request, 'Authorization');
  expect(token).to.equal(isToken ? 'Bearer fake-token-of-sess_A' : undefined);
  expect(request && sessionOf(request)).to.equal(isToken ? undefined : 'sess_A');
}

describe('a patch of XMLHttpRequest before the tag', () => {
  for (const mode of Object.keys(MODES)) {
    it(`E7: what an earlier patch of XHR does in open() happens once: a header, a listener, a count, ${mode}`, async () => {
      const seen: string[] = [];
      let running = 0;
      const ended = () => running--;
      const { page, window, go } = await openWith(mode, ({ open, send, setRequestHeader }) => ({
        open(this: XMLHttpRequest, ...args: never[]) {
          seen.push('open');
          running++;
          this.addEventListener('loadend', ended);
          Reflect.apply(open, this, args);
          this.setRequestHeader('X-CSRF-Token', 'secret');
        },
        setRequestHeader(this: XMLHttpRequest, name: string, value: string) {
          seen.push(name);
          setRequestHeader.call(this, name, value);
        },
        send(this: XMLHttpRequest, ...args: never[]) {
          seen.push('send');
          Reflect.apply(send, this, args);
        },
      }));
      const key = newKey();
      const xhr = new window.XMLHttpRequest();
      xhr.open('POST', at('backend', key, 'echo'));
      expect(xhr.readyState).to.equal(1);
      xhr.setRequestHeader('X-Own', '1');
      xhr.send('body');
      go();
      await next(xhr, 'loadend');
      const [request] = await requests(key);
      expect(request && headerOf(request, 'X-CSRF-Token')).to.equal('secret');
      expect(request && headerOf(request, 'X-Own')).to.equal('1');
      expectSession(request, mode);
      expect(running).to.equal(0);
      const token = /^token/.test(mode) ? ['Authorization'] : [];
      expect(seen).to.deep.equal(['open', 'X-CSRF-Token', 'X-Own', ...token, 'send']);
      expect(shimLines(page)).to.deep.equal([]);
    });

    it(`E7, B5: an earlier patch of XHR that leads the call to another URL in open() still does, ${mode}`, async () => {
      const key = newKey();
      const { window, go } = await openWith(mode, ({ open }) => ({
        open(this: XMLHttpRequest, method: string, url: string, ...args: never[]) {
          Reflect.apply(open, this, [method, url.replace('/echo', '/read/echo'), ...args]);
        },
      }));
      const xhr = new window.XMLHttpRequest();
      xhr.open('GET', at('backend', key, 'echo'));
      xhr.send();
      go();
      await next(xhr, 'loadend');
      const [request] = await requests(key);
      expect(request?.url).to.include('/read/echo');
      expectSession(request, mode);
    });

    it(`E7, C5: an earlier patch of XHR that opens the object in its own send() keeps session and cookies, ${mode}`, async () => {
      const key = newKey();
      Object.assign(document, { cookie: `${key}=1; path=/` });
      type Kept = XMLHttpRequest & { kept: unknown[]; names: [string, string][] };
      const { window, go } = await openWith(mode, ({ open, send, setRequestHeader }, { setTimeout }) => ({
        open(this: Kept, ...args: unknown[]) {
          this.kept = args;
          this.names = [];
        },
        setRequestHeader(this: Kept, ...pair: [string, string]) {
          this.names.push(pair);
        },
        send(this: Kept, body: string) {
          setTimeout(() => {
            Reflect.apply(open, this, this.kept);
            for (const pair of this.names) setRequestHeader.apply(this, pair);
            send.call(this, body);
          }, 20);
        },
      }));
      const xhr = new window.XMLHttpRequest();
      xhr.open('GET', at('backend', key, 'echo'));
      xhr.setRequestHeader('X-Own', '1');
      xhr.send();
      go();
      await next(xhr, 'loadend');
      const [request] = await requests(key);
      expectSession(request, mode);
      expect(request && headerOf(request, 'X-Own')).to.equal('1');
      if (!/^token/.test(mode)) expect(cookieOf(request)).to.include(key);
    });

    // Today's does not run in the browser of 2019.
    for (const zone of [engine === 'chromium75' ? 'zone.js08/dist/zone.js' : 'zone.js/bundles/zone.umd.js']) {
      for (const method of ['GET', 'POST']) {
        it(`E7, D6: with zone.js before the tag, abort() of a call that waits sends nothing, ${method}, ${mode}`, async () => {
          const trace = async (shim: boolean) => {
            const { session, attributes } = MODES[mode] as (typeof MODES)[string];
            const definition: TestPage = {
              head: [{ clerk: session ? { session } : {} }, { src: `/node_modules/${zone}` }, { shim: attributes }],
            };
            const page = await openPage(shim ? definition : withoutShim(definition));
            const { window } = page;
            const key = newKey();
            const xhr = new window.XMLHttpRequest();
            const events = traceXhr(xhr, { upload: false });
            xhr.open(method, at('backend', key, 'hang'));
            xhr.send(method === 'POST' ? 'body' : undefined);
            // A call with a session ID that is sent at once may have arrived.
            xhr.abort();
            await pause(100);
            if (shim && !session) clerkOf(window).become('sess_A');
            await pause(100);
            expect(page.errors).to.deep.equal([]);
            return { events, key, state: xhr.readyState };
          };
          const [shimmed, native] = [await trace(true), await trace(false)];
          expect(shimmed.events).to.deep.equal(native.events);
          expect(shimmed.state).to.equal(native.state);
          if (mode !== 'session ID, at once') expect(await received(shimmed.key)).to.deep.equal([]);
        });
      }
    }
  }
});
