import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { generate } from 'selfsigned';
import { type Demo, startDemo } from '../../../demo/server.ts';
import { answerRightly } from './backend.ts';

// dist/doctor.js, as a user runs it.

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

const doctor = (args: string[], env: Record<string, string> = {}, file = join(ROOT, 'dist/doctor.js')) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    const child = execFile(process.execPath, [file, ...args], { env: { ...process.env, ...env } }, (_, out, err) =>
      resolve({ code: child.exitCode ?? -1, out, err }),
    );
  });

describe('the command of the doctor', function () {
  this.timeout(30_000);

  it('K2 G4: it runs where there is no other package', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'clerk-ajax-doctor-'));
    for (const file of ['package.json', 'dist/doctor.js']) cpSync(join(ROOT, file), join(directory, file));
    const { code, out } = await doctor(['--version'], {}, join(directory, 'dist/doctor.js'));
    rmSync(directory, { recursive: true });
    expect(code).to.equal(0);
    expect(out).to.match(/^\d+\.\d+\.\d+\n$/);
  });

  it('K2: colours only where a terminal has them', async () => {
    const { err } = await doctor(['check']);
    expect(err).not.to.include('\u001b');
  });
});

describe('the doctor on the demo', function () {
  this.timeout(30_000);
  let demo: Demo;
  before(async () => {
    demo = await startDemo();
  });
  after(() => demo.close());

  for (const [backend, path, page, mode] of [
    ['backendUrl', '/classic/me', '/?way=classic', 'session-id credentials'],
    ['backendUrl', '/token/me', '/', 'session-token'],
    ['currentBackendUrl', '/me', '/', 'session-token'],
  ] as const) {
    it(`K1 K5: ${path} of ${backend}, and its page, are clean`, async () => {
      const { clerk, pageUrl, [backend]: backendUrl } = demo;
      const session = clerk?.sessions.find(({ status }) => status === 'active');
      if (!clerk || !session) throw new Error('the demo has no session');
      const TOKEN = await clerk.token(session, pageUrl);
      const args = ['check', backendUrl + path, '--page', pageUrl + page, '--tag', '--token-env', 'TOKEN', '--json'];
      const { code, out } = await doctor(args, { TOKEN });
      const { modes, decisive, findings } = JSON.parse(out);
      expect([code, decisive, modes[mode]]).to.deep.equal([0, mode, 'works']);
      const ofWay = findings.filter((finding: { modes: string[] }) => finding.modes.includes(mode));
      expect(ofWay).to.deep.equal([]);
    });
  }

  it('K4: a token of another page is refused as Clerk says it, with the party to allow', async () => {
    const { clerk, pageUrl, backendUrl } = demo;
    const [session] = clerk?.sessions ?? [];
    if (!clerk || !session) throw new Error('the demo has no session');
    const TOKEN = await clerk.token(session, 'https://other.example.com');
    const args = ['check', `${backendUrl}/token/me`, '--page', pageUrl, '--token-env', 'TOKEN', '--for', 'express'];
    const { code, out } = await doctor(args, { TOKEN });
    expect(code).to.equal(1);
    expect(out).to.match(/^✗ will fail: the backend does not accept tokens of this page's origin \(azp\)\n/);
    expect(out.replace(/\s+/g, ' ')).to.include(
      'answers 401 to a call with the token (token-invalid-authorized-parties',
    );
    expect(out.replace(/\s+/g, ' ')).to.include('The token was made for a page of https://other.example.com (azp)');
    expect(out).to.include(`clerkMiddleware({ authorizedParties: ['${pageUrl}'] })`);
  });
});

describe('the doctor and certificates', function () {
  this.timeout(30_000);
  const DAY = 24 * 3600 * 1000;
  const directory = mkdtempSync(join(tmpdir(), 'clerk-ajax-certificates-'));
  after(() => rmSync(directory, { recursive: true }));

  /** Asks a server that has a certificate for a host, which the doctor trusts or not. */
  async function ask(host: string, since: number, days: number, isTrusted: boolean) {
    const { cert, private: key } = await generate([{ name: 'commonName', value: host }], {
      keyType: 'ec',
      notBeforeDate: new Date(Date.now() + since * DAY),
      notAfterDate: new Date(Date.now() + (since + days) * DAY),
      extensions: [
        { name: 'basicConstraints', cA: true },
        { name: 'subjectAltName', altNames: [{ type: 2, value: host }] },
      ],
    });
    const page = 'https://localhost:4400';
    const server = createServer({ cert, key }, answerRightly(page));
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
    const file = join(directory, `${host}${since}${days}.pem`);
    writeFileSync(file, cert);
    const url = `https://localhost:${(server.address() as AddressInfo).port}/me`;
    const result = await doctor(['check', url, '--page', page], isTrusted ? { NODE_EXTRA_CA_CERTS: file } : {});
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    return result;
  }

  it('K1: one that is trusted', async () => {
    const { code, out } = await ask('localhost', -1, 30, true);
    expect(out).to.match(/^✓ works, as far as can be told without a session\n/);
    expect(code).to.equal(0);
  });

  for (const [what, host, since, days, isTrusted, sentence] of [
    ['that nobody has signed', 'localhost', -1, 30, false, 'it is signed by itself, and by nobody whom browsers trust'],
    ['that has expired', 'localhost', -30, 20, true, 'it has expired'],
    ['that is not valid yet', 'localhost', 5, 20, true, 'it is not valid yet'],
    ['of another host', 'example.com', -1, 30, true, 'it is for other hosts'],
  ] as const) {
    it(`K1 K2: one ${what}, which browsers refuse`, async () => {
      const { code, out } = await ask(host, since, days, isTrusted);
      const text = out.replace(/\s+/g, ' ');
      expect(text).to.match(/^✗ will fail: browsers refuse the certificate of the backend /);
      expect(text).to.match(/Seen: The certificate of localhost:\d+ is refused/);
      expect(text).to.include(sentence);
      expect(code).to.equal(1);
    });
  }
});
