import { expect } from 'chai';
import sinon from 'sinon';
import { replaceMethod } from '../../src/platform/replaceMethod.ts';

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
    it('E2: name, length, and [native code]', () => {
      const owner = { bind: Array.prototype.push, open: sinon.stub() };
      replaceMethod(owner, 'bind', passOn);
      expect(owner.bind).to.include({ name: 'push', length: 1 });
      expect(Function.prototype.toString.call(owner.bind)).to.match(/\[native code\]/);
      expect(Object.getOwnPropertyDescriptors(owner.bind)).to.deep.equal(
        Object.getOwnPropertyDescriptors(Array.prototype.push),
      );
    });

    it('E2: the property descriptor', () => {
      for (const flags of [
        { writable: true, enumerable: true, configurable: true },
        { writable: true, enumerable: false, configurable: true },
        { writable: false, enumerable: true, configurable: true },
      ]) {
        const owner = Object.defineProperty({}, 'method', { value: () => {}, ...flags });
        const undo = replaceMethod(owner, 'method', passOn);
        expect(Object.getOwnPropertyDescriptor(owner, 'method')).to.include(flags);
        undo();
        expect(Object.getOwnPropertyDescriptor(owner, 'method')).to.include(flags);
      }
    });

    it('E2: it is no constructor where the old function is none', () => {
      const owner = owning();
      replaceMethod(owner, 'method', passOn);
      expect(() => Reflect.construct(owner.method, [])).to.throw(TypeError, /constructor/);
      expect('prototype' in owner.method).to.equal(false);
    });

    it('E2: what the old function throws, it throws', () => {
      const error = new TypeError('Illegal invocation');
      const owner = {
        method() {
          throw error;
        },
      };
      replaceMethod(owner, 'method', passOn);
      expect(() => owner.method()).to.throw(error);
    });

    it('E2: this is what the caller makes it', () => {
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
    it('E1: no property, an accessor, something else than a function: nothing is done', () => {
      const owner: object = Object.create(owning());
      Object.defineProperty(owner, 'accessor', { get: () => () => {}, configurable: true });
      Object.assign(owner, { data: 'text', nothing: undefined });
      const before = Object.getOwnPropertyDescriptors(owner);
      for (const name of ['method', 'missing', 'accessor', 'data', 'nothing']) replaceMethod(owner, name, passOn)();
      expect(Object.getOwnPropertyDescriptors(owner)).to.deep.equal(before);
    });

    it('E8: a property that cannot be changed is left alone', () => {
      const owner = Object.freeze(owning());
      const { method } = owner;
      let undo: (() => void) | undefined;
      expect(() => {
        undo = replaceMethod(owner, 'method', () => 'ours');
      }).not.to.throw();
      expect(owner.method).to.equal(method);
      undo?.();
      expect(owner.method).to.equal(method);
    });
  });

  describe('undoing it', () => {
    it('A6: puts the old function back', () => {
      const owner = owning();
      const { method } = owner;
      const undo = replaceMethod(owner, 'method', () => 'ours');
      undo();
      expect(owner.method).to.equal(method);
      undo();
      expect(owner.method).to.equal(method);
    });

    it('A6: becomes a pass-through where somebody has patched over it, who keeps working', () => {
      const owner = owning();
      const undo = replaceMethod(owner, 'method', () => 'ours');
      const ours = owner.method;
      const theirs = sinon.spy(function (this: unknown, ...args: [unknown, unknown]) {
        return ours.apply(this, args);
      });
      owner.method = theirs;
      expect(owner.method(1, 2)).to.equal('ours');
      undo();
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
      undo();
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
      undo();
      expect('method' in owner).to.equal(false);
    });
  });
});
