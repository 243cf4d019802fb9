import { expect } from 'chai';
import fc from 'fast-check';
import { run } from '../../../doctor/cli/run.ts';
import { type Answer, HttpClient, type HttpRequest, RequestBudgetSpent } from '../../../doctor/http/client.ts';
import { RequestFailed } from '../../../doctor/http/failures.ts';
import { tokenOf } from '../../kit/jwt.ts';

// Whatever pages, backends and arguments say. DOCTOR_RUNS=100000 tries it for longer.

const RUNS = Number(process.env.DOCTOR_RUNS ?? 5000);
const now = Math.floor(Date.now() / 1000);
const SID = 'sess_2aB3cD4eF5gH6iJ7kL8mN9oP0';
const TOKEN = tokenOf({ sid: SID, iat: now, exp: now + 36_000 });
const COOKIE = 'Zx9Yw8Vu7Ts6Rq5Po4Nm3';
const ENV = { TOKEN, COOKIES: `theme=dark; id=${COOKIE}` };

const base64 = (text: string) => Buffer.from(text).toString('base64');
/** What no terminal may get; the report's own lines end by `\n`. */
const ACTS = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const lettersOf = (text: string) => text.replace(/[^a-z\d]/gi, '');
/** Its header is that of all tokens, of made-up ones, too. */
const SECRETS = [TOKEN.slice(TOKEN.indexOf('.') + 1), SID.slice(5), COOKIE].map(lettersOf);
const PIECES = new Set(
  SECRETS.flatMap((secret) => Array.from({ length: secret.length - 9 }, (_, at) => secret.slice(at, at + 10))),
);
function tells(text: string): boolean {
  const letters = lettersOf(text);
  for (let at = 0; at + 10 <= letters.length; at++) if (PIECES.has(letters.slice(at, at + 10))) return true;
  return false;
}

const text = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.string({ maxLength: 20 }),
  fc.constantFrom(
    ...[
      '\u001b[2J✓ works\n✓ works',
      '\u009b2J',
      '\u001b]52;c;eA==\u0007',
      '\u202e',
      '\ud800',
      '__proto__',
      'x'.repeat(9000),
    ],
    ...[TOKEN, `Bearer ${TOKEN}`, SID, COOKIE, base64(TOKEN), base64(`Bearer ${TOKEN}`), ENV.COOKIES],
    ...[
      TOKEN.replace(/.{8}/g, '$& '),
      TOKEN.replace(/.{7}/g, '$&\u0001'),
      TOKEN.slice(20, 90),
      encodeURIComponent(TOKEN),
    ],
    ...[
      '*',
      "'none'",
      'https://*',
      '/sign-in',
      'http://a.localhost/me',
      '//[',
      'http://[::1',
      '%zz',
      '>',
      '-->',
      '"',
      "'",
    ],
  ),
);
const nameOf = (...names: string[]) => fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...names) }, text);

const attribute = fc.tuple(
  nameOf(
    ...[
      'src',
      'type',
      'language',
      'integrity',
      'crossorigin',
      'nonce',
      'href',
      'content',
      'http-equiv',
      'charset',
      'async',
    ],
    ...[
      'data-token-origins',
      'data-token-origin',
      'data-backend-origins',
      'data-send',
      'data-wait',
      'data-exclude',
      'data-x',
    ],
    ...['data-clerk-publishable-key', 'data-clerk-proxy-url', 'data-token-header', 'data-session-param', 'data-patch'],
  ),
  nameOf('localhost:*', "'self'", 'session-token', '/clerk-ajax.min.js', 'Content-Security-Policy', 'utf-16'),
);
const piece = fc.oneof(
  text,
  fc
    .tuple(
      nameOf('script', 'meta', 'base', 'div', 'template', 'svg', 'noscript'),
      fc.array(attribute, { maxLength: 6 }),
    )
    .map(
      ([name, attributes]) =>
        `<${name} ${attributes.map(([each, value]) => `${each}="${value.replace(/"/g, '&quot;')}"`).join(' ')}></${name}>`,
    ),
);
const html = fc
  .array(piece, { maxLength: 8 })
  .map((pieces) => `<script src="/clerk-ajax.js" data-token-origins="localhost:*"></script>${pieces.join('')}`);

