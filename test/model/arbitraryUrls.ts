import fc from 'fast-check';
import { DISGUISED, HOSTILE } from './hostileUrls.ts';

const oneOf = <Value>(...values: Value[]) => fc.constantFrom(...values);

const scheme = oneOf(
  'https:',
  'http:',
  'HTTPS:',
  'Http:',
  'ht\ttps:',
  'ws:',
  'blob:https:',
  'data:',
  'file:',
  'x-y:',
  '',
);
const slashes = oneOf('//', '//', '//', '/', '///', '\\\\', '/\\', '/\t/', '', '\n//');
const userInfo = oneOf('', '', '', '', 'user@', 'user:pass@', '@', 'https://api.example.com@', 'a%40b@', ':@');
const host = fc.oneof(
  { weight: 6, arbitrary: oneOf('page.test', 'api.example.com', 'a.example.com', 'a.b.example.com', 'example.com') },
  {
    weight: 3,
    arbitrary: oneOf('localhost', 'app.localhost', '127.0.0.1', '127.1', '0x7f.1', '[::1]', '[::ffff:7f00:1]'),
  },
  {
    weight: 3,
    arbitrary: oneOf(
      'API.Example.COM',
      'api.example.com.',
      '.example.com',
      '..example.com',
      'evilexample.com',
      'example.com.evil.test',
      'evil.test',
      'api.example%2ecom',
      'b\u00fccher.example',
      'xn--bcher-kva.example',
      'ap\u00adi.example.com',
      'api\u3002example.com',
      'xn--a',
      '256.256.256.256',
      '[::',
      'self',
      'none',
      '',
    ),
  },
  { weight: 1, arbitrary: fc.domain() },
  {
    weight: 1,
    arbitrary: fc.oneof(
      fc.ipV4(),
      fc.ipV4Extended(),
      fc.ipV6().map((ip) => `[${ip}]`),
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
);
const port = oneOf(
  '',
  '',
  '',
  '',
  ':443',
  ':80',
  ':8443',
  ':3000',
  ':0443',
  ':',
  ':x',
  ':65536',
  ':*',
  ':3000@evil.test',
);

const piece = fc.oneof(
  oneOf(
    'a',
    'v1',
    'x.html',
    '.',
    '..',
    '%2e%2e',
    '',
    '\u00e4',
    '%C3%A4',
    '%E4',
    '%',
    '%zz',
    'a b',
    '\t',
    '\\',
    '@',
    ':',
    ';',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
);
const path = fc.oneof(
  { weight: 2, arbitrary: oneOf('', '/', '/v1/', '/v1', '/v1/x', '/v1/../v2') },
  { weight: 3, arbitrary: fc.array(piece, { maxLength: 4 }).map((pieces) => `/${pieces.join('/')}`) },
);

const name = fc.oneof(
  oneOf(
    'a',
    'b',
    'q',
    '',
    '_clerk_session_id',
    '%5Fclerk_session_id',
    '_clerk_session_id2',
    'x_clerk_session_id',
    '?',
    '+',
  ),
  piece,
);
const parameter = fc
  .tuple(name, fc.option(fc.oneof(piece, oneOf('what?', '=', '1', ''))))
  .map(([key, value]) => (value === null ? key : `${key}=${value}`));
const query = fc.oneof(
  { weight: 2, arbitrary: oneOf('', '', '?', '??', '?&', '?a&', '?a&&', '?a?') },
  { weight: 3, arbitrary: fc.array(parameter, { maxLength: 4 }).map((parameters) => `?${parameters.join('&')}`) },
);
const fragment = fc.oneof(
  oneOf('', '', '', '#', '#a', '#?a=b', '#a#b', '#&_clerk_session_id=1'),
  piece.map((text) => `#${text}`),
);
const blanks = oneOf('', '', '', '', ' ', '\t', '\n ', '\u0000', '\u001f ', '\u00a0');

const join = (...parts: fc.Arbitrary<string>[]) => fc.tuple(...parts).map((pieces) => pieces.join(''));

const absolute = join(scheme, slashes, userInfo, host, port, path, query, fragment);
const plain = join(
  oneOf('https://', 'http://', '//'),
  oneOf('page.test', 'api.example.com', 'a.example.com', 'example.com', 'localhost', 'localhost:3000', 'evil.test'),
  path,
  query,
  fragment,
);
const relative = join(
  oneOf(
    '',
    '',
    '/',
    './',
    '../',
    'x',
    'x/',
    'x.y',
    '-',
    '_',
    ':',
    '.',
    '..',
    '/\t/',
    '\\',
    'https:',
    'http:',
    '\u00e4',
  ),
  fc.oneof(path, host),
  query,
  fragment,
);

/** Puts a character into a string, takes one out, doubles one or turns its case. */
const mutated = (strings: fc.Arbitrary<string>) =>
  fc
    .tuple(
      strings,
      fc.array(
        fc.tuple(
          fc.nat(60),
          fc.nat(3),
          oneOf(
            '\t',
            '\n',
            ' ',
            '\\',
            '/',
            '@',
            ':',
            '.',
            '?',
            '#',
            '%',
            '&',
            '*',
            '[',
            '\u0000',
            '\u00ad',
            '\u3002',
            '0',
          ),
        ),
        { minLength: 1, maxLength: 3 },
      ),
    )
    .map(([text, changes]) => {
      // By code points: half a surrogate pair is another character to the platform.
      const characters = [...text];
      for (const [at, kind, character] of changes) {
        const i = at % (characters.length + 1);
        const here = characters[i] ?? '';
        characters.splice(i, 1, [character + here, '', here + here, here.toUpperCase()][kind] as string);
      }
      return characters.join('');
    });

const junk = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.webUrl({ withQueryParameters: true, withFragments: true }),
);

/** Strings that a page may call with: well-formed, odd, hostile and none. */
export const urls: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: plain },
  { weight: 4, arbitrary: absolute },
  { weight: 3, arbitrary: relative },
  { weight: 2, arbitrary: join(blanks, fc.oneof(plain, relative), blanks) },
  { weight: 3, arbitrary: mutated(fc.oneof(plain, relative, oneOf(...HOSTILE, ...DISGUISED))) },
  { weight: 1, arbitrary: oneOf(...HOSTILE, ...DISGUISED) },
  { weight: 1, arbitrary: junk },
);

