import type { IncomingMessage, ServerResponse } from 'node:http';
import { expect } from 'chai';
import { tokenOf } from '../../kit/jwt.ts';
import { askDoctor } from '../../servers/doctor.ts';
import { answerRightly, closeBackends, corsFor, startBackend } from './backend.ts';

// What a browser does not tell by itself, so that test/doctor cannot compare it.

const PAGE = 'http://localhost:4400';
const keyOf = (host: string, kind = 'test') => `pk_${kind}_${Buffer.from(`${host}$`).toString('base64')}`;
const tokenWith = (claims: object) => tokenOf({ sid: 'sess_A', ...claims });

interface Found {
  ids: string[];
  seen: string;
}
async function check(url: string, args: string[], env: Record<string, string> = {}): Promise<Found> {
  const { out } = await askDoctor({
    args: ['check', url, '--json', ...(args.includes('--page') ? [] : ['--page', PAGE]), ...args],
    env,
  });
  const { findings } = JSON.parse(out) as { findings: { id: string; seen: string }[] };
  return { ids: findings.map(({ id }) => id), seen: findings.map(({ seen }) => seen).join('\n') };
}

/** A backend that is right but for some headers. */
const withHeaders = (headers: Record<string, string>) => answerRightly(PAGE, { headers });

const clerk = (reason: (req: IncomingMessage) => string) => (req: IncomingMessage, res: ServerResponse) => {
  const headers = { 'x-clerk-auth-status': 'signed-out', 'x-clerk-auth-reason': reason(req) };
  res.writeHead(req.method === 'OPTIONS' ? 204 : 401, { ...corsFor(PAGE), ...headers }).end();
};

