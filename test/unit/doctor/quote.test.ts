import { expect } from 'chai';
import { quoting } from '../../../doctor/quote.ts';
import { tokenOf } from '../../kit/jwt.ts';

const TEXT = tokenOf({ sid: 'sess_2aB3cD4eF5gH6iJ7', exp: 1 });
const token = { name: 'TOKEN', text: TEXT, claims: { sid: 'sess_2aB3cD4eF5gH6iJ7' } };
const cookies = { name: 'COOKIES', text: 'theme=dark; id=0a1B2c3D4e5F6g7H8i9J' };
const quote = quoting({ token, cookies });
const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Whether any six letters of the secret, one after the other, are in a text. */
const tells = (text: string, secret = TEXT) => {
  const letters = secret.replace(/\W|_/g, '');
  const said = text.replace(/\W|_/g, '');
  return Array.from({ length: letters.length - 5 }, (_, at) => letters.slice(at, at + 6)).some((each) =>
    said.includes(each),
  );
};

describe('what comes from outside, as the doctor prints it', () => {
  for (const [name, text, shown] of [
    ['an escape sequence', 'a\u001b[2Jb', 'a\\x1b[2Jb'],
    ['a C1 control', 'a\u009b2Jb', 'a\\x9b2Jb'],
    ['the clipboard', '\u001b]52;c;eA==\u0007', '\\x1b]52;c;eA==\\x07'],
    ['a forged line', 'a\r\n✓ works', 'a\\x0d\\x0a✓ works'],
    ['separators of lines', 'a\u2028b\u2029c', 'a\\u{2028}b\\u{2029}c'],
    ['text that runs backwards', 'a\u202eb', 'a\\u{202e}b'],
    ['letters of all languages', 'Grüße, 日本語', 'Grüße, 日本語'],
  ] as const) {
    it(`K7: ${name} is shown`, () => expect(quote(text)).to.equal(shown));
  }

  it('K7: a long text keeps its beginning and its end', () => {
    const text = quote(`The tag's ${'x'.repeat(1e6)} is not a URL`);
    expect(text).to.have.length.below(650);
    expect(text).to.match(/^The tag's x+…x+ is not a URL$/);
  });

  for (const [name, text] of [
    ['whole', TEXT],
    ['in pieces', TEXT.replace(/.{4}/g, '$& ')],
    ['in pieces with control characters between', TEXT.replace(/.{3}/g, '$&\u0001')],
    ['cut', TEXT.slice(10, 40)],
    ['in base64', base64(TEXT)],
    ['in base64, behind another word', base64(`Bearer ${TEXT}`)],
    ['in base64, behind other words', base64(`is Bearer ${TEXT}`)],
  ] as const) {
    it(`K3: a token ${name} is hidden`, () => {
      const said = quote(`message: ${text}, or not`);
      expect(tells(said)).to.equal(false);
      expect(tells(said, base64(TEXT))).to.equal(false);
      expect(said).to.match(/^message: \w*\(a secret\)[\s\S]*, or not$/);
    });
  }

  it('K3: a session ID and a cookie are hidden, and a setting in a cookie is not', () => {
    expect(quote('sess_2aB3cD4eF5gH6iJ7 0a1B2c3D4e5F6g7H8i9J dark')).to.equal('(a secret) (a secret) dark');
  });

  it('K3: without a secret, and in other words, nothing is hidden', () => {
    expect(quoting({})('The session token is invalid')).to.equal('The session token is invalid');
    expect(quote('The session token is invalid')).to.equal('The session token is invalid');
  });
});
