import { expect } from 'chai';
import sinon from 'sinon';
import { replaceMethod, replaceMethods } from '../../src/platform/replaceMethod.ts';

type Method = (...args: unknown[]) => unknown;

describe('replaceMethod', () => {
  const passOn = (native: Method, self: unknown, args: unknown[]) => Reflect.apply(native, self, args);
  const owning = () => ({
    method(this: unknown, a: unknown, b: unknown) {
      return [this, a, b];
    },
  });

  it('gives the handler the old function, this and the arguments, and gives back what it gives back', () => {
    const owner = owning();
    const { method } = owner;
    const handler = sinon.stub().returns('result');
    replaceMethod(owner, 'method', handler);
    expect(owner.method(1, 2)).to.equal('result');
    sinon.assert.calledOnceWithExactly(handler, method, owner, [1, 2]);
  });

  describe('what the page sees of it', () => {
    it('E2: the new function has the name, the length and the [native code] of the old one', () => {
      const owner = { bind: Array.prototype.push, open: sinon.stub() };
      replaceMethod(owner, 'bind', passOn);
      expect(owner.bind).to.include({ name: 'push', length: 1 });
      expect(Function.prototype.toString.call(owner.bind)).to.match(/\[native code\]/);
      expect(Object.getOwnPropertyDescriptors(owner.bind)).to.deep.equal(
        Object.getOwnPropertyDescriptors(Array.prototype.push),
      );
    });

    it('E2: the property keeps its descriptor', () => {
      for (const flags of [
        { writable: true, enumerable: true, configurable: true },
        { writable: true, enumerable: false, configurable: true },
        { writable: false, enumerable: true, configurable: true },
      ]) {
        const owner = Object.defineProperty({}, 'method', { value: () => {}, ...flags });
        const undo = replaceMethod(owner, 'method', passOn);
        expect(Object.getOwnPropertyDescriptor(owner, 'method')).to.include(flags);
        undo?.();
        expect(Object.getOwnPropertyDescriptor(owner, 'method')).to.include(flags);
      }
    });

    it('E2: the new function is no constructor where the old one is none', () => {
      const owner = owning();
      replaceMethod(owner, 'method', passOn);
      expect(() => Reflect.construct(owner.method, [])).to.throw(TypeError, /constructor/);
      expect('prototype' in owner.method).to.equal(false);
    });

    it('E2: the new function throws what the old one throws', () => {
      const error = new TypeError('Illegal invocation');
      const owner = {
        method() {
          throw error;
        },
      };
      replaceMethod(owner, 'method', passOn);
      expect(() => owner.method()).to.throw(error);
    });

    it("E2: the handler gets the caller's this", () => {
      const owner = owning();
      const { method } = owner;
      replaceMethod(owner, 'method', passOn);
      const self = {};
      expect(owner.method.call(self, 1, 2)).to.deep.equal([self, 1, 2]);
      expect(owner.method.call(undefined, 1, 2)).to.deep.equal([undefined, 1, 2]);
      expect(method).not.to.equal(owner.method);
    });
  });

  describe('what is not there to be replaced', () => {
    it('E1, E7a: a missing property, an accessor and what is no function are left alone', () => {
      const owner: object = Object.create(owning());
      Object.defineProperty(owner, 'accessor', { get: () => () => {}, configurable: true });
      Object.assign(owner, { data: 'text', nothing: undefined });
      const before = Object.getOwnPropertyDescriptors(owner);
      for (const name of ['method', 'missing', 'accessor', 'data', 'nothing']) {
        expect(replaceMethod(owner, name, passOn), name).to.equal(undefined);
      }
      expect(Object.getOwnPropertyDescriptors(owner)).to.deep.equal(before);
    });

    for (const [what, fix] of Object.entries<(owner: object) => void>({
      'is frozen': Object.freeze,
      'is sealed, and not writable': (owner) =>
        Object.defineProperty(owner, 'method', { writable: false, configurable: false }),
    })) {
      it(`E7a, E8: a property that ${what} is left alone, and undefined says so`, () => {
        const owner = owning();
        fix(owner);
        const { method } = owner;
        const handler = sinon.stub().returns('ours');
        let undo: (() => void) | undefined = () => {};
        expect(() => {
          undo = replaceMethod(owner, 'method', handler);
        }).not.to.throw();
        expect(undo).to.equal(undefined);
        expect(owner.method).to.equal(method);
        owner.method(1, 2);
        sinon.assert.notCalled(handler);
      });
    }

    it('E7a: a property that can be written, though not configured, is replaced', () => {
      const owner = Object.seal(owning());
      const { method } = owner;
      const undo = replaceMethod(owner, 'method', () => 'ours');
      expect(owner.method(1, 2)).to.equal('ours');
      undo?.();
      expect(owner.method).to.equal(method);
    });
  });

  describe('undoing it', () => {
    it('A6: undo puts the old function back', () => {
      const owner = owning();
      const { method } = owner;
      const undo = replaceMethod(owner, 'method', () => 'ours');
      undo?.();
      expect(owner.method).to.equal(method);
      undo?.();
      expect(owner.method).to.equal(method);
    });

    it('A6: undo leaves a pass-through where somebody has patched over it, who keeps working', () => {
      const owner = owning();
      const undo = replaceMethod(owner, 'method', () => 'ours');
      const ours = owner.method;
      const theirs = sinon.spy(function (this: unknown, ...args: [unknown, unknown]) {
        return ours.apply(this, args);
      });
      owner.method = theirs;
      expect(owner.method(1, 2)).to.equal('ours');
      undo?.();
      expect(owner.method).to.equal(theirs);
      expect(owner.method(1, 2)).to.deep.equal([owner, 1, 2]);
      expect(theirs.callCount).to.equal(2);
    });

    it('A6: of two layers of ours, each can be undone first', () => {
      for (const firstOut of [0, 1]) {
        const owner = owning();
        const layers = ['lower', 'upper'].map((name) =>
          replaceMethod(owner, 'method', (native, self, args) => [name, Reflect.apply(native, self, args)]),
        );
        expect(owner.method(1, 2)).to.deep.equal(['upper', ['lower', [owner, 1, 2]]]);
        layers[firstOut]?.();
        expect(owner.method(1, 2)).to.deep.equal([firstOut ? 'lower' : 'upper', [owner, 1, 2]]);
        layers[1 - firstOut]?.();
        expect(owner.method(1, 2)).to.deep.equal([owner, 1, 2]);
      }
    });

    it('A6: a function kept from before passes everything through', () => {
      const owner = owning();
      const undo = replaceMethod(owner, 'method', () => 'ours');
      const { method } = owner;
      undo?.();
      expect(method.call(owner, 1, 2)).to.deep.equal([owner, 1, 2]);
    });

    it('A6: a page that froze it since keeps a pass-through', () => {
      const owner = owning();
      const undo = replaceMethod(owner, 'method', () => 'ours');
      Object.freeze(owner);
      expect(undo).not.to.throw();
      expect(owner.method(1, 2)).to.deep.equal([owner, 1, 2]);
    });

    it('A6: a property that was removed since is not put back', () => {
      const owner: Partial<ReturnType<typeof owning>> = owning();
      const undo = replaceMethod(owner, 'method', () => 'ours');
      delete owner.method;
      undo?.();
      expect('method' in owner).to.equal(false);
    });
  });

  describe('the getter of an attribute', () => {
    class Native {
      get url() {
        if (!(this instanceof Native)) throw new TypeError('Illegal invocation');
        return 'https://api.example.com/?_clerk_session_id=sess_1';
      }
      set both(_: unknown) {}
      get both() {
        return 'theirs';
      }
    }
    const attributeOf = (name: string) => Object.getOwnPropertyDescriptor(Native.prototype, name) as PropertyDescriptor;
    let before: PropertyDescriptor;
    let undo: (() => void) | undefined;

    beforeEach(() => {
      before = attributeOf('url');
    });
    afterEach(() => {
      undo?.();
      undo = undefined;
      Object.defineProperty(Native.prototype, 'url', before);
    });

    it('E1a: the new getter gives what the handler makes of what the old one gives', () => {
      const object = new Native();
      const handler = sinon.spy(
        (get: Method, self: unknown, _: unknown[]) => `${Reflect.apply(get, self, [])}`.split('?')[0],
      );
      undo = replaceMethod(Native.prototype, 'url', handler, 'get');
      expect(object.url).to.equal('https://api.example.com/');
      sinon.assert.calledOnceWithExactly(handler, before.get as Method, object, []);
    });

    it('E2: the new getter has the name, the length, the [native code] and the descriptor of the old one', () => {
      undo = replaceMethod(Native.prototype, 'url', passOn, 'get');
      const { get, ...rest } = attributeOf('url');
      expect(get).not.to.equal(before.get);
      expect(get).to.include({ name: 'get url', length: 0 });
      expect(Function.prototype.toString.call(get)).to.match(/\[native code\]/);
      expect({ ...rest, get: undefined }).to.deep.equal({ ...before, get: undefined });
      expect(Object.getOwnPropertyDescriptors(get)).to.deep.equal(Object.getOwnPropertyDescriptors(before.get));
    });

    it('E2: the setter of the property stays', () => {
      const { set } = attributeOf('both');
      const undoBoth = replaceMethod(Native.prototype, 'both', () => 'ours', 'get');
      expect(new Native().both).to.equal('ours');
      expect(attributeOf('both').set).to.equal(set);
      undoBoth?.();
      expect(new Native().both).to.equal('theirs');
    });

    it('E2: a wrong this gets what the old getter makes of it', () => {
      undo = replaceMethod(Native.prototype, 'url', passOn, 'get');
      expect(() => attributeOf('url').get?.call({})).to.throw(TypeError, 'Illegal invocation');
    });

    it('A6: undo puts the old getter back', () => {
      undo = replaceMethod(Native.prototype, 'url', () => 'ours', 'get');
      const { get } = attributeOf('url');
      undo?.();
      expect(attributeOf('url')).to.deep.equal(before);
      expect(get?.call(new Native()), 'one that was kept passes through').to.include('sess_1');
    });

    it('A6: undo leaves a pass-through where somebody has patched over the getter', () => {
      undo = replaceMethod(Native.prototype, 'url', () => 'ours', 'get');
      const { get } = attributeOf('url');
      const theirs = sinon.spy(function (this: Native) {
        return get?.call(this);
      });
      Object.defineProperty(Native.prototype, 'url', { get: theirs });
      expect(new Native().url).to.equal('ours');
      undo?.();
      expect(new Native().url).to.include('sess_1');
      sinon.assert.calledTwice(theirs);
    });

    it('E7a: a method, a missing property and a fixed one are left alone, and undefined says so', () => {
      const owner = Object.freeze(
        Object.defineProperty({ method() {}, data: 1 }, 'url', { get: () => 'fixed', configurable: false }),
      );
      for (const name of ['method', 'data', 'missing', 'url']) {
        expect(
          replaceMethod(owner, name, () => 'ours', 'get'),
          name,
        ).to.equal(undefined);
      }
      expect(owner).to.have.property('url', 'fixed');
    });
  });

  describe('several methods', () => {
    const owning = () => ({ open: () => 'open', send: () => 'send', abort: () => 'abort' });
    const replaceBoth = (owner: object) =>
      replaceMethods([owner, 'open', () => 'our open'], [owner, 'send', () => 'our send']);

    it('E1: the methods that are named are replaced, and undo puts all back', () => {
      const owner = owning();
      const before = Object.getOwnPropertyDescriptors(owner);
      const undo = replaceBoth(owner) as () => void;
      expect([owner.open(), owner.send(), owner.abort()]).to.deep.equal(['our open', 'our send', 'abort']);
      expect(owner.abort).to.equal(before.abort.value);
      undo();
      expect(Object.getOwnPropertyDescriptors(owner)).to.deep.equal(before);
    });

    for (const fixed of ['open', 'send'] as const) {
      it(`E7a: where ${fixed} cannot be replaced, none is, and its name says so`, () => {
        const owner = owning();
        Object.defineProperty(owner, fixed, { writable: false, configurable: false });
        const before = Object.getOwnPropertyDescriptors(owner);
        expect(replaceBoth(owner)).to.equal(fixed);
        expect(Object.getOwnPropertyDescriptors(owner)).to.deep.equal(before);
      });
    }

    it('E7a: where a method is not there, none is replaced, and its name says so', () => {
      const { send, ...owner } = owning();
      expect(send()).to.equal('send');
      expect(replaceBoth(owner)).to.equal('send');
      expect(owner.open()).to.equal('open');
    });
  });
});