const header = fc.tuple(
  fc.constantFrom(
    ...['access-control-allow-origin', 'access-control-allow-credentials', 'access-control-allow-methods', 'location'],
    ...[
      'access-control-allow-headers',
      'x-clerk-auth-status',
      'x-clerk-auth-reason',
      'x-clerk-auth-message',
      'date',
      'age',
    ],
    ...[
      'content-security-policy',
      'content-type',
      'cache-control',
      'vary',
      'x-content-type-options',
      'access-control-max-age',
    ],
  ),
  nameOf(
    'http://localhost:4400',
    'true',
    'signed-out',
    'text/html; charset=utf-16',
    'session-token-missing',
    'GET, PUT',
  ),
);
const answer = fc.record({
  status: fc.constantFrom(200, 200, 204, 302, 401, 403, 404, 500),
  headers: fc.array(header, { maxLength: 6 }),
  body: fc.oneof(html, text),
  failure: fc.option(text, { freq: 20 }),
});

/** No secret in pieces: only whole ones can be told from other words where no argument names them. */
const word = fc.oneof(
  { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  fc.constantFrom(
    '\u001b[2J',
    '\u009b2J\n✓ works',
    '\u202e',
    'x'.repeat(9000),
    TOKEN,
    SID,
    'http://a/',
    'pk_test_x',
    '*',
    '--',
  ),
);
const argument = fc.oneof(
  fc.constantFrom(
    '--tag',
    '--json',
    '--all',
    '--verbose',
    '--token-env=TOKEN',
    '--cookie-env=COOKIES',
    '--for=express',
  ),
  fc
    .tuple(
      fc.constantFrom('--key', '--method', '--header', '--send', '--token-header', '--template', '--timeout'),
      word,
    )
    .map(([name, value]) => `${name}=${value}`),
);
const known = fc.subarray([
  '--tag',
  '--json',
  '--all',
  '--verbose',
  '--token-env=TOKEN',
  '--cookie-env=COOKIES',
  '--for=nginx',
]);
const args = fc.oneof(
  {
    weight: 5,
    arbitrary: known.map((more) => ['check', 'http://localhost:9/me', '--page', 'http://localhost:4400/', ...more]),
  },
  fc
    .array(argument, { maxLength: 4 })
    .map((more) => ['check', 'http://localhost:9/me', '--page', 'http://localhost:4400/', ...more]),
  fc.tuple(word, word).map(([url, page]) => ['check', url, '--page', page]),
  fc.array(argument, { maxLength: 3 }).map((more) => ['tag', '--backend', 'http://localhost:9/me', ...more]),
  fc.array(word, { maxLength: 3 }),
);

type Fake = Omit<Answer, 'header' | 'body' | 'url' | 'time'> & {
  headers: [string, string][];
  body: string;
  failure: string | null;
};

/** Answers in place of the network. */
function fakeSend(answers: Fake[], ask: () => void) {
  let count = 0;
  return async function send(this: HttpClient, request: HttpRequest): Promise<Answer> {
    ask();
    if (this.sent.length >= 25) throw new RequestBudgetSpent();
    const { status, headers, body, failure } = answers[count++ % answers.length] as Fake;
    const note = { request, status, took: 0 };
    this.sent.push(failure === null ? note : { request, failure, took: 0 });
    if (failure !== null) throw new RequestFailed('ECONNRESET', failure);
    const map = new Map(headers.map(([name, value]) => [name, value.replace(/[^\t -~\x80-\xff]/g, '')]));
    return { url: request.url, status, header: (name) => map.get(name), body: Buffer.from(body), time: Date.now() };
  };
}

describe('the doctor, whatever it is told', function () {
  this.timeout(RUNS * 100);
  const { send } = HttpClient.prototype;
  after(() => {
    HttpClient.prototype.send = send;
  });

  it('K3 K7: no stack trace, nothing that acts on a terminal, no secret, and no end of output', async () => {
    await fc.assert(
      fc.asyncProperty(args, fc.array(answer, { minLength: 1, maxLength: 5 }), async (given, answers) => {
        let isAsked = false;
        HttpClient.prototype.send = fakeSend(answers, () => {
          isAsked = true;
        });
        let said = '';
        const print = (more: string) => {
          said += more;
        };
        const start = performance.now();
        const code = await run(given, { out: print, err: print, colours: false, env: ENV });
        expect(code).to.be.oneOf([0, 1, 2]);
        expect(said).not.to.match(/internal error|\n +at /);
        expect(ACTS.exec(said)?.[0]).to.equal(undefined);
        // What no argument names is not sent, so that nobody can repeat it.
        const isNamed = ['--token-env=TOKEN', '--cookie-env=COOKIES'].every((each) => given.includes(each));
        if (isNamed || !isAsked) expect(tells(said), 'a secret').to.equal(false);
        expect(said.length).to.be.below(200_000);
        expect(performance.now() - start).to.be.below(10_000);
      }),
      { numRuns: RUNS },
    );
  });
});
