import { expect } from 'chai';
import { generateKeyPair, SignJWT } from 'jose';
import type { Browser, Page } from 'puppeteer-core';
import type { ClerkJsMajor } from '../../demo/frontend-api/frontendApi.ts';
import { type Demo, type DemoOptions, startDemo } from '../../demo/server.ts';
import { type DrivenEngine, startBrowser } from './browsers.ts';
import { activeSession, callAgain, ON_READY, press, type Row, rows, waitForAccount } from './demoPage.ts';

// The demo's page, in a real browser, with real ClerkJS and Clerk's published backend SDKs. Clerk's two servers alone
// are stand-ins.

const MATRIX: { engine: DrivenEngine; versions: ClerkJsMajor[] }[] = [
  { engine: 'chromium', versions: [4, 5, 6] },
  { engine: 'firefox', versions: [4, 5, 6] },
];

for (const { engine, versions } of MATRIX) {
  describe(`the demo in ${engine}`, function () {
    this.timeout(60_000);
    let browser: Browser;
    let closeBrowser: () => Promise<void>;
    before(async () => {
      ({ browser, close: closeBrowser } = await startBrowser(engine));
    });
    after(() => closeBrowser());

    for (const clerkJs of versions) {
      describe(`with ClerkJS ${clerkJs}`, () => {
        const clerkRequests: string[] = [];
        let demo: Demo;
        let page: Page;

        const open = async (query: string, options: DemoOptions = {}) => {
          clerkRequests.length = 0;
          demo = await startDemo({
            clerkJs,
            clerkDelay: 400,
            onClerkRequest: (method, url) => clerkRequests.push(`${method} ${url}`),
            ...options,
          });
          page = await (await browser.createBrowserContext()).newPage();
          await page.goto(`${demo.pageUrl}/?${query}`);
        };
        afterEach(async () => {
          await page?.browserContext().close();
          await demo?.close();
        });

        const all = (calls: { [name: string]: Row }, expected: Partial<Row>) => {
          for (const [name, row] of Object.entries(calls)) expect(row, name).to.include(expected);
        };

        it("C1, C3, D1: session ID and cookie: calls made before ClerkJS is there carry A's session, then B's, then none", async () => {
          await open('');
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace', credentials: 'cookie' });
          await waitForAccount(page, 'Ada');
          const ada = await activeSession(page);
          expect(ada).to.match(/^sess_/);
          all(await callAgain(page), { status: '200', session: ada as string });

          await press(page, 'button[data-switch="Grace"]');
          await waitForAccount(page, 'Grace');
          const grace = await activeSession(page);
          expect(grace)
            .to.match(/^sess_/)
            .and.not.equal(ada);
          all(await callAgain(page), { status: '200', user: 'Grace Hopper', session: grace as string });

          await press(page, '#upload');
          const { 'xhr-upload': uploaded } = await rows(page, ['xhr-upload']);
          expect(uploaded).to.include({ status: '200', session: grace });
          expect(uploaded?.verdict).to.match(/1500\d{3} bytes/);

          await press(page, '#sign-out');
          await waitForAccount(page, '');
          all(await callAgain(page), { status: '401', session: '', user: '–' });

          await press(page, 'button[data-sign-in="Ada"]');
          await waitForAccount(page, 'Ada');
          const again = await activeSession(page);
          expect(again).to.not.equal(ada);
          all(await callAgain(page), { status: '200', user: 'Ada Lovelace', session: again as string });
        });

        it('C6: session token: another origin, 200 with the right user, and a new account at once', async () => {
          await open('way=token');
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace', credentials: 'token' });
          await waitForAccount(page, 'Ada');
          await press(page, 'button[data-switch="Grace"]');
          await waitForAccount(page, 'Grace');
          const grace = await activeSession(page);
          all(await callAgain(page), { status: '200', user: 'Grace Hopper', session: grace as string });
          await press(page, '#sign-out');
          await waitForAccount(page, '');
          all(await callAgain(page), { status: '401', credentials: '–' });
        });

        it('without the shim the same calls are answered with 401', async () => {
          for (const way of ['classic', 'token']) {
            await open(`shim=off&way=${way}`);
            all(await rows(page, ON_READY), { status: '401', session: '', credentials: '–' });
            await waitForAccount(page, 'Ada');
            all(await callAgain(page), { status: '401', session: '' });
            if (way === 'classic') {
              await page.browserContext().close();
              await demo.close();
            }
          }
        });

        it('C6: tokens that live for seconds are fresh on every call, for as long as the page is open', async () => {
          await open('way=token', { tokenLifetime: 3 });
          all(await rows(page, ON_READY), { status: '200' });
          await waitForAccount(page, 'Ada');
          const first = await page.evaluate(lastToken);
          await page.waitForFunction(
            (expiry: number) => Date.now() / 1000 > expiry + 1,
            { timeout: 15_000 },
            JSON.parse(Buffer.from(first.split('.')[1] as string, 'base64url').toString()).exp,
          );
          const calls = await callAgain(page);
          // The synchronous one goes with what Clerk has at hand, which may have expired (C6).
          const { 'xhr-sync': sync, ...others } = calls;
          all(others, { status: '200', user: 'Ada Lovelace', credentials: 'token' });
          expect(sync?.status).to.be.oneOf(['200', '401']);
        });

        it("B6: a Frontend API on the page’s own origin, with 'self': no deadlock, and none of its requests touched", async () => {
          await open('', { sameOriginProxy: true });
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace' });
          await waitForAccount(page, 'Ada');
          await press(page, 'button[data-switch="Grace"]');
          await waitForAccount(page, 'Grace');
          all(await callAgain(page), { status: '200', user: 'Grace Hopper' });
          expect(clerkRequests.filter((request) => request.includes('/v1/client'))).to.not.be.empty;
          for (const request of clerkRequests) expect(request).to.not.include('_clerk_session_id');
        });
      });
    }
  });
}

