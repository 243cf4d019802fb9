import { expect } from 'chai';
import { tokenOf } from '../../kit/jwt.ts';
import { askDoctor } from '../../servers/doctor.ts';
import { answerRightly, closeBackends, startBackend } from './backend.ts';

const now = Math.floor(Date.now() / 1000);
const TOKEN = tokenOf({ sid: 'sess_secret', iat: now, exp: now + 3600 });
const PAGE = 'http://localhost:4400';

const check = (url: string, ...more: string[]) =>
  askDoctor({ args: ['check', url, '--page', PAGE, ...more], env: { TOKEN } });

describe('what the doctor says', () => {
  afterEach(closeBackends);

  it('K2 K4: of a backend without CORS, in a form to paste', async () => {
    const { origin } = await startBackend((_, res) => res.writeHead(401).end());
    const { code, out, err } = await check(`${origin}/me`, '--for', 'php');
    expect(out).to.equal(`✗ will fail: the backend's CORS does not allow this page

  Allow the page in the CORS of the backend, before anything looks for a
  session:
    Access-Control-Allow-Origin: ${PAGE}
    Vary: Origin
    Access-Control-Allow-Headers: Authorization

  Seen: The answer to OPTIONS has no Access-Control-Allow-Origin.

PHP, before anything looks for a session:

    header('Vary: Origin');
    if (($_SERVER['HTTP_ORIGIN'] ?? '') === '${PAGE}') {
        header('Access-Control-Allow-Origin: ${PAGE}');
        if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
            header('Access-Control-Allow-Methods: GET, POST, PUT, PATCH, DELETE');
            header('Access-Control-Allow-Headers: Authorization, Content-Type');
        }
    }
    if ($_SERVER['REQUEST_METHOD'] === 'OPTIONS') {
        http_response_code(204);
        exit;
    }

Calls to ${origin}/me from the page ${PAGE}/, with
session tokens (data-token-origins).

✗ The answer to OPTIONS has status 401, and browsers take 200 to 299 only.
  Answer OPTIONS before anything looks for a session: browsers send none with
  it.

✗ The answer to OPTIONS has no Access-Control-Allow-Headers.

· No call had a real session.
  Pass a session token with --token-env, to see whether the backend accepts it.

The other mode, session IDs and cookies (data-backend-origins): will fail (--all
says why).
`);
    expect([code, err]).to.deep.equal([1, '']);
  });

  it('K K2: of a backend that is right', async () => {
    const { origin } = await startBackend(answerRightly(PAGE));
    const { code, out } = await check(`${origin}/me`, '--token-env', 'TOKEN');
    expect(out).to.equal(`✓ works

Calls to ${origin}/me from the page ${PAGE}/, with
session tokens (data-token-origins).

The other mode, session IDs and cookies (data-backend-origins): works.
`);
    expect(code).to.equal(0);
  });

  it('K4: where a stack has words for it, --for is named', async () => {
    const { origin } = await startBackend((_, res) => res.writeHead(401).end());
    const hint = /\n\nWith --for STACK it prints the code of the backend: express, .*go\.\n$/s;
    expect((await check(origin)).out).to.match(hint);
    expect((await check(origin, '--for', 'go')).out).not.to.match(hint);
  });

  it('K2: the exit code is that of the mode that --send names', async () => {
    const { origin } = await startBackend(
      answerRightly(PAGE, { headers: { 'Access-Control-Allow-Credentials': 'yes' } }),
    );
    const codes = ['session-token', 'session-id credentials'].map(
      async (send) => (await check(origin, '--send', send)).code,
    );
    expect(await Promise.all(codes)).to.deep.equal([0, 1]);
  });

  it('K2: as JSON, in the shape of docs/doctor.md', async () => {
    const { origin } = await startBackend(answerRightly(PAGE, { status: 403 }));
    const { code, out } = await check(
      `${origin}/me`,
      '--json',
      '--token-env',
      'TOKEN',
      '--for',
      'express',
      '--method',
      'PUT',
    );
    const { findings, requests, snippets, ...rest } = JSON.parse(out);
    expect(rest).to.deep.equal({
      format: 1,
      url: `${origin}/me`,
      page: `${PAGE}/`,
      modes: { 'session-token': 'will fail', 'session-id credentials': 'will fail' },
      decisive: 'session-token',
      cause: { id: 'preflight-method', text: "the backend's CORS does not allow a method of the page" },
      exitCode: 1,
      warmStart: null,
    });
    expect(code).to.equal(1);
    expect(findings[0]).to.have.all.keys('id', 'severity', 'modes', 'seen', 'change', 'paste');
    expect(findings[0]).to.include({ id: 'preflight-method', severity: 'fault' });
    expect(findings.map(({ id }: { id: string }) => id)).to.include('forbidden');
    for (const request of requests) expect(request).to.have.all.keys('curl', 'status', 'failure', 'took');
    for (const snippet of snippets) expect(snippet).to.have.all.keys('title', 'code');
    expect(snippets).to.have.length(1);
  });

  it('K2: nobody there, as a sentence and as JSON, with exit code 2', async () => {
    const { origin, close } = await startBackend(() => {});
    await close();
    const host = origin.slice(7);
    expect(await check(origin)).to.deep.equal({
      code: 2,
      out: '',
      err: `clerk-ajax: nobody listens at ${host}: is the server running, and is the port right?\n`,
    });
    const { code, out, err } = await check(origin, '--json');
    expect([code, err]).to.deep.equal([2, '']);
    const message = `nobody listens at ${host}: is the server running, and is the port right?`;
    expect(JSON.parse(out)).to.deep.equal({ format: 1, exitCode: 2, error: { code: 'ECONNREFUSED', message } });
  });

  it('K2: no such host', async () => {
    const { code, err } = await check('http://api.invalid/');
    expect(code).to.equal(2);
    expect(err).to.match(/there is no host api\.invalid|api\.invalid could not be looked up/);
  });

  it('K2: an answer that takes longer than --timeout', async () => {
    const { origin } = await startBackend(() => {});
    const { code, err } = await check(origin, '--timeout', '60');
    expect([code, err]).to.deep.equal([
      2,
      `clerk-ajax: ${origin.slice(7)} has not answered in full within 60 ms (--timeout)\n`,
    ]);
  });

  it('K2: arguments that make no sense, with where to read more', async () => {
    for (const args of [[], ['chek'], ['check'], ['check', 'x', '--page', PAGE]]) {
      const { code, out, err } = await askDoctor({ args, env: {} });
      expect([code, out]).to.deep.equal([2, '']);
      expect(err).to.match(/^clerk-ajax: .+\nSee npx clerk-ajax --help\n$/);
    }
  });

  it('K2: --help and --version', async () => {
    const help = await askDoctor({ args: ['check', '--help'], env: {} });
    expect(help.out).to.match(/npx clerk-ajax check <URL of a call> --page <URL of the page>/);
    const version = await askDoctor({ args: ['--version'], env: {} });
    expect(version.out).to.match(/^\d+\.\d+\.\d+\n$/);
    expect([help.code, version.code]).to.deep.equal([0, 0]);
  });
});
