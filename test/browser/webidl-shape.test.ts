import { expect } from 'chai';
import { compareRows } from '../kit/compareRows.ts';
import { shimmedPage } from '../kit/differential.ts';
import { openPage, type PageWindow } from '../kit/page.ts';

// What Web IDL demands of an operation (https://webidl.spec.whatwg.org/#js-operations), and what the definitions of
// fetch (https://fetch.spec.whatwg.org/#fetch-method) and XMLHttpRequest (https://xhr.spec.whatwg.org/#interface-xmlhttprequest)
// make of it; written from these, not from what a browser does.

interface Operation {
  name: string;
  /** Number of arguments that must be given, in the overload with the fewest. */
  length: number;
  owner(window: PageWindow): object;
  /** Whether it gives back a promise, which then holds its errors. */
  promise?: boolean;
}

const xhr = (window: PageWindow) => window.XMLHttpRequest.prototype;

const operations: Operation[] = [
  // An interface with [Global] has its operations on the object itself.
  { name: 'fetch', length: 1, owner: (window) => window, promise: true },
  { name: 'open', length: 2, owner: xhr },
  { name: 'setRequestHeader', length: 2, owner: xhr },
  { name: 'send', length: 0, owner: xhr },
  { name: 'abort', length: 0, owner: xhr },
];

for (const { name, length, owner, promise } of operations) {
  describe(`the operation ${name}()`, () => {
    let window: PageWindow;
    let method: (...args: unknown[]) => unknown;

    beforeEach(async () => {
      ({ window } = await openPage(shimmedPage()));
      method = Reflect.get(owner(window), name);
    });

    it(`E2: ${name}() is the one that is replaced`, () => {
      expect(method).not.to.equal(Reflect.get(owner(globalThis as unknown as PageWindow), name));
      window.ClerkAjax?.uninstall();
      expect(Reflect.get(owner(window), name)).not.to.equal(method);
    });

    it(`E2: ${name}() is a writable, enumerable, configurable data property of its owner`, () => {
      const descriptor = Object.getOwnPropertyDescriptor(owner(window), name);
      expect(descriptor).to.deep.equal({ value: method, writable: true, enumerable: true, configurable: true });
      expect(Object.keys(owner(window))).to.include(name);
    });

    it(`E2: ${name}() is a built-in function object of the page's realm, extensible`, () => {
      expect(typeof method).to.equal('function');
      expect(Object.getPrototypeOf(method)).to.equal(window.Function.prototype);
      expect(Object.isExtensible(method)).to.equal(true);
      expect(Object.prototype.toString.call(method)).to.equal('[object Function]');
    });

    it(`E2: ${name}() has a name, a length and no other own property`, () => {
      expect(Reflect.ownKeys(method).sort()).to.deep.equal(['length', 'name']);
      for (const [key, value] of Object.entries({ name, length })) {
        expect(Object.getOwnPropertyDescriptor(method, key)).to.deep.equal({
          value,
          writable: false,
          enumerable: false,
          configurable: true,
        });
      }
    });

    it(`E2: ${name}() is no constructor`, () => {
      expect('prototype' in method).to.equal(false);
      expect(() => Reflect.construct(method, [])).to.throw(TypeError);
      expect(() => Reflect.construct(Object, [], method)).to.throw(TypeError);
      expect(() => {
        class Derived extends (method as unknown as ObjectConstructor) {}
        return Derived;
      }).to.throw(TypeError);
    });

    it(`E2: ${name}() says [native code] to Function.prototype.toString, of any realm`, () => {
      const native = /^function .*\(\) \{\s*\[native code\]\s*\}$/;
      expect(window.Function.prototype.toString.call(method)).to.match(native);
      expect(Function.prototype.toString.call(method)).to.match(native);
      expect(`${method}`).to.match(native);
    });

    it(`E2: ${name}() refuses any other this with a TypeError of the page's realm`, async () => {
      for (const self of [{}, 1, 'text', window.document, () => {}, Object.create(owner(window))]) {
        await expectTypeError(() => Reflect.apply(method, self, ['/', '/']));
      }
      // An operation of the global object takes `undefined` and `null` for it.
      if (!promise) for (const self of [undefined, null]) await expectTypeError(() => Reflect.apply(method, self, []));
    });

    if (length)
      it(`E2: ${name}() refuses fewer than ${length} arguments with a TypeError of the page's realm`, async () => {
        const self = promise ? window : new window.XMLHttpRequest();
        for (let count = 0; count < length; count++) {
          await expectTypeError(() => Reflect.apply(method, self, Array(count).fill('GET')));
        }
      });

    if (promise)
      it(`E2 E3: ${name}() gives back a promise of the page's realm, whatever it is given`, async () => {
        const { AbortController: Controller, Promise: OfPage } = window;
        const controller = new Controller();
        controller.abort();
        const { signal } = controller;
        for (const args of [
          [],
          ['http://['],
          ['/', 5],
          ['/', { signal }],
          ['/', { signal, method: 'not one' }],
          [{}],
        ]) {
          const promise = Reflect.apply(method, window, args);
          expect(Object.getPrototypeOf(promise)).to.equal(OfPage.prototype);
          await (promise as Promise<unknown>).catch(() => {});
        }
      });

    async function expectTypeError(action: () => unknown): Promise<void> {
      let error: unknown;
      try {
        const result = action();
        expect(promise, 'what is given back').to.equal(true);
        expect(result).to.be.instanceOf(window.Promise);
        await result;
      } catch (thrown) {
        error = thrown;
      }
      expect(error).to.be.instanceOf(window.TypeError);
    }
  });
}

describe('the text of the replaced functions', () => {
  compareRows(
    'E2',
    {
      'of Function.prototype.toString': ({ window }) =>
        operations.map(({ name, owner }) => `${Reflect.get(owner(window), name)}`),
    },
    { ways: ['known'] },
  );
});

describe('what is not replaced', () => {
  it('E1: no other property of window and of XMLHttpRequest differs from a page without the shim', async () => {
    const isResponse = (object: object) => Object.prototype.toString.call(object) === '[object Response]';
    const names = (window: PageWindow) =>
      [
        window,
        window.XMLHttpRequest,
        window.XMLHttpRequest.prototype,
        window.XMLHttpRequestEventTarget.prototype,
        window.Request,
        window.Request.prototype,
        window.Response.prototype,
        window.Headers.prototype,
        window.EventTarget.prototype,
        window.Navigator.prototype,
      ].map((object) =>
        Reflect.ownKeys(object)
          .filter((key) => key !== 'ClerkAjax' && key !== Symbol.for('clerk-ajax'))
          .map((key) => {
            const { get, set, value, ...rest } = Object.getOwnPropertyDescriptor(object, key) ?? {};
            const text = (what: unknown) =>
              typeof what === 'function' ? Function.prototype.toString.call(what) : typeof what;
            // The name that stands in the text of a native function is not the page's to see in a replaced one.
            const name = `${isResponse(object) ? 'Response.' : ''}${String(key)}`;
            const isReplaced = /^(fetch|open|send|setRequestHeader|abort|responseURL|timeout|Response\.url)$/.test(
              name,
            );
            const source = isReplaced ? [] : [text(get), text(value), text(set)];
            return [String(key), ...source, JSON.stringify(rest)].join(' ');
          })
          // Firefox defines the properties of a window when they are first asked for.
          .sort(),
      );
    const native = await openPage({ head: [{ clerk: { session: 'sess_A' } }] });
    const shim = await openPage(shimmedPage());
    expect(names(shim.window)).to.deep.equal(names(native.window));
  });
});