const lastToken = () =>
  (
    window as unknown as { Clerk: { session: { lastActiveToken: { getRawString(): string } } } }
  ).Clerk.session.lastActiveToken.getRawString();

/** A token of the first account, Grace. */
async function tokenOf({ clerk }: Demo): Promise<string> {
  const session = clerk?.sessions[0];
  if (!session) throw new Error('the stand-in has no session');
  return clerk.token(session);
}

describe("the demo's backend", () => {
  let demo: Demo;
  before(async () => {
    demo = await startDemo({ tokenLifetime: 60 });
  });
  after(() => demo.close());

  const call = async (token: string) => {
    const response = await fetch(`${demo.backendUrl}/token/stock`, { headers: { authorization: `Bearer ${token}` } });
    return { status: response.status, ...((await response.json()) as { verdict: string; user: string | null }) };
  };

  it('answers a token of its instance with the right user', async () => {
    expect(await call(await tokenOf(demo))).to.include({ status: 200, user: 'Grace Hopper' });
  });

  it('refuses an expired token, one that a foreign key has signed, and none', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      sid: 'sess_x',
      sub: 'user_ada',
      iss: 'https://demo.clerk.accounts.dev',
      iat: now,
      nbf: now - 10,
      exp: now + 60,
    };
    const foreign = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'ins_demo' })
      .sign(privateKey);
    expect(await call(foreign)).to.include({ status: 401, user: null });

    const brief = await startDemo({ tokenLifetime: -60 });
    const expired = await tokenOf(brief);
    const response = await fetch(`${brief.backendUrl}/token/stock`, {
      headers: { authorization: `Bearer ${expired}` },
    });
    expect(response.status).to.equal(401);
    await brief.close();

    expect((await fetch(`${demo.backendUrl}/token/stock`)).status).to.equal(401);
    expect((await fetch(`${demo.backendUrl}/classic/stock`)).status).to.equal(401);
  });
});
