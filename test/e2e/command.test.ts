import { spawn } from 'node:child_process';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { closed, freePorts, listening } from '../servers/freePorts.ts';

// demo/main.ts as a user meets it: what it prints, and how it ends.

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the demo; once it has printed `until`, it gets what Ctrl+C sends: twice, as through `npm run demo`. */
const run = (env: { [name: string]: string }, until?: RegExp) =>
  new Promise<Run>((resolve, reject) => {
    const { CLERK_PUBLISHABLE_KEY: _key, CLERK_SECRET_KEY: _secret, ...inherited } = process.env;
    const child = spawn(process.execPath, ['--import', 'tsx', 'demo/main.ts'], {
      cwd: ROOT,
      env: { ...inherited, ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data) => {
      stdout += data;
      if (!until?.test(stdout)) return;
      child.kill('SIGINT');
      child.kill('SIGINT');
    });
    child.stderr.on('data', (data) => {
      stderr += data;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });

const portsOfDemo = async () => {
  const [PORT, BACKEND_PORT, CURRENT_BACKEND_PORT, CLERK_PORT] = (await freePorts(4)).map(String);
  return { PORT, BACKEND_PORT, CURRENT_BACKEND_PORT, CLERK_PORT } as { [name: string]: string };
};

const expectOneLine = ({ code, stderr, stdout }: Run, line: string) => {
  expect(stderr.trim()).to.equal(`demo: ${line}`);
  expect(stdout).to.equal('');
  expect(code).to.equal(1);
};

describe('the command of the demo', function () {
  this.timeout(30_000);

  it('prints the addresses and the line to ask the doctor, and ends with Ctrl+C', async () => {
    const ports = await portsOfDemo();
    const { code, stdout, stderr } = await run(ports, /--tag\n/);
    const [page, current] = [`http://localhost:${ports.PORT}`, `http://127.0.0.1:${ports.CURRENT_BACKEND_PORT}`];
    expect(stdout).to.include(`${page}\n`);
    expect(stdout).to.include(`http://localhost:${ports.BACKEND_PORT} `);
    expect(stdout).to.include(`${current} `);
    expect(stdout).to.include(`node dist/doctor.js check ${current}/me --page ${page}/ --tag\n`);
    expect(stderr).to.equal('');
    expect(code).to.equal(0);
  });

  it('names a port that is taken', async () => {
    const server = createServer();
    const BACKEND_PORT = `${await listening(server)}`;
    const result = await run({ ...(await portsOfDemo()), BACKEND_PORT });
    await closed(server);
    expectOneLine(
      result,
      `port ${BACKEND_PORT} is taken: choose others with PORT, BACKEND_PORT, CLERK_PORT, CURRENT_BACKEND_PORT`,
    );
  });

  it('refuses what is not a port', async () => {
    expectOneLine(await run({ PORT: '80a' }), 'PORT="80a" is not a port; use 1 to 65535');
  });

  it('says what a real instance needs', async () => {
    const CLERK_PUBLISHABLE_KEY = `pk_test_${Buffer.from('real.clerk.accounts.dev$').toString('base64')}`;
    expectOneLine(
      await run({ CLERK_PUBLISHABLE_KEY }),
      'CLERK_PUBLISHABLE_KEY needs CLERK_SECRET_KEY beside it, with which the backend verifies sessions at Clerk',
    );
    expectOneLine(
      await run({ ...(await portsOfDemo()), CLERK_PUBLISHABLE_KEY: 'pk_nonsense', CLERK_SECRET_KEY: 'sk_test_x' }),
      'CLERK_PUBLISHABLE_KEY "pk_nonsense" is not a publishable key',
    );
  });
});