describe('what the doctor hints at', () => {
  afterEach(closeBackends);

  const BACKENDS: Record<string, [answer: Parameters<typeof startBackend>[0], id: string]> = {
    'a document whose URL has the session ID': [withHeaders({ 'Content-Type': 'text/html' }), 'referrer'],
    'a preflight that browsers forget': [withHeaders({ 'Access-Control-Max-Age': '0' }), 'no-max-age'],
    'a page that needs no session': [(_, res) => res.writeHead(200, corsFor(PAGE)).end(), 'not-protected'],
    'a header that does not arrive': [clerk(() => 'session-token-and-uat-missing'), 'token-not-read'],
    'a newer SDK behind data-backend-origins': [
      clerk(({ headers }) => (headers.authorization ? 'token-invalid' : 'none')),
      'current-sdk',
    ],
    'a reason that the page cannot read': [
      clerk(({ headers }) => (headers.authorization ? 'token-invalid' : 'none')),
      'not-exposed',
    ],
  };
  for (const [what, [answer, id]] of Object.entries(BACKENDS)) {
    it(`K4: ${what}`, async () => {
      const { origin } = await startBackend(answer);
      expect((await check(origin, [])).ids).to.include(id);
      const right = await startBackend(answerRightly(PAGE, { headers: { 'Cache-Control': 'no-store' } }));
      expect((await check(right.origin, [])).ids).to.deep.equal(['not-tried']);
    });
  }

  it('K4: tokens of another page and of another instance', async () => {
    const { origin } = await startBackend(answerRightly(PAGE));
    const TOKEN = tokenWith({ azp: 'https://other.example', iss: 'https://clerk.other.example' });
    const args = ['--token-env', 'TOKEN', '--key', keyOf('clerk.example.com')];
    const { ids, seen } = await check(origin, args, { TOKEN });
    expect(ids).to.deep.equal(['token-of-other-page', 'token-of-other-instance']);
    expect(seen).to.include('https://other.example (azp)').and.to.include('https://clerk.other.example (iss)');
    const own = { TOKEN: tokenWith({ azp: PAGE, iss: 'https://clerk.example.com' }) };
    expect((await check(origin, args, own)).ids).to.deep.equal([]);
  });

  const REASONS: Record<string, RegExp> = {
    'token-expired': /clock/,
    'jwk-kid-mismatch': /secret key, or the JWT key/,
    'secret-key-invalid': /valid secret key/,
    'session-token-and-uat-missing': /Let the header Authorization through/,
    'token-invalid-authorized-parties': /Add http:\/\/localhost:4400 to the authorized parties \(azp\)/,
    'something-new': /Does it allow the party/,
  };
  for (const [reason, change] of Object.entries(REASONS)) {
    it(`K4: a refusal with ${reason}`, async () => {
      const { origin } = await startBackend(clerk(() => reason));
      const args = ['check', origin, '--page', PAGE, '--json', '--token-env', 'TOKEN', '--send', 'session-token'];
      const { out } = await askDoctor({ args, env: { TOKEN: tokenWith({}) } });
      const [finding] = JSON.parse(out).findings;
      expect(finding.seen).to.include(reason);
      expect(finding.change).to.match(change);
    });
  }

  it('K4: a refused session ID: the other list for newer SDKs, what older ones need', async () => {
    const { origin } = await startBackend(clerk(() => 'session-token-missing'));
    const args = [
      'check',
      origin,
      '--page',
      PAGE,
      '--json',
      '--token-env',
      'TOKEN',
      '--send',
      'session-id credentials',
    ];
    const { out } = await askDoctor({ args, env: { TOKEN: tokenWith({}) } });
    const { findings } = JSON.parse(out) as {
      findings: { id: string; modes: string[]; change: string; paste: string[] }[];
    };
    const found = findings.find(({ id, modes }) => id === 'refused' && modes.includes('session-id credentials'));
    expect(found?.change).to.match(/SDKs from 2022 or later do not read session IDs/);
    // It is one of these.
    expect(found?.change).not.to.include('Older ones');
    expect(found?.paste).to.deep.equal([`data-token-origins="${origin}"`]);
  });

  const tag = (more = '') => `<script src="/clerk-ajax.min.js" data-token-origins="localhost:*"${more}></script>`;
  const KEY = keyOf('clerk.example.com', 'live');
  const PAGES: Record<string, [html: string, policy: string, id: string, args?: string[]]> = {
    'no ClerkJS': [tag(), '', 'no-clerk'],
    'two tags': [tag() + tag(), '', 'tag-twice'],
    'another key': [
      tag(` data-clerk-publishable-key="${KEY}"`),
      '',
      'other-key',
      ['--key', keyOf('clerk.other.example')],
    ],
    'a key that is none': [tag(' data-clerk-publishable-key="pk_test_x"'), '', 'key-invalid'],
    'Trusted Types without the policy': [
      tag(` data-clerk-publishable-key="${KEY}"`),
      "require-trusted-types-for 'script'; trusted-types dompurify",
      'trusted-types',
    ],
    'a policy without ClerkJS': [
      tag(` data-clerk-publishable-key="${KEY}"`),
      "script-src 'self'",
      'policy-clerk-script',
    ],
    'a policy without the Frontend API': [
      tag(` data-clerk-publishable-key="${KEY}"`),
      'connect-src localhost:*',
      'policy-clerk-connect',
    ],
    'a policy in its HTML': [
      `<meta http-equiv="content-security-policy" content="connect-src 'none'">${tag()}`,
      '',
      'policy-connect',
    ],
  };
  for (const [what, [html, policy, id, args = []]] of Object.entries(PAGES)) {
    it(`K5: a page with ${what}`, async () => {
      const page = await startBackend((_, res) =>
        res.writeHead(200, policy ? { 'Content-Security-Policy': policy } : {}).end(html),
      );
      const { origin } = await startBackend(answerRightly(page.origin));
      expect((await check(origin, ['--tag', '--page', page.origin, ...args])).ids).to.include(id);
    });
  }

  it('K5: a page that needs a login', async () => {
    const page = await startBackend((_, res) => res.writeHead(401).end('<p>Sign in'));
    const { origin } = await startBackend(answerRightly(page.origin));
    expect((await check(origin, ['--tag', '--page', page.origin])).ids).to.include('page-not-read');
  });
});
