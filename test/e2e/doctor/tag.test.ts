import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { tokenOf } from '../../kit/jwt.ts';
import { askDoctor } from '../../servers/doctor.ts';
import { answerRightly, closeBackends, startBackend } from './backend.ts';

const PAGE = 'http://localhost:4400';
const KEY = `pk_test_${Buffer.from('demo.clerk.accounts.dev$').toString('base64')}`;
const now = Math.floor(Date.now() / 1000);
const TOKEN = tokenOf({ sid: 'sess_A', iat: now, exp: now + 3600 });

const tag = (...args: string[]) => askDoctor({ args: ['tag', ...args], env: { TOKEN } });

describe('the command tag', () => {
  afterEach(closeBackends);

  it('K6: prints a tag with the key, the backend, and the integrity of the file of this version', async () => {
    const { origin } = await startBackend((_, res) => res.writeHead(401, { 'x-clerk-auth-reason': 'x' }).end());
    const { code, out } = await tag('--key', KEY, '--backend', `${origin}/me`);
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const hash = createHash('sha384').update(readFileSync('dist/clerk-ajax.min.js')).digest('base64');
    expect(out).to.include(`    <script src="https://cdn.jsdelivr.net/npm/clerk-ajax@${version}/dist/clerk-ajax.min.js"
            integrity="sha384-${hash}"
            crossorigin="anonymous"
            data-clerk-publishable-key="${KEY}"
            data-token-origins="${origin}"></script>
`);
    expect(out).to.include("answers as Clerk's SDKs from 2022 or later do");
    expect(out).to.include(`npx clerk-ajax check ${origin}/me --page`);
    expect(code).to.equal(0);
  });

  it('K6: names a backend that takes session IDs only in the list for them', async () => {
    const current = await startBackend(answerRightly(PAGE));
    const old = await startBackend((req, res) => {
      if (req.method !== 'OPTIONS') delete req.headers.authorization;
      return answerRightly(PAGE)(req, res);
    });
    const args = ['--backend', current.origin, '--backend', old.origin, '--page', PAGE, '--token-env', 'TOKEN'];
    const { out } = await tag('--key', KEY, ...args);
    expect(out).to.include(`data-token-origins="${current.origin}"\n`);
    expect(out).to.include(`data-backend-origins="${old.origin}"></script>`);
    expect(out).to.include('accepts the session ID and not the token');
    expect(out).not.to.include(TOKEN);
  });

  it("K6: prints the backend's side with --for", async () => {
    const { origin } = await startBackend((_, res) => res.writeHead(401).end());
    const { out } = await tag('--key', KEY, '--backend', origin, '--page', PAGE, '--for', 'express');
    expect(out).to.include('app.use(cors({').and.include(`authorizedParties: ['${PAGE}']`);
    expect(out).to.include("Content-Type'").and.include("'DELETE'");
  });

  it('K6: prints a tag for a backend that does not respond, and says so', async () => {
    const { origin, close } = await startBackend(() => {});
    await close();
    const { code, out } = await tag('--key', KEY, '--backend', origin);
    expect(out).to.include(`data-token-origins="${origin}"`).and.include('did not respond');
    expect(code).to.equal(0);
  });

  for (const [what, args, message] of [
    ['no key', ['--backend', PAGE], /--key is missing/],
    ['no backend', ['--key', KEY], /--backend is missing/],
    ['a stack without a page', ['--key', KEY, '--backend', PAGE, '--for', 'go'], /--for needs --page/],
    ['a secret key', ['--key', 'sk_live_abc', '--backend', PAGE], /--key is a secret key/],
  ] as const) {
    it(`K2 K6: ${what} is refused in a sentence`, async () => {
      const { code, err } = await tag(...args);
      expect(code).to.equal(2);
      expect(err)
        .to.match(message)
        .and.match(/See npx clerk-ajax --help\n$/);
      expect(err).not.to.include('sk_live_abc');
    });
  }
});
