import { expect } from 'chai';
import sinon from 'sinon';
import { replaceConstructor } from '../../src/platform/replaceConstructor.ts';

describe('replaceConstructor', () => {
  /** A page's global with a constructor that stands for a native one. */
  const owning = () => {
    class Native {
      static readonly OPEN = 1;
      static make() {
        return 'made';
      }
      readonly made: unknown[];
      constructor(url: unknown, options?: unknown) {
        this.made = [url, options];
      }
      method() {
        return this.made;
      }
    }
    return Object.defineProperty({}, 'Native', {
      value: Native,
      writable: true,
      enumerable: false,
      configurable: true,
    }) as { Native: typeof Native };
  };
  const passOn = (native: new (...args: unknown[]) => object, args: unknown[], target: new () => object) =>
    Reflect.construct(native, args, target);

  it('gives the handler the old constructor, the arguments and new.target, and gives back what it gives back', () => {
    const owner = owning();
    const { Native } = owner;
    const result = {};
    const handler = sinon.stub().returns(result);
    replaceConstructor(owner, 'Native', handler);
    expect(new owner.Native('url', 2)).to.equal(result);
    sinon.assert.calledOnceWithExactly(handler, Native, ['url', 2], Native);
    expect(owner.Native).not.to.equal(Native);
  });

  describe('what the page sees of it', () => {
    it('E2: the new constructor has the name, the length, the [native code] and the descriptor of the old one', () => {
      for (const flags of [
        { writable: true, enumerable: false, configurable: true },
        { writable: false, enumerable: true, configurable: true },
      ]) {
        const { Native } = owning();
        const owner = Object.defineProperty({} as { Native: typeof Native }, 'Native', { value: Native, ...flags });
        const undo = replaceConstructor(owner, 'Native', passOn);
        expect(owner.Native).to.include({ name: 'Native', length: Native.length });
        expect(Function.prototype.toString.call(owner.Native)).to.match(/\[native code\]/);
        expect(Object.getOwnPropertyDescriptor(owner, 'Native')).to.include(flags);
        expect(Object.getOwnPropertyDescriptors(owner.Native)).to.deep.equal(Object.getOwnPropertyDescriptors(Native));
        undo?.();
        expect(Object.getOwnPropertyDescriptor(owner, 'Native')).to.deep.equal({ value: Native, ...flags });
      }
    });

    it('E2: the new constructor, called without new, throws what the old one throws', () => {
      const owner = owning();
      const handler = sinon.spy(passOn);
      const call = (it: unknown) => () => Reflect.apply(it as () => void, undefined, ['url']);
      const { Native } = owner;
      replaceConstructor(owner, 'Native', handler);
      let expected: unknown;
      try {
        call(Native)();
      } catch (error) {
        expected = error;
      }
      expect(expected).to.be.an.instanceof(TypeError);
      expect(call(owner.Native)).to.throw(TypeError, (expected as Error).message);
      sinon.assert.notCalled(handler);
    });

    it('E2: the new constructor throws what the old one throws', () => {
      const error = new SyntaxError('bad URL');
      class Native {
        constructor() {
          throw error;
        }
      }
      const owner = { Native };
      replaceConstructor(owner, 'Native', passOn);
      expect(() => new owner.Native()).to.throw(error);
    });

    it('E2: the new constructor has the static members, on their own this', () => {
      const owner = owning();
      replaceConstructor(owner, 'Native', passOn);
      expect(owner.Native.OPEN).to.equal(1);
      expect(owner.Native.make()).to.equal('made');
    });

    it('E2: instanceof holds for what the new one makes, for what was made before and for what the old one makes', () => {
      const owner = owning();
      const { Native } = owner;
      const before = new Native('before');
      replaceConstructor(owner, 'Native', passOn);
      for (const each of [before, new owner.Native('url'), new Native('saved')]) {
        expect(each).to.be.an.instanceof(owner.Native);
        expect(each).to.be.an.instanceof(Native);
      }
      expect({}).not.to.be.an.instanceof(owner.Native);
    });

    it('E2: the new constructor has the old prototype, whose constructor it is, with the same descriptor', () => {
      const owner = owning();
      const { Native } = owner;
      const before = Object.getOwnPropertyDescriptor(Native.prototype, 'constructor');
      replaceConstructor(owner, 'Native', passOn);
      expect(owner.Native.prototype).to.equal(Native.prototype);
      expect(new owner.Native('url').constructor).to.equal(owner.Native);
      expect(Object.getOwnPropertyDescriptor(Native.prototype, 'constructor')).to.deep.equal({
        ...before,
        value: owner.Native,
      });
    });

    it('E2: subclasses reach the handler by super(), and their objects are theirs', () => {
      const owner = owning();
      const { Native } = owner;
      const handler = sinon.spy(passOn);
      replaceConstructor(owner, 'Native', handler);
      class Sub extends owner.Native {
        constructor() {
          super('from Sub', 2);
        }
        own() {
          return 'own';
        }
      }
      const made = new Sub();
      sinon.assert.calledOnceWithExactly(handler, Native, ['from Sub', 2], Sub);
      expect(made).to.be.an.instanceof(Sub).and.an.instanceof(Native);
      expect(made.method()).to.deep.equal(['from Sub', 2]);
      expect(made.own()).to.equal('own');
      expect(Sub.make()).to.equal('made');
      expect(made.constructor).to.equal(Sub);
    });

    it('E2: the new constructor inherits from what the old one inherits from', () => {
      class Base {}
      class Native extends Base {}
      const owner = { Native };
      replaceConstructor(owner, 'Native', passOn);
      expect(Object.getPrototypeOf(owner.Native)).to.equal(Base);
    });

    it('E2: Reflect.construct works with the new.target of another', () => {
      const owner = owning();
      replaceConstructor(owner, 'Native', passOn);
      class Other {}
      expect(Reflect.construct(owner.Native, ['url'], Other)).to.be.an.instanceof(Other);
    });
  });

  describe('what is not there to be replaced', () => {
    it('E7a: a missing property, an inherited one, an accessor and what is no function are left alone', () => {
      const owner: object = Object.create(owning());
      Object.defineProperty(owner, 'accessor', { get: () => Date, configurable: true });
      Object.assign(owner, { data: 'text', nothing: undefined });
      const before = Object.getOwnPropertyDescriptors(owner);
      for (const name of ['Native', 'missing', 'accessor', 'data', 'nothing']) {
        expect(replaceConstructor(owner, name, passOn), name).to.equal(undefined);
      }
      expect(Object.getOwnPropertyDescriptors(owner)).to.deep.equal(before);
    });

    it('E7a: a property that is frozen, or neither configurable nor writable, is left alone, and undefined says so', () => {
      const frozen = Object.freeze(owning());
      const fixed = Object.defineProperty(owning(), 'Native', { writable: false, configurable: false });
      for (const owner of [frozen, fixed]) {
        const { Native } = owner;
        expect(replaceConstructor(owner, 'Native', () => ({}))).to.equal(undefined);
        expect(owner.Native).to.equal(Native);
        expect(Native.prototype.constructor).to.equal(Native);
        expect(new owner.Native('url').made[0]).to.equal('url');
      }
    });

    it('E8: a prototype that is frozen keeps its constructor, and the rest works', () => {
      const owner = owning();
      const { Native } = owner;
      Object.freeze(Native.prototype);
      const undo = replaceConstructor(owner, 'Native', passOn);
      expect(undo).to.be.a('function');
      expect(new owner.Native('url')).to.be.an.instanceof(owner.Native);
      expect(Native.prototype.constructor).to.equal(Native);
      undo?.();
      expect(owner.Native).to.equal(Native);
    });

    it('E8: a constructor without a prototype, such as a bound one, breaks nothing', () => {
      const { Native } = owning();
      const owner = { Native: Native.bind(null) as unknown as typeof Native };
      let undo: (() => void) | undefined;
      expect(() => {
        undo = replaceConstructor(owner, 'Native', passOn);
      }).not.to.throw();
      const made = new owner.Native('url', 2);
      expect(made).to.be.an.instanceof(Native);
      expect(made.method()).to.deep.equal(['url', 2]);
      expect(() => undo?.()).not.to.throw();
    });
  });

  describe('undoing it', () => {
    it('A6: undo puts the old constructor back, and that of the prototype', () => {
      const owner = owning();
      const { Native } = owner;
      const before = [owner, Native, Native.prototype].map((each) => Object.getOwnPropertyDescriptors(each));
      const undo = replaceConstructor(owner, 'Native', () => ({}));
      for (let i = 0; i < 2; i++) {
        undo?.();
        expect([owner, Native, Native.prototype].map((each) => Object.getOwnPropertyDescriptors(each))).to.deep.equal(
          before,
        );
      }
    });

    it('A6: undo leaves a pass-through where somebody has patched over it, who keeps working', () => {
      const owner = owning();
      const handler = sinon.spy(passOn);
      const undo = replaceConstructor(owner, 'Native', handler);
      const ours = owner.Native;
      class Theirs extends ours {}
      owner.Native = Theirs;
      new owner.Native('url');
      sinon.assert.calledOnce(handler);
      undo?.();
      expect(owner.Native).to.equal(Theirs);
      const made = new owner.Native('later', 2);
      sinon.assert.calledOnce(handler);
      expect(made).to.be.an.instanceof(Theirs).and.an.instanceof(ours);
      expect(made.method()).to.deep.equal(['later', 2]);
    });

    it('A6: a constructor kept from before passes everything through, subclasses too', () => {
      const owner = owning();
      const undo = replaceConstructor(owner, 'Native', () => ({ ours: true }));
      const { Native: kept } = owner;
      class Sub extends kept {}
      undo?.();
      expect(new kept('url', 2).method()).to.deep.equal(['url', 2]);
      expect(new Sub('url', 2)).to.be.an.instanceof(Sub);
    });

    it('A6: of two layers of ours, each can be undone first', () => {
      for (const firstOut of [0, 1]) {
        const owner = owning();
        const { Native } = owner;
        const log: string[] = [];
        const layers = ['lower', 'upper'].map((name) =>
          replaceConstructor(owner, 'Native', (native, args, target) => {
            log.push(name);
            return Reflect.construct(native, args, target);
          }),
        );
        const make = () => {
          log.length = 0;
          expect(new owner.Native('url').made[0]).to.equal('url');
          return log.slice();
        };
        expect(make()).to.deep.equal(['upper', 'lower']);
        layers[firstOut]?.();
        expect(make()).to.deep.equal([firstOut ? 'lower' : 'upper']);
        layers[1 - firstOut]?.();
        expect(make()).to.deep.equal([]);
        if (firstOut) expect(owner.Native).to.equal(Native);
      }
    });

    it('A6: a page that froze it since keeps a pass-through', () => {
      const owner = owning();
      const undo = replaceConstructor(owner, 'Native', () => ({}));
      Object.freeze(owner);
      Object.freeze(owner.Native.prototype);
      expect(undo).not.to.throw();
      expect(new owner.Native('url', 2).method()).to.deep.equal(['url', 2]);
    });

    it('A6: a property that was removed since is not put back', () => {
      const owner: Partial<ReturnType<typeof owning>> = owning();
      const undo = replaceConstructor(owner, 'Native', passOn);
      delete owner.Native;
      undo?.();
      expect('Native' in owner).to.equal(false);
    });
  });
});
