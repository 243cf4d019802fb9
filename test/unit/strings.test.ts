import { expect } from 'chai';
import { convertsQuietly, toStrings } from '../../src/platform/strings.ts';

/** Makes values that note when they are converted. */
function noting() {
  const seen: string[] = [];
  const value = (text: string) => ({
    toString() {
      seen.push(text);
      return text;
    },
  });
  return { seen, value };
}

describe('strings', () => {
  describe('toStrings', () => {
    it('B4: each argument is converted once, the method before the URL', () => {
      const { seen, value } = noting();
      expect(toStrings([value('GET'), value('/a')], 1)).to.deep.equal(['GET', '/a']);
      expect(seen).to.deep.equal(['GET', '/a']);
    });

    it('B4: arguments are converted as native does it: numbers, null, undefined, URL, Symbol.toPrimitive', () => {
      const primitive = { [Symbol.toPrimitive]: (hint: string) => `as ${hint}`, toString: () => 'no' };
      expect(toStrings([7, null], 1)).to.deep.equal(['7', 'null']);
      expect(toStrings([undefined, new URL('https://a.test')], 1)).to.deep.equal(['undefined', 'https://a.test/']);
      expect(toStrings(['GET', primitive], 1)).to.deep.equal(['GET', 'as string']);
    });

    it('B4: of what stands behind the URL, user and password are converted, and nothing else', () => {
      const { seen, value } = noting();
      const args = ['GET', '/a', value('async'), value('user'), value('password'), value('no argument of native')];
      expect(toStrings(args, 1)).to.deep.equal(['GET', '/a', args[2], 'user', 'password', args[5]]);
      expect(seen).to.deep.equal(['user', 'password']);
    });

    it('B4: a user and a password that are not given stay so', () => {
      expect(toStrings(['GET', '/a', true, undefined, null], 1)).to.deep.equal(['GET', '/a', true, undefined, null]);
      expect(toStrings(['GET', '/a', true, '', 0], 1)).to.deep.equal(['GET', '/a', true, '', '0']);
    });

    it('B4: no argument is converted after one that native refuses', () => {
      const { seen, value } = noting();
      const url = value('/a');
      expect(toStrings(['G\u0100T', url], 1)).to.deep.equal(['G\u0100T', url]);
      expect(seen).to.deep.equal([]);
      // The URL may hold any character.
      expect(toStrings(['G\u00ffT', '\u0100'], 1)).to.deep.equal(['G\u00ffT', '\u0100']);
    });

    it("B4: a header's value is converted to bytes", () => {
      const { seen, value } = noting();
      const [name, bad, late] = [value('name'), value('\u0100'), value('late')];
      expect(toStrings([name, bad, late], 2)).to.deep.equal(['name', '\u0100', late]);
      expect(seen).to.deep.equal(['name', '\u0100']);
    });

    it('B4: a symbol is left to native, and nothing is converted', () => {
      const { seen, value } = noting();
      const method = value('GET');
      const url = Symbol('url');
      expect(toStrings([method, url], 1)).to.deep.equal([method, url]);
      expect(toStrings([url, method], 1)).to.deep.equal([url, method]);
      expect(seen).to.deep.equal([]);
    });

    it('B4: what a conversion throws is thrown, and nothing behind it is converted', () => {
      const { seen, value } = noting();
      const error = new Error('no');
      const throwing = {
        toString() {
          throw error;
        },
      };
      expect(() => toStrings([throwing, value('/a')], 1)).to.throw(error);
      expect(seen).to.deep.equal([]);
    });

    it("B4: the page's own list is not changed", () => {
      const args = [7, 8];
      toStrings(args, 1);
      expect(args).to.deep.equal([7, 8]);
    });
  });

  describe('convertsQuietly', () => {
    it('B4: primitives, and plain URLs, are converted without the page seeing it', () => {
      for (const value of ['a', 7, null, undefined, true, Symbol('a'), BigInt(7), new URL('https://a.test')])
        expect(convertsQuietly(value), String(value)).to.equal(true);
    });

    it('B4: the page can see other objects being converted', () => {
      for (const value of [{ toString: () => 'a' }, ['a'], new Date(), () => 'a', new String('a')])
        expect(convertsQuietly(value)).to.equal(false);
    });

    it('B4: the page can see a URL with a conversion of its own being converted: what was checked is what is sent', () => {
      class Changing extends URL {
        override toString() {
          return 'https://evil.test/';
        }
      }
      const own = Object.assign(new URL('https://a.test'), { toString: () => 'https://evil.test/' });
      const primitive = Object.assign(new URL('https://a.test'), { [Symbol.toPrimitive]: () => 'https://evil.test/' });
      expect(convertsQuietly(new Changing('https://a.test'))).to.equal(false);
      expect(convertsQuietly(own)).to.equal(false);
      expect(convertsQuietly(primitive)).to.equal(false);
    });
  });
});
