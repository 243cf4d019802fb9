import { expect } from 'chai';
import { createSessionParam, type SessionParam } from '../../src/calls/sessionParam.ts';

const NAME = '_clerk_session_id';
const BASE = 'https://page.test/dir/page.html?q=1#f';
const base = () => BASE;

describe('sessionParam', () => {
  let param: SessionParam;

  beforeEach(() => {
    param = createSessionParam(NAME);
  });

  /** Another call of ours has had this session ID. */
  const issue = (...ids: string[]) => {
    for (const id of ids) param.put('/other', id, base);
  };

  describe('putting the session ID into a URL', () => {
    it('C1: the parameter comes to the end of the query', () => {
      expect(param.put('/a?b#c', 'sess_1', base)).to.equal(`/a?b&${NAME}=sess_1#c`);
    });

    it('C4: without a session, the URL stays byte for byte', () => {
      for (const url of ['', '#', ' /a ', '/a?%5Fclerk_session_id=own', 'HTTPS://API.example.com:443/\u00e4?\u00e4']) {
        expect(param.put(url, undefined, base)).to.equal(url);
        issue('sess_1');
        expect(param.put(url, undefined, base), 'after a sign-out').to.equal(url);
      }
    });

    for (const own of ['own', '', 'sess_2', 'SESS_1', 'sess_1x', 'xsess_1', 'sess_1%20', '%73ess']) {
      it(`C2: ${NAME}=${own} gives way to the active session in its place, and stays where there is none`, () => {
        issue('sess_1');
        const url = `/a?b&${NAME}=${own}&c#d`;
        expect(param.put(url, 'sess_3', base)).to.equal(`/a?b&${NAME}=sess_3&c#d`);
        expect(param.put(url, undefined, base)).to.equal(url);
      });
    }

    it("C2: the page's own parameter stays byte for byte if it names the active session, and the page can read it", () => {
      for (const url of [`/a?${NAME}=sess_1`, `/a?b&%5Fclerk_session_id=sess%5F1&c`]) {
        expect(param.put(url, 'sess_1', base)).to.equal(url);
        expect(param.strip(url)).to.equal(url);
      }
    });

    it('C2: a parameter that an earlier page load has put there gives way: what it issued is not known any more', () => {
      const url = `/orders?page=2&${NAME}=sess_1`;
      expect(createSessionParam(NAME).put(url, 'sess_2', base)).to.equal(`/orders?page=2&${NAME}=sess_2`);
    });

    describe('into one that the page has read back', () => {
      const rows: [url: string, switched: string, signedOut: string][] = [
        [`/a?${NAME}=sess_1`, `/a?${NAME}=sess_2`, '/a'],
        [`/a?${NAME}=sess_1#d`, `/a?${NAME}=sess_2#d`, '/a#d'],
        [`/a?b=c&${NAME}=sess_1`, `/a?b=c&${NAME}=sess_2`, '/a?b=c'],
        [`/a?${NAME}=sess_1&b=c#d`, `/a?${NAME}=sess_2&b=c#d`, '/a?b=c#d'],
        [`/a?b&${NAME}=sess_1&c`, `/a?b&${NAME}=sess_2&c`, '/a?b&c'],
        [`/a?%5Fclerk_session_id=sess%5F1&b`, `/a?${NAME}=sess_2&b`, '/a?b'],
        [`/a?${NAME}=sess_0&b&${NAME}=sess_1`, `/a?${NAME}=sess_2&b&${NAME}=sess_2`, '/a?b'],
        [`?${NAME}=sess_1&b`, `?${NAME}=sess_2&b`, '?b'],
        [`https://api.example.com?${NAME}=sess_1`, `https://api.example.com?${NAME}=sess_2`, 'https://api.example.com'],
      ];
      for (const [url, switched, signedOut] of rows) {
        it(`C2: ${url} becomes ${switched}, and signed out ${signedOut}`, () => {
          issue('sess_0', 'sess_1');
          expect(param.put(url, 'sess_2', base)).to.equal(switched);
          expect(param.put(url, undefined, base)).to.equal(signedOut);
        });
      }

      for (const url of [
        `/a?${NAME}=sess_1`,
        `/a?b=c&${NAME}=sess_1#d`,
        `/a?b&&${NAME}=sess_1`,
        `/a?b&&c&${NAME}=sess_1`,
        `?&${NAME}=sess_1`,
        `/a??&${NAME}=sess_1`,
        `/a?b=%E4+\u00e4;%zz&${NAME}=sess_1#\u00e4`,
      ]) {
        it(`C2: with the same session, ${url} stays byte for byte`, () => {
          issue('sess_1');
          expect(param.put(url, 'sess_1', base)).to.equal(url);
        });
      }

      it("C2: signed out, the page's own parameter beside the shim's stays", () => {
        issue('sess_1');
        expect(param.put(`/a?${NAME}=own&${NAME}=sess_1`, undefined, base)).to.equal(`/a?${NAME}=own`);
      });

      it('C2: a parameter of any session that the shim has put there gives way, not of the last one alone', () => {
        issue('sess_1', 'sess_2', 'sess_1', 'sess_3');
        for (const id of ['sess_1', 'sess_2', 'sess_3']) {
          expect(param.put(`/a?${NAME}=${id}`, 'sess_4', base)).to.equal(`/a?${NAME}=sess_4`);
        }
      });

      it('C2: the parameter gives way in the URL of the page, which an empty one is resolved to', () => {
        issue('sess_1');
        const here = () => `https://page.test/x?q=1&${NAME}=sess_1#f`;
        expect(param.put('', 'sess_2', here)).to.equal(`https://page.test/x?q=1&${NAME}=sess_2`);
        expect(param.put('#d', undefined, here)).to.equal('https://page.test/x?q=1#d');
      });

      it('B5a: names of Object.prototype are no session IDs', () => {
        issue('sess_1');
        for (const value of ['constructor', 'toString', '__proto__']) {
          expect(param.put(`/a?${NAME}=${value}`, undefined, base)).to.equal(`/a?${NAME}=${value}`);
        }
      });
    });
  });

  describe('taking it out of a URL that the page reads', () => {
    const BEFORE = [
      'https://api.example.com/',
      'https://api.example.com/a?b=c',
      'https://api.example.com/a?b=%E4&&c;d+%20%zz&%5Fclerk=1',
      'https://api.example.com/a??b',
      'https://api.example.com/a?q=a?b',
      `https://api.example.com/a?q=${NAME}`,
      `https://api.example.com/${NAME}=sess_1/x`,
      'https://api.example.com/a?&',
      'https://api.example.com/a?b&&',
    ];
    for (const url of BEFORE) {
      it(`E1a: ${url} is as it was, every other byte`, () => {
        const sent = param.put(url, 'sess_1', base);
        expect(sent).to.include(`${NAME}=sess_1`);
        expect(param.strip(sent)).to.equal(url);
        expect(param.strip(url)).to.equal(url);
      });
    }

    it('E1a: the parameter is taken out in front of a fragment, and of what a redirect has put behind it', () => {
      issue('sess_1');
      expect(param.strip(`https://api.example.com/a?b&${NAME}=sess_1&page=2#d?${NAME}=sess_1`)).to.equal(
        `https://api.example.com/a?b&page=2#d?${NAME}=sess_1`,
      );
    });

    it("E1a: the page's own parameter is not taken out", () => {
      issue('sess_1');
      for (const url of [`/a?${NAME}=own`, `/a?${NAME}=`, `/a?x${NAME}=sess_1`, `/a?q=${NAME}=sess_1`, '', 'blob:x']) {
        expect(param.strip(url)).to.equal(url);
      }
    });

    it('E1a: the parameter of earlier sessions is taken out, too', () => {
      issue('sess_1', 'sess_2');
      expect(param.strip(`/a?${NAME}=sess_1`)).to.equal('/a');
      expect(param.strip(`/a?${NAME}=sess_2`)).to.equal('/a');
    });

    it('E1a: a parameter with a percent-encoded ID is taken out', () => {
      const sent = param.put('/a?b', 'sess 1&\u00e4', base);
      expect(sent).to.equal(`/a?b&${NAME}=sess%201%26%C3%A4`);
      expect(param.strip(sent)).to.equal('/a?b');
    });

    it('E1a: no URL is looked at as long as no parameter was put anywhere', () => {
      const url = `/a?${NAME}=sess_1`;
      expect(param.strip(url)).to.equal(url);
    });

    it('E1a: the parameter is taken out of a text that has URLs in it, such as the message of an error', () => {
      issue('sess_1', 'sess 2');
      const text = (one: string, two: string) =>
        `Failed to load 'http://a.test/x${one}': see http://a.test/?b${two}#c, ${NAME}`;
      expect(param.stripText(text(`?${NAME}=sess_1`, `&${NAME}=sess%202`))).to.equal(text('', ''));
      expect(param.stripText(text(`?${NAME}=own`, `&${NAME}=sess_1`))).to.equal(text(`?${NAME}=own`, ''));
    });

    it('A: the parameter has the name of data-session-param', () => {
      const other = createSessionParam('sid');
      const sent = other.put(`/a?${NAME}=own`, 'sess_1', base);
      expect(sent).to.equal(`/a?${NAME}=own&sid=sess_1`);
      expect(other.strip(sent)).to.equal(`/a?${NAME}=own`);
    });
  });
});
