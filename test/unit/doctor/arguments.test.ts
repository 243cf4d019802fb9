import { expect } from 'chai';
import { readArguments } from '../../../doctor/cli/arguments.ts';
import { BadArguments } from '../../../doctor/cli/badArguments.ts';
import { tokenOf } from '../../kit/jwt.ts';

const NOW = 1_800_000_000;
const TOKEN = tokenOf({ sid: 'sess_A', iat: NOW - 10, exp: NOW + 50 });
const USUAL = ['https://api.example.com/me', '--page', 'https://app.example.com/orders'];

const read = (args: string[], env: Record<string, string> = {}) => readArguments(args, env, NOW * 1000);
const withMore = (...more: string[]) =>
  read([...USUAL, ...more], { TOKEN, OLD: tokenOf({ sid: 's', iat: 0, exp: NOW - 180 }), BAD: 'abc', EMPTY: ' ' });

describe('arguments of the doctor', () => {
  it('K2: the usual ones, with the defaults', () => {
    const { url, page, ...rest } = read(USUAL);
    expect([url.href, page.href]).to.deep.equal([USUAL[0], USUAL[2]]);
    expect(rest).to.deep.equal({
      tag: false,
      send: undefined,
      html: undefined,
      cookies: undefined,
      all: false,
      methods: ['GET'],
      hasMethods: false,
      headers: [],
      template: undefined,
      tokenHeader: undefined,
      token: undefined,
      key: undefined,
      stack: undefined,
      timeout: 10_000,
      json: false,
      verbose: false,
    });
  });

  it('K2: methods and headers, as browsers write them', () => {
    const { methods } = withMore('--method', 'put', '--method', 'PUT', '--method', 'patch');
    expect(methods).to.deep.equal(['PUT', 'patch']);
    const { headers } = withMore('--header', 'X-Foo', '--header', 'Content-Type', '--header', 'Accept:  text/html');
    expect(headers).to.deep.equal([
      { name: 'X-Foo', value: '1' },
      { name: 'Content-Type', value: 'application/json' },
      { name: 'Accept', value: 'text/html' },
    ]);
  });

  it('K2: what calls get, as data-send says it (A2)', () => {
    expect(withMore('--send', 'credentials session-id').send).to.deep.equal(['session-id', 'credentials']);
  });

  it('K3: the token comes from the environment', () => {
    const { token } = withMore('--token-env', 'TOKEN');
    expect(token).to.deep.equal({
      name: 'TOKEN',
      text: TOKEN,
      claims: { sid: 'sess_A', iat: NOW - 10, exp: NOW + 50 },
    });
  });

  it('K3: what a token claims is taken only as what it must be', () => {
    const ODD = tokenOf({ sid: 1, azp: ['x'], iss: null, exp: 'soon' });
    const { token } = read([...USUAL, '--token-env', 'ODD'], { ODD });
    expect(token?.claims).to.deep.equal({});
  });

  const WRONG: Record<string, [args: string[], message: RegExp]> = {
    'no URL': [[], /^the URL of a call is missing/],
    'two URLs': [['https://a.example/', ...USUAL], /one URL at a time/],
    'no page': [['https://a.example/'], /^--page is missing/],
    'a page without a scheme': [
      ['https://a.example/', '--page', 'app.example.com'],
      /^--page "app.example.com" is not an http/,
    ],
    'a URL of a file': [
      ['file:///etc/passwd', '--page', 'https://a.example'],
      /"file:\/\/\/etc\/passwd" is not an http/,
    ],
    'a URL with a password': [['https://me:pw@a.example/', '--page', 'https://a.example'], /has a user or a password/],
    'an unknown option': [[...USUAL, '--origin', 'x'], /Unknown option '--origin'/],
    'an option without a value': [[...USUAL, '--send'], /--send/],
    'an unknown mode': [
      [...USUAL, '--send', 'cookie'],
      /^--send "cookie" is not allowed; use session-id credentials session-token$/,
    ],
    'no method': [[...USUAL, '--method', 'a b'], /^--method "a b" is not a method/],
    'a method that browsers refuse': [[...USUAL, '--method', 'TRACE'], /^--method TRACE: browsers do not send it/],
    'six methods': [[...USUAL, ...['A', 'B', 'C', 'D', 'E', 'F'].flatMap((name) => ['--method', name])], /at most 5/],
    'no header': [[...USUAL, '--header', 'a b: c'], /is not a header/],
    'a header with a line break': [[...USUAL, '--header', 'X-A: b\r\nX-C: d'], /is not a header/],
    'a token in a header': [[...USUAL, '--header', 'Authorization: Bearer x'], /use --token-env$/],
    'a header of browsers': [
      [...USUAL, '--header', 'Cookie: a=b'],
      /^--header Cookie: browsers set this header themselves/,
    ],
    'a token in place of its variable': [[...USUAL, '--token-env', TOKEN], /takes the name of an environment variable/],
    'an unset variable': [[...USUAL, '--token-env', 'NONE'], /^--token-env NONE: there is nothing in this variable/],
    'an empty variable': [[...USUAL, '--token-env', 'EMPTY'], /^--token-env EMPTY: there is nothing/],
    'no token in the variable': [
      [...USUAL, '--token-env', 'BAD'],
      /^--token-env BAD: what is in this variable is not a session token/,
    ],
    'an old token': [[...USUAL, '--token-env', 'OLD'], /^--token-env OLD: this token has expired 180 s ago/],
    'a secret key': [[...USUAL, '--key', 'sk_live_abc'], /^--key is a secret key/],
    'no key': [[...USUAL, '--key', 'abc'], /^--key "abc" is not a publishable key/],
    'an unknown stack': [[...USUAL, '--for', 'cobol'], /^--for "cobol" is not known; use express, django/],
    'a page that is not there': [
      [...USUAL, '--html', '/nowhere/page.html'],
      /^--html "\/nowhere\/page.html" cannot be read: ENOENT$/,
    ],
    'cookies in place of their variable': [
      [...USUAL, '--cookie-env', 'a=b'],
      /takes the name of an environment variable/,
    ],
    'no cookies': [[...USUAL, '--cookie-env', 'NONE'], /^--cookie-env NONE: there is nothing in this variable/],
    'a header for tokens that is none': [[...USUAL, '--token-header', 'a b'], /^--token-header "a b" is not allowed/],
    'no time': [[...USUAL, '--timeout', '1s'], /^--timeout "1s" is not a number of milliseconds/],
    'no time at all': [[...USUAL, '--timeout', '0'], /^--timeout "0"/],
  };
  for (const [what, [args, message]] of Object.entries(WRONG)) {
    it(`K2 K3: ${what} is refused in a sentence, without what is secret`, () => {
      const env = { TOKEN, OLD: tokenOf({ sid: 's', iat: 0, exp: NOW - 180 }), BAD: 'abc', EMPTY: ' ' };
      let error: unknown;
      try {
        read(args, env);
      } catch (thrown) {
        error = thrown;
      }
      expect(error).to.be.instanceOf(BadArguments);
      expect((error as Error).message).to.match(message);
      for (const secret of [TOKEN, env.OLD, 'pw@', 'sk_live_abc'])
        expect((error as Error).message).not.to.include(secret);
    });
  }
});
