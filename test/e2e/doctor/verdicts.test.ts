import { writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { tokenOf } from '../../kit/jwt.ts';
import { askDoctor } from '../../servers/doctor.ts';
import { answerRightly, type Backend, closeBackends, corsFor, startBackend } from './backend.ts';

// What the doctor says of the mistakes that adopters make most: the first line is the answer.

const PAGE = 'http://localhost:4400';
const now = Math.floor(Date.now() / 1000);
const tokenWith = (claims: object = {}) => tokenOf({ sid: 'sess_A', iat: now, exp: now + 3600, ...claims });

interface Said {
  code: number;
  out: string;
  /** The first line, and those into which it is broken. */
  first: string;
  err: string;
}

async function check(url: string, args: string[] = [], env: Record<string, string> = {}): Promise<Said> {
  const token = args.includes('--no-token') ? [] : ['--token-env', 'TOKEN'];
  const page = args.includes('--page') ? [] : ['--page', PAGE];
  const rest = args.filter((each) => each !== '--no-token');
  const { code, out, err } = await askDoctor({
    args: ['check', url, ...page, ...token, ...rest],
    env: { TOKEN: tokenWith(), ...env },
  });
  const [first = ''] = out.split('\n\n');
  return { code, out: out.replace(/\s+/g, ' '), first: first.replace(/\n/g, ' '), err };
}

type Answer = (req: IncomingMessage, res: ServerResponse) => unknown;
const json =
  (body: object, status = 200, headers: Record<string, string> = {}) =>
  (res: ServerResponse) =>
    res
      .writeHead(status, { ...corsFor(PAGE), 'Content-Type': 'application/json', ...headers })
      .end(JSON.stringify(body));
const onCalls =
  (answer: (req: IncomingMessage, res: ServerResponse) => unknown): Answer =>
  (req, res) =>
    req.method === 'OPTIONS' ? res.writeHead(204, corsFor(PAGE)).end() : answer(req, res);

const signedOut = (reason: string) => ({ 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-reason': reason });

describe('the first line of the doctor', () => {
  afterEach(closeBackends);

  const REFUSALS: Record<string, [answer: Answer, first: RegExp]> = {
    '200 whose headers say "signed out"': [
      onCalls((_, res) => json({ error: 'unauthenticated' }, 200, signedOut('token-invalid-authorized-parties'))(res)),
      /^✗ will fail: the backend does not accept tokens of this page's origin \(azp\)$/,
    ],
    '200 whose body says "unauthenticated", whatever the token': [
      onCalls((_, res) => json({ error: 'unauthenticated', at: Date.now() })(res)),
      /^✗ will fail: the backend refuses the token$/,
    ],
    '404 with the headers of Clerk': [
      onCalls((_, res) => json({}, 404, signedOut('token-type-mismatch'))(res)),
      /^✗ will fail: the token is not a session token$/,
    ],
    'a redirect to a sign-in page with the headers of Clerk': [
      onCalls((_, res) =>
        res.writeHead(302, { ...corsFor(PAGE), ...signedOut('jwk-kid-mismatch'), Location: '/' }).end(),
      ),
      /^✗ will fail: the backend has the keys of another Clerk instance$/,
    ],
    'a redirect to a sign-in page of its own, which answers 200': [
      onCalls(({ url }, res) =>
        url === '/sign-in'
          ? res.writeHead(200, corsFor(PAGE)).end('<form>')
          : res.writeHead(302, { ...corsFor(PAGE), Location: '/sign-in' }).end(),
      ),
      /^✗ will fail: the backend refuses the token$/,
    ],
    'a proxy that drops Authorization': [
      onCalls((_, res) => json({}, 401, signedOut('session-token-missing'))(res)),
      /^✗ will fail: the token does not arrive: something drops the Authorization header$/,
    ],
    'a clock that is wrong': [
      onCalls((_, res) =>
        json({}, 401, { ...signedOut('token-expired'), Date: new Date(Date.now() + 7_200_000).toUTCString() })(res),
      ),
      /^✗ will fail: the backend's clock and the times of the token do not agree$/,
    ],
  };
  for (const [what, [answer, first]] of Object.entries(REFUSALS)) {
    it(`K1 K4: ${what} is a refusal, and the first line says why`, async () => {
      const { origin } = await startBackend(answer);
      const said = await check(`${origin}/me`);
      expect(said.first).to.match(first);
      expect(said.code).to.equal(1);
    });
  }

  it('K4: a wrong clock is said once, with both times', async () => {
    const Date_ = new Date(Date.now() + 7_200_000).toUTCString();
    const { origin } = await startBackend(
      onCalls((_, res) => json({}, 401, { ...signedOut('token-expired'), Date: Date_ })(res)),
    );
    const { out } = await check(origin);
    expect(out.match(/its Date is/g)).to.have.length(1);
    expect(out).to.match(/its Date is [\d-]+ [\d:]+ UTC, and this machine's [\d-]+ [\d:]+ UTC/);
  });

  it('K4: an endpoint that sends the signed-out to a page is told to answer 401, and no origin is to be called', async () => {
    const { origin } = await startBackend(
      onCalls((_, res) => res.writeHead(302, { ...corsFor(PAGE), Location: 'http://login.localhost/sign-in' }).end()),
    );
    const { out } = await check(origin);
    expect(out).to.include('Let an API answer 401').and.not.include('data-token-origins="http://login');
    expect(out).not.to.include('redirect loop');
  });

  it('K4: nothing says "old SDK" of a backend that sends x-clerk-auth-reason', async () => {
    const { origin } = await startBackend(onCalls((_, res) => json({}, 401, signedOut('something-new'))(res)));
    expect((await check(origin, ['--all'])).out).not.to.match(/before 2022|Older ones/);
  });

  it('K4: a pending session is named', async () => {
    const { origin } = await startBackend(onCalls((_, res) => json({}, 401)(res)));
    const { first } = await check(origin, [], { TOKEN: tokenWith({ sts: 'pending' }) });
    expect(first).to.equal('✗ will fail: the session is pending, which counts as signed out');
  });

  it('K4: the line to paste keeps what the backend allows already', async () => {
    const { origin } = await startBackend(
      answerRightly(PAGE, { headers: { 'Access-Control-Allow-Headers': 'Content-Type, X-CSRF-Token' } }),
    );
    const { out } = await check(origin, ['--for', 'express']);
    expect(out).to.include('Access-Control-Allow-Headers: Content-Type, X-CSRF-Token, Authorization');
    expect(out).to.include("allowedHeaders: ['Content-Type', 'X-CSRF-Token', 'Authorization']");
    expect(out).to.include("methods: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']");
    expect(out).to.include('authorizedParties');
  });

  it('K4: only the mode that decides is shown; the other is one line, and --all shows it', async () => {
    const { origin } = await startBackend(
      answerRightly(PAGE, { headers: { 'Access-Control-Allow-Credentials': 'yes', 'Cache-Control': 'no-store' } }),
    );
    const { first, out } = await check(origin);
    expect(first).to.equal('✓ works');
    expect(out).not.to.include('✗');
    expect(out).to.include('data-backend-origins): will fail (--all says why)');
    expect((await check(origin, ['--all'])).out)
      .to.include('✗')
      .and.to.include('[session-id credentials]');
  });

  it('K2: text is wrapped to the width of the terminal, but for what is to be pasted', async () => {
    const { origin } = await startBackend((_, res) => res.writeHead(401).end());
    const { out } = await askDoctor({ args: ['check', origin, '--page', PAGE, '--for', 'apache'], env: {} });
    const long = out.split('\n').filter((line) => line.length > 80 && !line.startsWith('    '));
    expect(long).to.deep.equal([]);
  });
});

const keyOf = (host: string) => `pk_test_${Buffer.from(`${host}$`).toString('base64')}`;

describe('the doctor and ClerkJS', () => {
  afterEach(closeBackends);

  /** A page, its Clerk and a right backend. */
  async function checkPage(
    html: (clerk: Backend) => string,
    answer: Answer = (_, res) => res.writeHead(200).end('{}'),
  ) {
    const clerk = await startBackend(answer);
    const page = await startBackend(({ url }, res) =>
      res.writeHead(200).end(url?.startsWith('/clerk-ajax') ? 'ClerkAjax' : html(clerk)),
    );
    const { origin } = await startBackend(answerRightly(page.origin, { headers: { 'Cache-Control': 'no-store' } }));
    return check(origin, ['--tag', '--page', page.origin]);
  }
  const shim = (more = '') => `<script src="/clerk-ajax.min.js" data-token-origins="localhost:*"${more}></script>`;
  const clerkTag = (clerk: Backend, key = keyOf('clerk.localhost')) =>
    `<script src="${clerk.origin}/clerk.browser.js" data-clerk-publishable-key="${key}" data-clerk-proxy-url="${clerk.origin}/proxy"></script>`;

  it('K5: a page whose ClerkJS can load works', async () => {
    const { first, code } = await checkPage((clerk) => shim() + clerkTag(clerk));
    expect([first, code]).to.deep.equal(['✓ works', 0]);
  });

  it('K5: a page without ClerkJS, and without a script that could bring it in, will fail', async () => {
    const { first, code } = await checkPage(() => shim());
    expect([first, code]).to.deep.equal(['✗ will fail: the page does not load ClerkJS', 1]);
    const other = await checkPage(() => `${shim()}<script src="/clerk-ajax-bundle.js"></script>`);
    expect(other.code).to.equal(0);
    expect(other.out).to.include('nothing tells whether one of its scripts brings it in');
  });

  it('D8: whether the page can start warm is told from its tags', async () => {
    const warm = await checkPage((clerk) => shim() + clerkTag(clerk));
    expect(warm.out).to.include('Warm start: calls can leave before ClerkJS has loaded');
    const off = await checkPage((clerk) => shim(' data-warm-start="false"') + clerkTag(clerk));
    expect(off.out).to.include('Warm start: calls wait for ClerkJS: data-warm-start is "false"');
    const unknown = await checkPage(() => `${shim()}<script src="/clerk-ajax-bundle.js"></script>`);
    expect(unknown.out).to.include("the page's HTML has no publishable key");
    const template = await checkPage((clerk) => shim().replace('localhost:*', 'localhost:*#hasura') + clerkTag(clerk));
    expect(template.out).to.include('Clerk alone has tokens of a JWT template');
  });

  it("H2: the tag of Clerk's components is not taken for ClerkJS, its legacy and headless builds are", async () => {
    for (const [name, loads] of [
      ['ui.browser.js', false],
      ['ui.legacy.browser.js', false],
      ['clerk.legacy.browser.js', true],
      ['clerk.headless.browser.js', true],
    ] as const) {
      const { out } = await checkPage((clerk) => shim() + clerkTag(clerk).replace('clerk.browser.js', name));
      expect(!out.includes('has no tag of ClerkJS'), name).to.equal(loads);
    }
  });

  for (const [what, html] of Object.entries<(clerk: Backend) => string>({
    "Clerk's tag": (clerk) => shim() + clerkTag(clerk, 'pk_test_typo'),
    'the tag of clerk-ajax': () => shim(' data-clerk-publishable-key="pk_test_typo"'),
  })) {
    it(`K5: a typo in the publishable key of ${what} is the cause`, async () => {
      const { first, code } = await checkPage(html);
      expect([first, code]).to.deep.equal(['✗ will fail: the publishable key is not valid', 1]);
    });
  }

  it('K5: a script, or an instance, that is not there is the cause', async () => {
    const script = await checkPage(
      (clerk) => shim() + clerkTag(clerk),
      ({ url }, res) => res.writeHead(url === '/clerk.browser.js' ? 404 : 200).end(),
    );
    expect(script.first).to.equal('✗ will fail: ClerkJS cannot load');
    const instance = await checkPage(
      (clerk) => shim() + clerkTag(clerk),
      ({ url }, res) =>
        res
          .writeHead(url?.startsWith('/proxy') ? 404 : 200, { 'Content-Type': 'application/json' })
          .end('{"errors":[{"message":"Invalid host","code":"host_invalid"}]}'),
    );
    expect(instance.first).to.equal('✗ will fail: ClerkJS cannot load');
    expect(instance.out).to.include('answers 404: Invalid host');
  });

  it('K5: a misspelt list is the cause, with its right name, and no other list is advised', async () => {
    const { first, out } = await checkPage(
      (clerk) =>
        `<script src="/clerk-ajax.min.js" data-backend-origins="'self'" data-token-origin="localhost:*"></script>${clerkTag(clerk)}`,
    );
    expect(first).to.equal('✗ will fail: the name of an attribute of the tag is misspelt');
    expect(out).to.include('did you mean data-token-origins?').and.include('data-token-origins="localhost:*"');
    expect(out).not.to.include("data-backend-origins=\"'self' ");
  });
});

describe('the doctor and a page behind a login', () => {
  afterEach(closeBackends);
  const HTML =
    '<script src="/clerk-ajax.min.js" data-token-origins="localhost:*"></script><script src="/app.js"></script>';

  /** A page that only a cookie opens. */
  const startPage = () =>
    startBackend(({ headers, url }, res) => {
      if (url !== '/orders') return res.writeHead(200).end('<form>');
      return headers.cookie === 'session=s3cret; a=b'
        ? res.writeHead(200).end(HTML)
        : res.writeHead(302, { Location: '/account' }).end();
    });

  it('K5: it is a note that the page could not be read, and the backend is checked', async () => {
    const page = await startPage();
    const { origin } = await startBackend(answerRightly(page.origin, { headers: { 'Cache-Control': 'no-store' } }));
    const { first, out } = await check(origin, ['--tag', '--page', `${page.origin}/orders`]);
    expect(first).to.equal('✓ works');
    expect(out).to.match(/· The page could not be read as a signed-in user: it redirects to \S+\/account/);
    expect(out).to.include('--cookie-env').and.include('--html');
  });

  it('K3 K5: --cookie-env reads it with a cookie that goes to the page alone, and is not printed', async () => {
    const page = await startPage();
    const backend = await startBackend(answerRightly(page.origin));
    const env = { COOKIES: 'session=s3cret; a=b' };
    const args = ['--cookie-env', 'COOKIES', '--page', `${page.origin}/orders`, '--verbose'];
    const { out } = await check(backend.origin, args, env);
    expect(out).not.to.include('could not be read').and.not.include('s3cret');
    expect(out).to.include('Cookie: $COOKIES');
    expect(page.got.filter(({ cookie }) => cookie?.includes('s3cret')).map(({ url }) => url)).to.deep.equal([
      '/orders',
    ]);
    expect(backend.got.some(({ cookie }) => cookie?.includes('s3cret'))).to.equal(false);
  });

  it('K5: --html reads a saved page', async () => {
    const page = await startPage();
    const file = join(tmpdir(), `clerk-ajax-page-${process.pid}.html`);
    writeFileSync(file, HTML.replace('data-token-origins', 'data-backend-origins'));
    const { origin } = await startBackend(answerRightly(page.origin));
    const { out } = await check(origin, ['--html', file, '--page', `${page.origin}/orders`]);
    expect(page.got.map(({ url }) => url)).to.not.include('/orders');
    expect(out).to.include('with session IDs and cookies (data-backend-origins)');
  });
});

describe('what calls carry, as the tag says it', () => {
  afterEach(closeBackends);

  it('C11: the header that carries the token is the one of the tag, or of --token-header', async () => {
    const got: (string | undefined)[] = [];
    const { origin } = await startBackend(({ method, headers }, res) => {
      if (method !== 'OPTIONS' && headers['x-clerk-token'])
        got.push(`${headers['x-clerk-token']}`, headers.authorization);
      const allow = { 'Access-Control-Allow-Headers': 'X-Clerk-Token' };
      res
        .writeHead(method === 'OPTIONS' ? 204 : headers['x-clerk-token'] ? 200 : 401, { ...corsFor(PAGE), ...allow })
        .end();
    });
    const { code } = await check(origin, ['--token-header', 'X-Clerk-Token']);
    expect(code).to.equal(0);
    const [token, authorization] = got.slice(-2);
    expect(token).to.match(/^ey/);
    expect(authorization).to.equal(undefined);
    expect((await check(origin)).code).to.equal(1);
  });

  it('C9: tokens of a JWT template, which Clerk SDKs refuse', async () => {
    const { origin } = await startBackend(onCalls((_, res) => json({}, 401, signedOut('session-token-missing'))(res)));
    const { out } = await check(origin, ['--no-token', '--template', 'hasura']);
    expect(out).to.include('The page sends tokens of the JWT template hasura').and.include('refuse such tokens');
  });
});
