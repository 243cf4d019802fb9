import { expect } from 'chai';
import { attempt } from '../kit/attempt.ts';
import { bodies } from '../kit/bodies.ts';
import { compareRows, type Row } from '../kit/compareRows.ts';
import { shimmedPage } from '../kit/differential.ts';
import { exchange } from '../kit/exchange.ts';
import { at, newKey, openPage, origins, type PageWindow, received, sessionOf } from '../kit/page.ts';
import { authorizations, sessions, shimLines } from '../kit/session.ts';
import { next, stateOf, traceXhr } from '../kit/traceXhr.ts';

/** The window of a frame in the page. */
const frameOf = (window: PageWindow) => window.frames[0] as unknown as PageWindow;
/** The text of an accessor. The name in that of a replaced one is a known difference. */
const printed = (name: string, accessor: unknown) =>
  /^(?:responseURL|timeout)$/.test(name) ? `${accessor}`.replace(/^function [^(]*/, '') : `${accessor}`;
const withFrame = { body: [{ html: '<iframe></iframe>' }] };

describe('constructors and prototypes of XHR', () => {
  compareRows('E1', {
    'instances, classes and keys': ({ window }) => {
      const xhr = new window.XMLHttpRequest();
      return [
        xhr instanceof window.XMLHttpRequest,
        xhr instanceof window.EventTarget,
        xhr.constructor === window.XMLHttpRequest,
        Object.getPrototypeOf(xhr) === window.XMLHttpRequest.prototype,
        Object.prototype.toString.call(xhr),
        Reflect.ownKeys(xhr).map(String),
        Reflect.ownKeys(window.XMLHttpRequest).map(String),
        Reflect.ownKeys(window.XMLHttpRequest.prototype).map(String),
        Reflect.ownKeys(window.XMLHttpRequestEventTarget.prototype).map(String),
        window.XMLHttpRequest.name,
        window.XMLHttpRequest.length,
        `${window.XMLHttpRequest}`,
        attempt(() => Reflect.apply(window.XMLHttpRequest, undefined, [])),
        Object.entries(Object.getOwnPropertyDescriptors(window.XMLHttpRequest.prototype)).map(
          ([name, { get, set, writable, enumerable, configurable }]) => [
            name,
            printed(name, get),
            printed(name, set),
            writable,
            enumerable,
            configurable,
          ],
        ),
      ];
    },
    'a subclass that overrides nothing': async (scene) => {
      const window = scene.window as PageWindow & { XMLHttpRequest: typeof XMLHttpRequest };
      class Own extends window.XMLHttpRequest {}
      const xhr = new Own();
      const events = traceXhr(xhr);
      xhr.open('POST', scene.at('page', 'body', 'json'));
      xhr.send('x');
      await scene.go();
      await next(xhr, 'loadend');
      return [xhr instanceof Own, xhr.constructor === Own, events, stateOf(xhr)];
    },
    'a subclass that overrides open(), setRequestHeader(), send() and abort()': async (scene) => {
      const calls: string[] = [];
      class Own extends scene.window.XMLHttpRequest {
        override open(method: string, url: string) {
          calls.push('open');
          super.open(method, url, true);
          this.setRequestHeader('X-Own', '1');
        }
        override setRequestHeader(name: string, value: string) {
          calls.push('setRequestHeader');
          super.setRequestHeader(name, value);
        }
        override send(body: string) {
          calls.push('send');
          super.send(`${body} of its own`);
        }
        override abort() {
          calls.push('abort');
          super.abort();
        }
      }
      const xhr = new Own();
      const events = traceXhr(xhr);
      xhr.open('POST', scene.at('page', 'body', 'json'));
      xhr.send('x');
      await scene.go();
      await next(xhr, 'loadend');
      xhr.abort();
      return { calls, events };
    },
    'an instance with a new.target of its own': async (scene) => {
      function Own() {}
      Own.prototype = Object.create(scene.window.XMLHttpRequest.prototype, { own: { value: 1 } });
      const xhr = Reflect.construct(scene.window.XMLHttpRequest, [], Own) as XMLHttpRequest;
      xhr.open('GET', scene.at('page', 'body', 'json'));
      xhr.send();
      await scene.go();
      await next(xhr, 'loadend');
      return [Object.getPrototypeOf(xhr) === Own.prototype, stateOf(xhr)];
    },
    'methods taken from the prototype': async (scene) => {
      const { open, send, setRequestHeader } = scene.window.XMLHttpRequest.prototype;
      const xhr = new scene.window.XMLHttpRequest();
      open.call(xhr, 'PUT', scene.at('page', 'body', 'json'), true);
      setRequestHeader.call(xhr, 'X-Custom', '1');
      send.call(xhr, 'x');
      await scene.go();
      await next(xhr, 'loadend');
      return stateOf(xhr);
    },
  });

  for (const [name, wrap] of Object.entries<(window: PageWindow) => unknown>({
    'a function that returns native objects': ({ XMLHttpRequest: Native }) => {
      function Front(this: unknown) {
        return new Native();
      }
      return Front;
    },
    'a function that returns native objects and has their prototype': ({ XMLHttpRequest: Native }) => {
      function Front(this: unknown) {
        return new Native();
      }
      Front.prototype = Native.prototype;
      return Front;
    },
    'a subclass': ({ XMLHttpRequest: Native }) => class Front extends Native {},
    'a Proxy': ({ XMLHttpRequest: Native }) => new Proxy(Native, { construct: () => new Native() }),
  })) {
    describe(`with ${name} in front of XMLHttpRequest`, () => {
      compareRows(
        'E1',
        {
          [`calls work, with ${name} in front`]: (scene) =>
            exchange(scene, { method: 'POST', body: 'x', upload: true }),
          [`abort() works, with ${name} in front`]: {
            server: 'aborted',
            run: (scene) => exchange(scene, { method: 'POST', body: 'x', upload: true, sent: (xhr) => xhr.abort() }),
          },
        },
        {
          first: [{ run: (window) => Object.assign(window, { XMLHttpRequest: wrap(window) }) }],
        },
      );
    });
  }

  it('E7: a look-alike in place of XHR is left alone, with one message, and fetch is served', async () => {
    const key = newKey();
    const page = await openPage({
      head: [
        { clerk: { session: 'sess_A' } },
        {
          run: (window) => {
            const { XMLHttpRequest: Native } = window;
            // As xhook and its like do it: every member by hand.
            function LookAlike(this: { open: unknown; send: unknown }) {
              const xhr = new Native();
              this.open = xhr.open.bind(xhr);
              this.send = (body: string) => {
                Object.assign(xhr, { onload: (this as { onload?: unknown }).onload });
                xhr.send(body);
              };
            }
            Object.assign(window, { XMLHttpRequest: LookAlike });
          },
        },
        { shim: { 'data-backend-origins': origins.backend } },
      ],
    });
    const { window } = page;
    await window.fetch(at('backend', key, 'body', 'json'));
    const xhr = new window.XMLHttpRequest();
    xhr.open('GET', at('backend', key, 'body', 'text'));
    await new Promise((resolve) => {
      xhr.onload = resolve;
      xhr.send();
    });
    expect((await received(key)).map((request) => sessionOf(request))).to.deep.equal(['sess_A', undefined]);
    expect(page.said('error')).to.have.length(1);
    expect(page.said('error')[0]).to.match(/^\[clerk-ajax\].* before /);
    expect(page.errors).to.deep.equal([]);
  });
});

describe("objects of an iframe's realm in XHR", () => {
  const methods: Record<string, Row> = {
    'an XHR of the frame, with its own methods': {
      sessions: [undefined],
      async run(scene) {
        const xhr = new (frameOf(scene.window).XMLHttpRequest)();
        xhr.open('POST', scene.at('backend', 'body', 'json'));
        xhr.send('x');
        await next(xhr, 'loadend');
        await scene.go();
        return stateOf(xhr);
      },
    },
    "an XHR of the frame, with the page's methods": {
      sessions: [undefined],
      async run(scene) {
        const { open, send, setRequestHeader, abort } = scene.window.XMLHttpRequest.prototype;
        const xhr = new (frameOf(scene.window).XMLHttpRequest)();
        const events = traceXhr(xhr);
        open.call(xhr, 'PUT', scene.at('backend', 'body', 'json'), true);
        setRequestHeader.call(xhr, 'X-Custom', '1');
        send.call(xhr, 'x');
        await next(xhr, 'loadend');
        await scene.go();
        abort.call(xhr);
        return { events, state: stateOf(xhr) };
      },
    },
    "the page's XHR, with the frame's methods": {
      sessions: [undefined],
      async run(scene) {
        const { open, send, setRequestHeader } = frameOf(scene.window).XMLHttpRequest.prototype;
        const xhr = new scene.window.XMLHttpRequest();
        open.call(xhr, 'PUT', scene.at('backend', 'body', 'json'), true);
        setRequestHeader.call(xhr, 'X-Custom', '1');
        send.call(xhr, 'x');
        await next(xhr, 'loadend');
        await scene.go();
        return stateOf(xhr);
      },
    },
  };
  // What is not of this page is not held.
  compareRows('E6', methods, { page: withFrame, ways: ['known'] });

  const rows: Record<string, Row['run']> = {
    'a URL of the frame': (scene) => {
      const url = new (frameOf(scene.window).URL)(scene.at('backend', 'body', 'json'));
      return exchange(scene, { url: url as unknown as string });
    },
  };
  for (const [kind, make] of Object.entries(bodies)) {
    if (!/^an? [A-Z]|view|URLSearchParams|FormData/.test(kind)) continue;
    rows[`${kind} of the frame`] = (scene) => exchange(scene, { method: 'POST', body: make(frameOf(scene.window)) });
  }
  rows['a document of the frame'] = (scene) => {
    const body = frameOf(scene.window).document.implementation.createHTMLDocument('of the frame');
    return exchange(scene, { method: 'POST', body });
  };
  compareRows('E6', rows, { page: withFrame });
});

describe('an XHR without credentials of its own', () => {
  it('E6, C5: mozAnon, which Firefox knows, speaks of cookies: a token goes along, and there is no error', async () => {
    const page = await openPage(shimmedPage({ 'data-send': 'session-id credentials session-token' }));
    const key = newKey();
    const xhr = new (page.window.XMLHttpRequest as unknown as new (options: object) => XMLHttpRequest)({
      mozAnon: true,
    });
    xhr.open('POST', at('backend', key, 'echo'));
    const ended = new Promise((resolve) => xhr.addEventListener('loadend', resolve));
    xhr.send('x');
    await ended;
    const isAnonymous = 'mozAnon' in xhr;
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    if (isAnonymous) {
      expect(xhr.status).to.equal(200);
      expect(await authorizations(key)).to.deep.equal(['Bearer fake-token-of-sess_A']);
      expect(shimLines(page)).to.deep.equal([]);
    }
    expect(page.errors).to.deep.equal([]);
  });
});
