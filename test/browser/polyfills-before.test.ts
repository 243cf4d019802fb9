import { expect } from 'chai';
import { at, newKey, openPage, origins, type PageWindow, type TestPage, textOf } from '../kit/page.ts';
import { clerkOf, requests, sendXhr, sessions, shimLines } from '../kit/session.ts';

// Polyfills that a script before the tag has put in the place of what the browser has.

type Part = NonNullable<TestPage['head']>[number];

/** What polyfills of AbortController do where they are told to take its place: signals of their own, and a `fetch` that knows them. */
const abortController: Part = {
  run(window) {
    const { fetch } = window;
    class Signal {
      aborted = false;
      #listeners: ((event: object) => void)[] = [];
      addEventListener(type: string, listener: (event: object) => void) {
        if (type === 'abort') this.#listeners.push(listener);
      }
      removeEventListener(_: string, listener: (event: object) => void) {
        this.#listeners = this.#listeners.filter((each) => each !== listener);
      }
      dispatchEvent(event: { type: string }) {
        this.aborted = true;
        for (const listener of [...this.#listeners]) listener.call(this, event);
      }
    }
    class Controller {
      signal = new Signal();
      abort() {
        this.signal.dispatchEvent({ type: 'abort' });
      }
    }
    Object.assign(window, { AbortController: Controller, AbortSignal: Signal });
    window.fetch = (input, { signal, ...init } = {}) => {
      const own = signal as unknown as Signal | undefined;
      const gone = () => new window.DOMException('Aborted', 'AbortError');
      if (own?.aborted) return Promise.reject(gone());
      const aborted = new Promise<never>((_, reject) => own?.addEventListener('abort', () => reject(gone())));
      return Promise.race([aborted, fetch(input, init)]);
    };
  },
};

/** What polyfills of FormData do: a class of their own, which `send()` and `fetch()` make a blob of. */
const formData: Part = {
  run(window) {
    class Form {
      #entries: [string, string][] = [];
      append(name: string, value: string) {
        this.#entries.push([name, value]);
      }
      forEach(callback: (value: string, name: string) => void) {
        for (const [name, value] of this.#entries) callback(value, name);
      }
      toBlob() {
        const text = this.#entries.map(
          ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        );
        return new window.Blob([...text, '--b--'], { type: 'multipart/form-data; boundary=b' });
      }
      get [Symbol.toStringTag]() {
        return 'FormData';
      }
    }
    Object.assign(window, { FormData: Form });
    const { fetch } = window;
    window.fetch = (input, init) =>
      fetch(input, init?.body instanceof Form ? { ...init, body: (init.body as Form).toBlob() } : init);
    const { send } = window.XMLHttpRequest.prototype;
    window.XMLHttpRequest.prototype.send = function (body) {
      const form: unknown = body;
      send.call(this, form instanceof Form ? form.toBlob() : body);
    };
  },
};

const MODES = {
  'session ID, held': [undefined, { 'data-backend-origins': origins.backend }],
  token: ['sess_A', { 'data-backend-origins': origins.backend, 'data-send': 'session-id session-token' }],
} as const;

async function open(mode: keyof typeof MODES, polyfill: Part, file = 'clerk-ajax.js') {
  const [session, attributes] = MODES[mode];
  const page = await openPage({
    head: [{ clerk: session ? { session } : {} }, polyfill, { shim: { ...attributes, file } }],
  });
  return { page, window: page.window, go: () => session || clerkOf(page.window).become('sess_A') };
}

const signalOf = ({ AbortController }: PageWindow) => new AbortController();

describe('polyfills before the tag', () => {
  for (const mode of Object.keys(MODES) as (keyof typeof MODES)[]) {
    it(`E7, E8: a fetch with a signal of a polyfill of AbortController waits, and has the session, ${mode}`, async () => {
      const { page, window, go } = await open(mode, abortController);
      const key = newKey();
      const { signal } = signalOf(window);
      const call = window.fetch(at('backend', key, 'echo'), { method: 'POST', body: 'x', signal });
      go();
      expect((await call).status).to.equal(200);
      expect(await sessions(key)).to.deep.equal(['sess_A']);
      expect(shimLines(page)).to.deep.equal([]);
    });

    it(`E7, D5: aborted by it while it waits, such a call rejects at once, and nothing is sent, ${mode}`, async () => {
      const { window, go } = await open(mode, abortController);
      const key = newKey();
      const controller = signalOf(window);
      const call = window.fetch(at('backend', key, 'echo'), { signal: controller.signal });
      controller.abort();
      expect(await call.catch(({ name }) => name)).to.equal('AbortError');
      go();
      await window.fetch(at('backend', key, 'echo'));
      expect(await sessions(key)).to.deep.equal(['sess_A']);
    });

    it(`E4a: a form of a polyfill of FormData arrives as that makes it, ${mode}`, async () => {
      const { window, go } = await open(mode, formData);
      const key = newKey();
      const form = () => {
        const made = new window.FormData();
        made.append('name', 'value');
        return made;
      };
      const url = at('backend', key, 'echo');
      const calls = [
        window.fetch(url, { method: 'POST', body: form() }),
        sendXhr(window, url, (xhr) => {
          xhr.open('POST', url);
          const { send } = xhr;
          xhr.send = () => send.call(xhr, form());
        }),
      ];
      go();
      await Promise.all<unknown>(calls);
      for (const request of await requests(key, 2)) expect(textOf(request)).to.match(/name="name"\r\n\r\nvalue/);
      expect(await sessions(key, 2)).to.deep.equal(['sess_A', 'sess_A']);
    });
  }
});
