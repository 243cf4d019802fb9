import { expect } from 'chai';
import { allows, allowsScript, policiesOf, wordMatches } from '../../../doctor/page/policy.ts';

const HTTPS = new URL('https://app.example.com/orders');
const HTTP = new URL('http://app.example.com/orders');

/** Words, URLs and whether one names the other; further examples are in test/doctor/page.test.ts. */
const WORDS: [word: string, url: string, page: URL, matches: boolean][] = [
  ["'self'", 'https://app.example.com/x', HTTPS, true],
  ["'self'", 'https://api.example.com/x', HTTPS, false],
  ["'self'", 'https://app.example.com/x', HTTP, true],
  ["'self'", 'http://app.example.com/x', HTTPS, false],
  ["'none'", 'https://app.example.com/x', HTTPS, false],
  ["'unsafe-inline'", 'https://app.example.com/x', HTTPS, false],
  ['*', 'https://api.example.com/x', HTTPS, true],
  ['*', 'blob:https://app.example.com/x', HTTPS, false],
  ['https:', 'https://api.example.com/x', HTTPS, true],
  ['https:', 'http://api.example.com/x', HTTPS, false],
  ['http:', 'https://api.example.com/x', HTTPS, true],
  ['api.example.com', 'https://api.example.com/x', HTTPS, true],
  ['api.example.com', 'http://api.example.com/x', HTTPS, false],
  ['api.example.com', 'http://api.example.com/x', HTTP, true],
  ['api.example.com', 'https://api.example.com/x', HTTP, true],
  ['*.example.com', 'https://a.api.example.com/x', HTTPS, true],
  ['*.example.com', 'https://example.com/x', HTTPS, false],
  ['https://api.example.com:8443', 'https://api.example.com:8443/x', HTTPS, true],
  ['https://api.example.com:8443', 'https://api.example.com/x', HTTPS, false],
  ['https://api.example.com:*', 'https://api.example.com:8443/x', HTTPS, true],
  ['https://api.example.com/v1/', 'https://api.example.com/v1/me', HTTPS, true],
  ['https://api.example.com/v1', 'https://api.example.com/v1/me', HTTPS, false],
  ['https://api.example.com/%6de', 'https://api.example.com/me', HTTPS, true],
  ['https://api.example.com/a%2Fb', 'https://api.example.com/a/b', HTTPS, false],
  ['https://api.example.com/', 'https://api.example.com/me', HTTPS, true],
  ['https://*', 'https://api.example.com/x', HTTPS, true],
  ['https://*', 'https://api.example.com:8443/x', HTTPS, false],
  ['https://*', 'http://api.example.com/x', HTTP, false],
  ['http://*:*', 'http://api.example.com:8080/x', HTTPS, true],
  ['http://*:*', 'https://api.example.com/x', HTTPS, true],
  ['*:9621', 'https://api.example.com:9621/x', HTTPS, true],
  ['*:9621', 'https://api.example.com/x', HTTPS, false],
  ['http://api.example.com:80', 'https://api.example.com/x', HTTP, true],
  ['API.example.com', 'https://api.example.com/x', HTTPS, true],
  ['ftp://api.example.com', 'https://api.example.com/x', HTTPS, false],
];

const policy = (text: string) => {
  const [first] = policiesOf(text, []);
  if (!first) throw new Error('no policy');
  return first.policy;
};

describe('a Content Security Policy, as browsers read it', () => {
  for (const [word, url, page, matches] of WORDS) {
    it(`K5: ${word} ${matches ? 'names' : 'does not name'} ${url} for a page of ${page.protocol}`, () => {
      expect(wordMatches(word, new URL(url), page)).to.equal(matches);
    });
  }

  it('K5: headers and meta elements, each with several policies', () => {
    const metas = [
      {
        name: 'meta',
        place: 7,
        attributes: { 'http-equiv': 'Content-Security-Policy', content: 'img-src a; sandbox' },
      },
      { name: 'meta', place: 8, attributes: { name: 'description', content: 'x' } },
    ];
    expect(
      policiesOf("default-src 'self', connect-src *", metas).map(({ policy, place }) => [place, ...policy.keys()]),
    ).to.deep.equal([
      [-1, 'default-src'],
      [-1, 'connect-src'],
      [7, 'img-src'],
    ]);
    expect(policiesOf(undefined, [])).to.deep.equal([]);
  });

  it('K5: a directive that is missing is looked for where browsers look', () => {
    const url = new URL('https://api.example.com/');
    expect(allows(policy('img-src x'), 'connect-src', url, HTTPS)).to.equal(true);
    expect(allows(policy("default-src 'none'"), 'connect-src', url, HTTPS)).to.equal(false);
    expect(allows(policy("default-src 'none'; connect-src api.example.com"), 'connect-src', url, HTTPS)).to.equal(true);
  });

  it('K5: scripts by nonce, by hash, and by what they insert', () => {
    const url = new URL('https://cdn.example/clerk-ajax.min.js');
    const strict = policy("script-src 'nonce-abc' 'sha384-xyz' 'strict-dynamic' cdn.example");
    expect(allowsScript(strict, url, HTTPS, { nonce: 'abc' })).to.equal(true);
    expect(allowsScript(strict, url, HTTPS, { nonce: 'other' })).to.equal(false);
    expect(allowsScript(strict, url, HTTPS, { integrity: 'sha384-xyz' })).to.equal(true);
    expect(allowsScript(strict, url, HTTPS, { integrity: 'sha384-xyz sha384-other' })).to.equal(false);
    expect(allowsScript(strict, url, HTTPS, {}, true)).to.equal(true);
    expect(allowsScript(policy('script-src-elem cdn.example; script-src x'), url, HTTPS, {})).to.equal(true);
  });
});