/** What a document's base may be. */
export const bases: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 5,
    arbitrary: oneOf('https://page.test/dir/page.html?q=1#f', 'https://page.test/', 'http://localhost:3000/v1/x?'),
  },
  {
    weight: 3,
    arbitrary: oneOf(
      'https://api.example.com/v1/',
      'http://api.example.com/?_clerk_session_id=own',
      'https://evil.test/x',
    ),
  },
  {
    weight: 1,
    arbitrary: oneOf('about:blank', 'data:text/html,x', 'blob:https://page.test/0', 'file:///C:/x'),
  },
);

const source = fc.oneof(
  {
    weight: 6,
    arbitrary: join(
      oneOf('https://', 'http://', 'HTTPS://', '', ''),
      oneOf('', '', '*.'),
      oneOf(
        'api.example.com',
        'example.com',
        'page.test',
        'localhost',
        '127.0.0.1',
        '[::1]',
        'b\u00fccher.example',
        'API.EXAMPLE.com',
      ),
      oneOf('', '', '', ':443', ':80', ':3000', ':*'),
      oneOf('', '', '', '/', '/v1/', '/v1', '/v1/../', '/\u00e4/', '/%C3%A4'),
    ),
  },
  { weight: 2, arbitrary: oneOf("'self'", "'SELF'", "'self'/v1/", "'self'/dir/") },
  {
    weight: 2,
    arbitrary: join(
      oneOf('https://', 'http://', 'ws://', '//', 'https:', ''),
      oneOf('', '*.', '*'),
      userInfo,
      host,
      port,
      path,
      oneOf('', '', '?', '#a'),
    ),
  },
  {
    weight: 1,
    arbitrary: oneOf(
      '*',
      'self',
      'none',
      "'none'",
      'null',
      'https:',
      'data:',
      'https://*',
      'https://a*.example.com',
      '*.*',
    ),
  },
);

const fewSources = fc
  .array(fc.tuple(fc.oneof(source, source, mutated(source)), oneOf(' ', '\n', ', ', '\t ')), {
    minLength: 1,
    maxLength: 4,
  })
  .map((sources) => sources.flat().join(''));

/** Names most of the hosts that {@link urls} has, so that many calls are ours. */
const MANY = "'self' https://api.example.com https://*.example.com http://example.com localhost:* 127.0.0.1";

/** Source lists, good and bad. */
export const sourceLists: fc.Arbitrary<string> = fc.oneof(
  { weight: 5, arbitrary: fewSources },
  { weight: 5, arbitrary: fewSources.map((list) => `${list}${MANY}`) },
  { weight: 1, arbitrary: junk },
);
