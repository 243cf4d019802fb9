import { expect } from 'chai';
import { overlay } from '../../src/overlay.ts';

describe('overlay', () => {
  it('E3: its members stand before those of the object, which is not touched', () => {
    const base = { method: 'PUT', credentials: 'same-origin' };
    const over = overlay(base, { credentials: 'include', priority: undefined });
    expect(over.credentials).to.equal('include');
    expect(over.method).to.equal('PUT');
    expect((over as { priority?: string }).priority).to.equal(undefined);
    expect(base).to.deep.equal({ method: 'PUT', credentials: 'same-origin' });
  });

  it('E3: nothing is read before it is asked for, and each as often as it is asked for', () => {
    const reads: string[] = [];
    const base = {
      get method() {
        reads.push('method');
        return 'PUT';
      },
      get credentials() {
        reads.push('credentials');
        return 'omit';
      },
    };
    const over = overlay(base, { credentials: 'include' });
    expect(reads).to.deep.equal([]);
    expect([over.credentials, over.method, over.method]).to.deep.equal(['include', 'PUT', 'PUT']);
    expect(reads).to.deep.equal(['method', 'method']);
  });

  it('E3: getters run on their own object: those of a prototype, and those that check what they are called on', () => {
    class Init {
      #method = 'PUT';
      get method() {
        return this.#method;
      }
    }
    expect(overlay(new Init(), {}).method).to.equal('PUT');
    expect(overlay(new Request('https://a.test', { method: 'PUT' }), {}).method).to.equal('PUT');
  });

  it('E3: what a getter throws is thrown', () => {
    const error = new Error('no');
    const base = {
      get method(): string {
        throw error;
      },
    };
    expect(() => overlay(base, {}).method).to.throw(error);
  });

  it('E3: it has the members of both', () => {
    const over = overlay(Object.create({ inherited: 1 }, { own: { value: 2, enumerable: true } }), { member: 3 });
    expect(['inherited', 'own', 'member', 'other'].map((name) => name in over)).to.deep.equal([
      true,
      true,
      true,
      false,
    ]);
    expect({ ...over }).to.deep.equal({ own: 2, member: 3 });
    expect(Object.keys(overlay({ a: 1, b: 2 }, { b: 3, c: 4 }))).to.deep.equal(['a', 'b', 'c']);
  });

  it('E3: native takes it as what it is made of', () => {
    const request = new Request(
      'https://a.test',
      overlay(Object.freeze({ method: 'PUT' }), { credentials: 'include' }),
    );
    expect(request).to.include({ method: 'PUT', credentials: 'include' });
  });
});
