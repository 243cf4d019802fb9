import { expect } from 'chai';
import { createSessionParam } from '../../src/calls/sessionParam.ts';
import { absolute, preprocess, takeOut } from '../../src/platform/url.ts';

const BASE = 'https://page.test/dir/page.html?q=1&r=%E4#f';
const NAME = '_clerk_session_id';

const add = (url: string, base = BASE) => createSessionParam(NAME).put(url, 'sess_1', () => base);
const hasParam = (url: string) => takeOut(url, NAME, () => false).stays;

describe('url', () => {
  describe('where the parameter goes', () => {
    const rows: [url: string, expected: string][] = [
      ['https://api.example.com', 'https://api.example.com?_clerk_session_id=sess_1'],
      ['https://api.example.com/', 'https://api.example.com/?_clerk_session_id=sess_1'],
      ['https://api.example.com/a?b=c', 'https://api.example.com/a?b=c&_clerk_session_id=sess_1'],
      ['https://api.example.com/a?b=c#d', 'https://api.example.com/a?b=c&_clerk_session_id=sess_1#d'],
      ['https://api.example.com/a#d?b=c', 'https://api.example.com/a?_clerk_session_id=sess_1#d?b=c'],
      ['https://api.example.com#', 'https://api.example.com?_clerk_session_id=sess_1#'],
      ['https://api.example.com/#a#b', 'https://api.example.com/?_clerk_session_id=sess_1#a#b'],
      // '?' and '&' at the end need no glue.
      ['/a?', '/a?_clerk_session_id=sess_1'],
      ['/a?#d', '/a?_clerk_session_id=sess_1#d'],
      ['/a?b&', '/a?b&_clerk_session_id=sess_1'],
      ['/a?b&#d', '/a?b&_clerk_session_id=sess_1#d'],
      ['/a?b&&', '/a?b&&_clerk_session_id=sess_1'],
      ['/a&', '/a&?_clerk_session_id=sess_1'],
      // A '?' inside the query is a part of the page's own parameter.
      ['/a?q=what?', '/a?q=what?&_clerk_session_id=sess_1'],
      ['/a?b?#d', '/a?b?&_clerk_session_id=sess_1#d'],
      ['/a??', '/a??&_clerk_session_id=sess_1'],
      // A relative URL stays relative.
      ['x', 'x?_clerk_session_id=sess_1'],
      ['../x', '../x?_clerk_session_id=sess_1'],
      ['.', '.?_clerk_session_id=sess_1'],
      ['//host/x', '//host/x?_clerk_session_id=sess_1'],
      ['?', '?_clerk_session_id=sess_1'],
      ['?a', '?a&_clerk_session_id=sess_1'],
      ['?#d', '?_clerk_session_id=sess_1#d'],
      ['https:?a', 'https:?a&_clerk_session_id=sess_1'],
      ['https:x', 'https:x?_clerk_session_id=sess_1'],
    ];
    for (const [url, expected] of rows) {
      it(`C1: ${url} becomes ${expected}`, () => {
        expect(add(url)).to.equal(expected);
      });
    }
  });

  describe('the rest stays byte for byte', () => {
    for (const url of [
      'HTTPS://API.Example.COM:443/%7e/../a b',
      'https://b\u00fccher.example/\u00e4?\u00f6=\u00fc',
      '/a?q=\u3042\u00e4\u20ac',
      '/a?q=%82%A0&%E4=%FC',
      '/a?q=%u3042&r=%zz&s=%',
      '/a?q=\ud800x&\udc00',
      '/a?q=\ud83d\ude00',
      '/a?b=c=d&&e;f&+ +',
      '/a?q="<>`{}|\\^[]\'',
      '/a?q=%5Fx&_clerk=1&session_id=2&clerk_session_idx=3',
      '\\a\\b?c\\d',
      './/a/./b//',
      '/a b?c d',
      '/a?x=/../..',
    ]) {
      it(`C1: ${JSON.stringify(url)} stays byte for byte in front of the parameter`, () => {
        const glue = url.includes('?') ? '&' : '?';
        expect(add(url)).to.equal(`${url}${glue}_clerk_session_id=sess_1`);
        expect(add(`${url}#\u00e4%e4 #?&`)).to.equal(`${url}${glue}_clerk_session_id=sess_1#\u00e4%e4 #?&`);
      });
    }
  });

  describe('a URL with nothing before its query is resolved, so that it keeps the query of the base', () => {
    const rows: [url: string, expected: string][] = [
      ['', 'https://page.test/dir/page.html?q=1&r=%E4&_clerk_session_id=sess_1'],
      ['#', 'https://page.test/dir/page.html?q=1&r=%E4&_clerk_session_id=sess_1#'],
      ['#d?e', 'https://page.test/dir/page.html?q=1&r=%E4&_clerk_session_id=sess_1#d?e'],
      ['https:', 'https://page.test/dir/page.html?q=1&r=%E4&_clerk_session_id=sess_1'],
      ['HTTPS:#d', 'https://page.test/dir/page.html?q=1&r=%E4&_clerk_session_id=sess_1#d'],
    ];
    for (const [url, expected] of rows) {
      it(`C1: ${JSON.stringify(url)} keeps the query of the base`, () => {
        expect(add(url)).to.equal(expected);
      });
    }

    it('C1: an empty URL is its base with the parameter in its query', () => {
      expect(add('', 'https://page.test/x')).to.equal('https://page.test/x?_clerk_session_id=sess_1');
      expect(add('#', 'https://page.test')).to.equal('https://page.test/?_clerk_session_id=sess_1#');
      expect(add('', 'https://page.test/x?')).to.equal('https://page.test/x?_clerk_session_id=sess_1');
      expect(add('', 'https://page.test/x?a&')).to.equal('https://page.test/x?a&_clerk_session_id=sess_1');
    });

    it('C2: an empty URL whose base has the parameter names the active session', () => {
      const base = 'https://page.test/?_clerk_session_id=sess_1#f';
      expect(add('', base)).to.equal('');
      expect(add('#d', base)).to.equal('#d');
      const other = 'https://page.test/?_clerk_session_id=own#f';
      expect(add('', other)).to.equal('https://page.test/?_clerk_session_id=sess_1');
      expect(add('#d', other)).to.equal('https://page.test/?_clerk_session_id=sess_1#d');
      // Here the base's query is gone.
      expect(add('?', base)).to.equal('?_clerk_session_id=sess_1');
      expect(add('x', base)).to.equal('x?_clerk_session_id=sess_1');
    });
  });

  it('C1: the value of the parameter is percent-encoded', () => {
    expect(createSessionParam('p').put('/a', 'a&b=c#d %\u00e4+', () => BASE)).to.equal(
      '/a?p=a%26b%3Dc%23d%20%25%C3%A4%2B',
    );
  });

  it('C1: the parameter may have another name', () => {
    expect(createSessionParam('sid').put('/a?b', 'sess_1', () => BASE)).to.equal('/a?b&sid=sess_1');
  });

  describe('a URL that has the parameter already', () => {
    for (const url of [
      '/a?_clerk_session_id=own',
      '/a?_clerk_session_id=',
      '/a?_clerk_session_id',
      '/a?_clerk_session_id#d',
      '/a?_clerk_session_id&b',
      '/a?b&_clerk_session_id=own#d',
      '/a?b&&_clerk_session_id=own&c',
      '/a?%5Fclerk_session_id=own',
      '/a?%5fclerk%5Fsession%5fid=own',
      '/a?%5F%63%6C%65%72%6B%5F%73%65%73%73%69%6F%6E%5F%69%64=own',
      '/a?_clerk_session_id=1&_clerk_session_id=2',
      '?_clerk_session_id=own',
      'https://api.example.com?_clerk_session_id=own',
      '/a??b&_clerk_session_id=own',
    ]) {
      it(`C2: in ${url} it takes the place of the value, and all else stays`, () => {
        expect(add(url)).to.equal(
          url.replace(/(?:_|%5F)[^=&#?]*id(?:=[^&#]*)?|%5F%63[^=]*=own/gi, '_clerk_session_id=sess_1'),
        );
        expect(hasParam(url)).to.equal(true);
      });
    }

    for (const url of [
      '/a?x_clerk_session_id=1',
      '/a?_clerk_session_id2=1',
      '/a?_CLERK_SESSION_ID=1',
      '/a?q=_clerk_session_id',
      '/a?q=_clerk_session_id=1',
      '/a?q=%26_clerk_session_id=1',
      '/a?%26_clerk_session_id=1',
      '/a?%255Fclerk_session_id=1',
      '/a?+_clerk_session_id=1',
      '/a??_clerk_session_id=1',
      '/a?b;_clerk_session_id=1',
      '/_clerk_session_id=1',
      '/a#_clerk_session_id=1',
      '/a#?_clerk_session_id=1',
      '/a?b#&_clerk_session_id=1',
      '/a&_clerk_session_id=1',
      '/a?',
      '/a',
      '',
    ]) {
      it(`C2: ${JSON.stringify(url)} does not have it`, () => {
        expect(hasParam(url)).to.equal(false);
        expect(add(url)).to.include('_clerk_session_id=sess_1');
      });
    }
  });

  describe('taking a parameter out', () => {
    const drop = (url: string) => takeOut(url, 'p', (value) => /^\d+$/.test(value)).rest;
    const rows: [url: string, expected: string][] = [
      ['/a?p=1', '/a'],
      ['/a?p=1#d', '/a#d'],
      ['/a?p=1&b', '/a?b'],
      ['/a?b&p=1', '/a?b'],
      ['/a?b&p=1&c#d?p=1', '/a?b&c#d?p=1'],
      ['/a?p=1&p=2', '/a'],
      ['/a?p=1&b&p=own&p=2', '/a?b&p=own'],
      ['/a?%70=%31&b', '/a?b'],
      ['?p=1', '?'],
      ['?p=1#d', '?#d'],
      ['/a?&p=1', '/a?&'],
      ['/a?b&&p=1', '/a?b&&'],
      ['?p=1&b=%E4\u00e4+;%zz&&c', '?b=%E4\u00e4+;%zz&&c'],
      ['https://api.example.com?p=1', 'https://api.example.com'],
      ['/a?b&&p=1&&c', '/a?b&&&&c'],
      ['/a?p=1#\n\u2028', '/a#\n\u2028'],
    ];
    for (const [url, expected] of rows) {
      it(`E1a: ${JSON.stringify(url)} becomes ${JSON.stringify(expected)}`, () => {
        expect(drop(url)).to.equal(expected);
      });
    }

    for (const url of [
      '',
      '/a',
      '/a?',
      '/a?&',
      '/a?b&',
      '/a?p',
      '/a?p=',
      '/a?p=own&',
      '/a?P=1',
      '/a?xp=1',
      '/a?p1=1',
      '/a?q=p=1',
      '/a?q=%26p=1',
      '/a?b;p=1',
      '/a??p=1',
      '/p=1',
      '/a#p=1',
      '/a#?p=1',
      '/a?%zz&%&p%',
      '/a?\ud800p=1',
    ]) {
      it(`E1a: ${JSON.stringify(url)} stays byte for byte`, () => {
        expect(drop(url)).to.equal(url);
      });
    }

    it('C2: takeOut() tells whether a parameter is left', () => {
      const stays = (url: string) => takeOut(url, 'p', (value) => value === '1').stays;
      for (const url of ['/a?p=own', '/a?p=1&p=own#d', '/a?%70', '/a?p=']) expect(stays(url), url).to.equal(true);
      for (const url of ['/a?p=1', '/a', '', '/a?q=p', '/p=own', '/a#p=own']) expect(stays(url), url).to.equal(false);
    });
  });

  describe('what the URL parser does first', () => {
    it('C1: blanks and control characters go from the ends, so that nothing is put behind them', () => {
      expect(preprocess(' /a?b ')).to.equal('/a?b');
      expect(preprocess('\u0000\u001f /a \u0007')).to.equal('/a');
      expect(preprocess('\n\t \r')).to.equal('');
      expect(preprocess('')).to.equal('');
      expect(preprocess('/a?b c#d e ')).to.equal('/a?b c#d e');
    });

    it('B5: tabs and newlines go from everywhere', () => {
      expect(preprocess('/\n/evil.test/\t?a\r\n=b#\tc')).to.equal('//evil.test/?a=b#c');
      expect(preprocess('ht\ttps:\n//x')).to.equal('https://x');
    });

    it('C1: other characters stay, blanks of other scripts too', () => {
      for (const url of ['\u00a0/a\u00a0', '\u2003/a', '\ufeff/a', '\u007f/a\u0080', '/a\u0000b\u0001c d', '/a'])
        expect(preprocess(url)).to.equal(url);
    });

    it('C1: a parameter that ends in a blank is found and kept', () => {
      expect(add(preprocess(' /a?b= '))).to.equal('/a?b=&_clerk_session_id=sess_1');
      expect(add(preprocess('/a?_clerk_\tsession_id=own\n'))).to.equal('/a?_clerk_session_id=sess_1');
      expect(add(preprocess(' # '))).to.match(/^https:\/\/page\.test\/.*&_clerk_session_id=sess_1#$/);
    });
  });

  describe('resolving with the query left to native', () => {
    const rows: [url: string, expected: string][] = [
      ['/a', 'https://page.test/a'],
      ['x?b=\u00e4 c#d', 'https://page.test/dir/x?b=\u00e4 c#d'],
      ['../x#d?e', 'https://page.test/x#d?e'],
      ['?\u00e4', 'https://page.test/dir/page.html?\u00e4'],
      ['//api.example.com/\u00e4?\u00e4', 'https://api.example.com/%C3%A4?\u00e4'],
      ['https://API.example.com?\u00e4', 'https://api.example.com/?\u00e4'],
    ];
    for (const [url, expected] of rows) {
      it(`C1: ${JSON.stringify(url)} is resolved, and its query left to native`, () => {
        expect(absolute(url, BASE)).to.equal(expected);
      });
    }

    for (const url of [
      '',
      '#d',
      ' ',
      '\t#d',
      '?',
      ' ?a',
      '\n?a#d',
      'https:',
      'https:#d',
      'https:?a',
      ' x ?a',
      'x',
      '?a#b?c',
    ]) {
      it(`B3: ${JSON.stringify(url)} leads to where it led`, () => {
        expect(new URL(absolute(url, BASE), 'https://elsewhere.test/?z').href).to.equal(new URL(url, BASE).href);
      });
    }
  });
});
