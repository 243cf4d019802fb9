import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, newKey, openPage, type PageWindow } from '../kit/page.ts';
import { authorizations, onlyLine, shimLines, shimOf } from '../kit/session.ts';

const TOKEN = { 'data-send': 'session-token' };

/** What other scripts put back, and the channel that is gone then. */
const PUT_BACK: { [what: string]: [channel: string, put: (window: PageWindow, natives: PageWindow) => unknown] } = {
  fetch: ['fetch', (window, { fetch }) => Object.assign(window, { fetch })],
  'open() and send()': [
    'xhr',
    ({ XMLHttpRequest }, natives) => {
      const { open, send } = natives.XMLHttpRequest.prototype;
      Object.assign(XMLHttpRequest.prototype, { open, send });
    },
  ],
  'send() alone': [
    'xhr',
    ({ XMLHttpRequest }, natives) => {
      const { send } = natives.XMLHttpRequest.prototype;
      Object.assign(XMLHttpRequest.prototype, { send });
    },
  ],
};

describe('natives that another script puts back', () => {
  for (const wrapped of [false, true]) {
    const before = wrapped ? 'that it had wrapped before the tag' : 'that it had kept';
    for (const [what, [channel, put]] of Object.entries(PUT_BACK)) {
      it(`E9: ${what} ${before} is told by explain() and by one warning`, async () => {
        const natives = {} as PageWindow;
        const keep = (window: PageWindow) => {
          const { fetch, XMLHttpRequest } = window;
          const { open, send } = XMLHttpRequest.prototype;
          Object.assign(natives, { fetch, XMLHttpRequest: { prototype: { open, send } } });
          if (!wrapped) return;
          window.fetch = (...args) => Reflect.apply(fetch, window, args);
          XMLHttpRequest.prototype.open = function (this: XMLHttpRequest, ...args: unknown[]) {
            Reflect.apply(open, this, args);
          } as never;
          XMLHttpRequest.prototype.send = function (this: XMLHttpRequest, ...args: unknown[]) {
            Reflect.apply(send, this, args);
          } as never;
        };
        const [clerk = { html: '' }, ...shim] = shimmedPage(TOKEN).head ?? [];
        const page = await openPage({ head: [clerk, { run: keep }, ...shim] });
        const { window } = page;
        const key = newKey();
        const explain = () => shimOf(window).explain(at('backend', key));
        expect(explain()).to.deep.include({ patched: ['fetch', 'xhr'], reason: 'signed in' });
        put(window, natives);
        expect(explain().patched).to.deep.equal(['fetch', 'xhr'].filter((each) => each !== channel));
        expect(explain().reason).to.match(new RegExp(`signed in, but not for ${channel}`));
        expect(explain().sends).to.deep.equal(['session-token']);
        onlyLine(page, 'warn', new RegExp(`put back ${channel}`));
        await window.fetch(at('backend', key, 'echo'));
        expect(await authorizations(key)).to.deep.equal([channel === 'fetch' ? null : 'Bearer fake-token-of-sess_A']);
      });
    }
  }

  it('E9: explain() says that nothing is sent where all natives are put back', async () => {
    const { window } = await openPage(shimmedPage({ 'data-patch': 'fetch' }));
    const frame = window.document.body.appendChild(window.document.createElement('iframe'));
    Object.assign(window, { fetch: Reflect.get(Object(frame.contentWindow), 'fetch') });
    expect(shimOf(window).explain(at('backend', 'x'))).to.deep.include({ patched: [], sends: [] });
  });

  /** Layers over the shim, which pass their calls on to it. */
  const LAYERS: { [what: string]: (window: PageWindow) => unknown } = {
    'a function': (window) => {
      const { fetch } = window;
      window.fetch = (...args) => fetch(...args);
    },
    'an arrow function': (window) => {
      const { fetch } = window;
      window.fetch = (...args) => fetch(...args);
    },
    'a bound function': (window) => {
      const { fetch } = window;
      window.fetch = fetch.bind(window);
    },
    'a Proxy': (window) => {
      window.fetch = new window.Proxy(window.fetch, {});
    },
  };
  for (const [what, layer] of Object.entries(LAYERS)) {
    it(`E9: ${what} over ours is no native that is put back`, async () => {
      const page = await openPage(shimmedPage(TOKEN));
      const { window } = page;
      layer(window);
      const key = newKey();
      expect(shimOf(window).explain(at('backend', key))).to.deep.include({
        patched: ['fetch', 'xhr'],
        reason: 'signed in',
      });
      await window.fetch(at('backend', key, 'echo'));
      expect(await authorizations(key)).to.deep.equal(['Bearer fake-token-of-sess_A']);
      expect(shimLines(page)).to.deep.equal([]);
    });
  }

  it("E9: a fetch from before the tag that is not the browser's own is not listed, and explain() says what it sends", async () => {
    const [clerk = { html: '' }, ...shim] = shimmedPage(TOKEN).head ?? [];
    const mock = `
      window.mocked = [];
      window.Request = function () {};
      window.Response = function () {};
      window.fetch = function (url, init) { mocked.push(init); return Promise.resolve({ status: 200 }); };`;
    const page = await openPage({ head: [clerk, { script: mock }, ...shim] });
    const { window } = page;
    const { patched, reason, sends } = shimOf(window).explain(at('backend', 'x'));
    expect(patched).to.deep.equal(['xhr']);
    expect(reason).to.equal(
      "signed in, but fetch is not the browser's own: only what it does with XMLHttpRequest carries that",
    );
    expect(sends).to.deep.equal(['session-token']);
    await window.fetch(at('backend', newKey(), 'echo'));
    expect(Reflect.get(window, 'mocked')).to.deep.equal([undefined]);
    expect(shimLines(page)).to.deep.equal([]);
  });
});
