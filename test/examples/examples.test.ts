import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { run } from '../../doctor/cli/run.ts';
import { browserForSuite } from '../harness/drivenBrowser.ts';
import { PUBLISHABLE_KEY } from '../servers/clerk/frontend-api/clerkState.ts';
import { freePorts } from '../servers/freePorts.ts';
import { type Call, callOf, order, renewToken, signIn, switchTo } from './examplePage.ts';
import { readReadme } from './readme.ts';
import { isThere, RUNTIMES } from './runtimes.ts';
import { STACKS } from './stacks.ts';
import { type Clerk, startClerk } from './startClerk.ts';
import { type Example, startExample } from './startExample.ts';
import { issuedTokens, sentTokens } from './tokens.ts';

// The examples as their READMEs start them, with real ClerkJS in a real browser. Only Clerk's servers are a stand-in.

const runs = RUNTIMES.filter(isThere).map(({ example }) => example);

describe('the examples', function () {
  this.timeout(60_000);
  const browser = browserForSuite('chromium');

  for (const stack of STACKS.filter(({ name }) => runs.includes(name))) {
    describe(stack.name, () => {
      let clerk: Clerk;
      let page: Page;
      /** As the first block of its README starts it, with page and API on one origin. */
      let one: Example;
      /** With the Clerk instance of this test, and the API at another origin than the page. */
      let two: Example;
      let pageOrigin: string;

      before(async () => {
        clerk = await startClerk();
        const ports = (await freePorts(2)) as [number, number];
        pageOrigin = `http://app.localhost:${ports[1]}`;
        [one, two] = await Promise.all([
          startExample(stack, ports[0]),
          startExample(stack, ports[1], {
            CLERK_PUBLISHABLE_KEY: PUBLISHABLE_KEY,
            CLERK_JWT_KEY: clerk.state.publicKey,
            CLERK_PROXY_URL: clerk.proxyUrl(pageOrigin),
            CLERK_AUTHORIZED_PARTIES: `https://www.example.com ${pageOrigin}`,
            API_ORIGIN: `http://api.localhost:${ports[1]}`,
          }),
        ]);
      });
      after(async () => {
        await Promise.all([one?.end(), two?.end(), clerk?.close()]);
      });

      it('C6: the README sets two variables for a real instance, and names the packages of Debian', () => {
        const { variables, packages } = readReadme(stack.name);
        expect(variables).to.deep.equal(['CLERK_PUBLISHABLE_KEY', 'CLERK_JWT_KEY']);
        const installed = RUNTIMES.find(({ example }) => example === stack.name)?.packages ?? [];
        // The tests of Go have the library from Debian, too; its reader has it from go.sum.
        expect(installed).to.include.members(packages);
        if (stack.name !== 'go') expect(packages).to.deep.equal(installed);
      });

      describe('in Chromium', () => {
        afterEach(async () => {
          await page?.browserContext().close();
          clerk.issue(undefined);
          clerk.signIn();
        });
        const open = async (origin: string): Promise<Call> => {
          page = await (await browser().createBrowserContext()).newPage();
          return callOf(page, () => page.goto(origin));
        };
        const reload = () => callOf(page, () => page.click('#reload'));
        const of = (firstName: 'Ada' | 'Grace', status: number, orders = ['Anvil']) => ({
          ...{ status, reason: '', orders, user: `user_${firstName.toLowerCase()}` },
          session: clerk.sessionOf(firstName).id,
        });

        it("C6, C8: the first block of the README: the page signs in on the stand-in for Clerk, with 'self'", async () => {
          const signedOut = { status: 401, reason: 'session-token-missing', token: '', user: '' };
          expect(await open(`http://localhost:${one.port}`)).to.deep.include(signedOut);
          for (const [name, user] of [
            ['Ada', 'user_ada'],
            ['Grace', 'user_grace'],
          ] as const) {
            expect(await signIn(page, name)).to.include({ status: 200, user });
            const orders = ['Anvil', 'Glue'];
            expect(await order(page, 'Glue')).to.deep.include({ method: 'POST', status: 201, user, orders });
            expect(await callOf(page, () => page.click('#sign-out'))).to.deep.include(signedOut);
          }
        });

        it('C3, C6, C8: calls to an API at another origin follow a switch of accounts and a sign-out', async () => {
          const first = await open(pageOrigin);
          expect(first).to.deep.include(of('Ada', 200));
          expect(first.url).to.equal(`http://api.localhost:${two.port}/api/orders`);
          expect(await order(page, 'Glue')).to.deep.include({ method: 'POST', ...of('Ada', 201, ['Anvil', 'Glue']) });

          await switchTo(page, clerk.sessionOf('Grace').id);
          expect(await reload()).to.deep.include(of('Grace', 200));

          const signedOut = await callOf(page, () => page.click('#sign-out'));
          expect(signedOut).to.deep.include({ status: 401, reason: 'session-token-missing', token: '', user: '' });
        });

        it('C6, F5: a token that must not be trusted is rejected, and the page reads the reason', async () => {
          await open(pageOrigin);
          const said: string[] = [];
          page.on('console', (message) => said.push(message.text()));
          for (const { name, token, reason } of await issuedTokens(clerk, pageOrigin)) {
            clerk.issue(token);
            await renewToken(page);
            expect(await reload(), name).to.include({ token, status: 401, reason });
          }
          expect(said.find((line) => line.startsWith('[clerk-ajax]'))).to.match(/ answered 401 .*token-expired: \w/);

          clerk.issue(undefined);
          await renewToken(page);
          expect(await reload()).to.deep.include(of('Ada', 200));
        });
      });

      it('K1: the doctor finds nothing to change', async () => {
        const token = await clerk.state.token(clerk.sessionOf('Ada'), pageOrigin);
        const report = await examine(
          token,
          ...[
            `http://api.localhost:${two.port}/api/orders`,
            '--page',
            `${pageOrigin}/`,
            '--tag',
            '--send',
            'session-token',
          ],
          ...['--method', 'GET', '--method', 'POST', '--header', 'Content-Type: application/json'],
          ...['--key', PUBLISHABLE_KEY],
        );
        expect(report.modes['session-token']).to.equal('works');
        // The doctor reports that a backend that accepts tokens rejects session IDs.
        expect(report.findings.filter(({ modes }) => `${modes}` !== 'session-id credentials')).to.deep.equal([]);
      });

      describe('without a browser', () => {
        const ask = (path: string, headers: { [name: string]: string } = {}, method = 'GET') =>
          fetch(`http://localhost:${two.port}${path}`, { method, headers });
        const goodToken = () => clerk.state.token(clerk.sessionOf('Ada'), pageOrigin);

        it('C6: valid tokens are accepted, all others rejected with a reason', async () => {
          for (const { name, token, reason } of await sentTokens(clerk, pageOrigin)) {
            const answer = await ask('/api/orders', { authorization: `Bearer ${token}` });
            const data = (await answer.json()) as { reason?: string; message?: string; user?: string };
            if (!reason) {
              expect({ status: answer.status, ...data }, name).to.include({ status: 200, user: 'user_ada' });
              continue;
            }
            expect(answer.status, name).to.equal(401);
            expect(data.reason, name).to.match(reason === '*' ? /^token-/ : new RegExp(`^${reason}$`));
            expect(data.message, name).to.match(/^[ -~]{10,}$/);
            expect(answer.headers.get('x-clerk-auth-reason'), name).to.equal(data.reason);
            expect(answer.headers.get('x-clerk-auth-message'), name).to.equal(data.message);
            expect(answer.headers.get('x-evil'), name).to.equal(null);
            expect(data, name).to.not.have.property('user');
          }
        });

        it('C6: only a token in the Authorization header is accepted as a session', async () => {
          const token = await goodToken();
          const { id } = clerk.sessionOf('Ada');
          const answers = await Promise.all([
            ask('/api/orders'),
            ask('/api/orders', { cookie: `__session=${token}` }),
            ask(`/api/orders?_clerk_session_id=${id}`, { cookie: `__session=${token}` }),
            ask('/api/orders', { authorization: `Basic ${token}` }),
            ask('/api/orders', { authorization: 'Bearer' }),
          ]);
          for (const answer of answers) {
            expect(answer.status).to.equal(401);
            expect(answer.headers.get('x-clerk-auth-reason')).to.equal('session-token-missing');
          }
        });

        it('C6: a preflight from the page is answered', async () => {
          const answer = await ask(
            '/api/orders',
            {
              origin: pageOrigin,
              'access-control-request-method': 'POST',
              'access-control-request-headers': 'authorization,content-type',
            },
            'OPTIONS',
          );
          expect(answer.status).to.equal(204);
          expectCors(answer, pageOrigin);
          expect(listOf(answer, 'access-control-allow-headers')).to.include.members(['authorization', 'content-type']);
          expect(listOf(answer, 'access-control-allow-methods')).to.include.members(['post', 'delete']);
          expect(Number(answer.headers.get('access-control-max-age'))).to.be.greaterThan(0);
        });

        it('C6: every response names the page in its CORS headers', async () => {
          const authorization = `Bearer ${await goodToken()}`;
          const answers: [number, Response][] = [
            [200, await ask('/api/orders', { origin: pageOrigin, authorization })],
            [201, await ask('/api/orders', { origin: pageOrigin, authorization }, 'POST')],
            [401, await ask('/api/orders', { origin: pageOrigin })],
            [404, await ask('/api/nowhere', { origin: pageOrigin, authorization })],
          ];
          for (const [status, answer] of answers) {
            expect(answer.status).to.equal(status);
            expectCors(answer, pageOrigin);
            expect(listOf(answer, 'access-control-expose-headers')).to.include('x-clerk-auth-reason');
          }
        });

        it('C6: no response names any other page', async () => {
          const authorization = `Bearer ${await goodToken()}`;
          const others = ['https://evil.test', 'null', `${pageOrigin}.evil.test`, pageOrigin.toUpperCase(), ''];
          for (const origin of others) {
            for (const [path, method] of [
              ['/api/orders', 'GET'],
              ['/api/orders', 'OPTIONS'],
              ['/api/nowhere', 'GET'],
            ] as const) {
              expectCors(await ask(path, { ...(origin && { origin }), authorization }, method), null);
            }
          }
        });
      });
    });
  }
});

/** Runs the doctor with a token, and returns its report. */
async function examine(
  token: string,
  ...args: string[]
): Promise<{ modes: { [mode: string]: string }; findings: { modes: string[] }[] }> {
  let printed = '';
  const print = (text: string) => {
    printed += text;
  };
  const env = { TOKEN: token };
  await run(['check', ...args, '--token-env', 'TOKEN', '--json'], { out: print, err: print, colours: false, env });
  return JSON.parse(printed);
}

const listOf = ({ headers }: Response, name: string) => (headers.get(name) ?? '').toLowerCase().split(/[\s,]+/);

function expectCors(answer: Response, origin: string | null) {
  expect(answer.headers.get('access-control-allow-origin'), `${answer.status}`).to.equal(origin);
  expect(answer.headers.get('access-control-allow-credentials')).to.equal(null);
  expect(listOf(answer, 'vary')).to.include('origin');
  // The response at one URL differs by account.
  expect(answer.headers.get('cache-control')).to.equal('no-store');
}
