import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { ROOT } from '../servers/files.ts';

// demo/withClerk.ts as a user meets it: what it runs, and how it ends.

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs it, and sends it a signal once the command has printed `ready`. */
const run = (args: string[], signal?: NodeJS.Signals) =>
  new Promise<Run>((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/withClerk.ts', ...args], { cwd: ROOT });
    const printed = { stdout: '', stderr: '' };
    child.stdout.on('data', (data) => {
      printed.stdout += data;
      if (signal && /^ready$/m.test(printed.stdout)) child.kill(signal);
    });
    child.stderr.on('data', (data) => {
      printed.stderr += data;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...printed }));
  });

const node = (script: string) => [process.execPath, '-e', script];

describe('npm run with-clerk', function () {
  this.timeout(30_000);
  const directory = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');

  it('C6: the command runs in its directory, with a key, a public key and a running Frontend API', async () => {
    const script = `
      const { CLERK_PUBLISHABLE_KEY: key, CLERK_JWT_KEY: pem, CLERK_PROXY_URL: url } = process.env;
      fetch(url + '/v1/client').then((response) => response.json()).then(({ response }) => {
        console.log(JSON.stringify([process.cwd(), key.slice(0, 8), pem.split('\\n')[0], response.sessions.length]));
        process.exit(3);
      });`;
    const { code, stdout, stderr } = await run([directory, ...node(script)]);
    expect(stderr).to.equal('');
    const line = stdout.split('\n').find((each) => each.startsWith('['));
    expect(JSON.parse(line ?? '')).to.deep.equal([directory, 'pk_test_', '-----BEGIN PUBLIC KEY-----', 0]);
    expect(stdout).to.include('http://localhost:8000\n');
    expect(code).to.equal(3);
  });

  it('C6: SIGTERM ends the command and the stand-in', async () => {
    const script = "process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1000); console.log('ready')";
    expect((await run([directory, ...node(script)], 'SIGTERM')).code).to.equal(0);
  });

  it('C6: a missing command or directory is reported in one line', async () => {
    const usage = 'with-clerk: usage: npm run with-clerk -- <directory> <command>\n';
    expect(await run([])).to.deep.equal({ code: 1, stdout: '', stderr: usage });
    const { code, stderr } = await run(['nowhere', 'true']);
    expect([code, stderr]).to.deep.equal([1, 'with-clerk: nowhere is not a directory\n']);
    const missing = await run([directory, 'no-such-command']);
    expect([missing.code, missing.stderr]).to.deep.equal([1, 'with-clerk: no-such-command: command not found\n']);
  });
});
