import { expect } from 'chai';
import { generateKeyPair, SignJWT } from 'jose';
import type { Page } from 'puppeteer-core';
import { type Demo, type DemoOptions, startDemo } from '../../demo/server.ts';
import { browserForSuite, type DrivenEngine } from '../harness/drivenBrowser.ts';
import { claimsOf } from '../kit/jwt.ts';
import type { ClerkJsMajor } from '../servers/clerk/frontend-api/frontendApi.ts';
import {
  activeSession,
  callAgain,
  chooseOrganization,
  frameAnswer,
  ON_READY,
  type Row,
  rows,
  waitForAccount,
  whyLeft,
} from './demoPage.ts';

// The demo's page, in a real browser, with real ClerkJS and Clerk's published backend SDKs. Only Clerk's two servers are
// stand-ins.

const MATRIX: { engine: DrivenEngine; versions: ClerkJsMajor[] }[] = [
  { engine: 'chromium', versions: [4, 5, 6] },
  // As in the other tests, one version is enough in Firefox.
  { engine: 'firefox', versions: [6] },
];

for (const { engine, versions } of MATRIX) {
  describe(`the demo in ${engine}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite(engine);

    for (const clerkJs of versions) {
      describe(`with ClerkJS ${clerkJs}`, () => {
        const clerkRequests: string[] = [];
        let demo: Demo;
        let page: Page;

        const open = async (query: string, options: DemoOptions = {}, prepare?: (page: Page) => Promise<void>) => {
          clerkRequests.length = 0;
          demo = await startDemo({
            clerkJs,
            clerkDelay: 400,
            onClerkRequest: (method, url, authorization) =>
              clerkRequests.push(`${method} ${url} ${authorization ? 'with' : 'without'} Authorization`),
            ...options,
          });
          page = await (await browser().createBrowserContext()).newPage();
          await prepare?.(page);
          await page.goto(`${demo.pageUrl}/?${query}`);
        };
        afterEach(async () => {
          await page?.browserContext().close();
          await demo?.close();
        });

        const all = (calls: { [name: string]: Row }, expected: Partial<Row>) => {
          for (const [name, row] of Object.entries(calls)) expect(row, name).to.include(expected);
        };

        it("C1, C3, D1: session IDs and cookies: calls made before ClerkJS has loaded carry A's session, later ones B's, then none", async () => {
          await open('way=classic');
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace', credentials: 'cookie' });
          await waitForAccount(page, 'Ada');
          const ada = await activeSession(page);
          expect(ada).to.match(/^sess_/);
          all(await callAgain(page), { status: '200', session: ada as string });

          await page.click('button[data-switch="Grace"]');
          await waitForAccount(page, 'Grace');
          const grace = await activeSession(page);
          expect(grace)
            .to.match(/^sess_/)
            .and.not.equal(ada);
          all(await callAgain(page), { status: '200', user: 'Grace Hopper', session: grace as string });

          await page.click('#upload');
          const { 'xhr-upload': uploaded } = await rows(page, ['xhr-upload']);
          expect(uploaded).to.include({ status: '200', session: grace });
          expect(uploaded?.verdict).to.match(/1500\d{3} bytes/);

          // Of one account: ClerkJS has none until the page is reloaded and it activates the other.
          await page.click('#sign-out-one');
          await waitForAccount(page, 'Ada');
          all(await callAgain(page), { status: '200', session: ada as string });

          await page.click('#sign-out');
          await waitForAccount(page, '');
          all(await callAgain(page), { status: '401', session: '', user: '–' });

          await page.click('button[data-sign-in="Ada"]');
          await waitForAccount(page, 'Ada');
          const again = await activeSession(page);
          expect(again).to.not.equal(ada);
          all(await callAgain(page), { status: '200', user: 'Ada Lovelace', session: again as string });
        });

        it('J1: a frame without Clerk carries the session of its parent page, after a switch and a sign-out, too', async () => {
          await open('way=classic');
          await waitForAccount(page, 'Ada');
          const ada = await activeSession(page);
          expect(await frameAnswer(page)).to.deep.equal({ status: '200', session: ada });

          await page.click('button[data-switch="Grace"]');
          await waitForAccount(page, 'Grace');
          await callAgain(page);
          const grace = await activeSession(page);
          expect(await frameAnswer(page)).to.deep.equal({ status: '200', session: grace });
          expect(grace).to.not.equal(ada);

          await page.click('#sign-out');
          await waitForAccount(page, '');
          await callAgain(page);
          expect(await frameAnswer(page)).to.deep.equal({ status: '401', session: '' });
        });

        it('C6: session tokens: calls to another origin carry the active user, and the new one right after a switch', async () => {
          await open('');
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace', credentials: 'token' });
          await waitForAccount(page, 'Ada');
          await page.click('button[data-switch="Grace"]');
          await waitForAccount(page, 'Grace');
          const grace = await activeSession(page);
          all(await callAgain(page), { status: '200', user: 'Grace Hopper', session: grace as string });
          await page.click('#sign-out');
          await waitForAccount(page, '');
          all(await callAgain(page), { status: '401', credentials: '–' });
        });

        it('C3, C6: calls follow a switch of organization', async () => {
          await open('');
          await waitForAccount(page, 'Ada');
          for (const [organization, user] of [
            ['org_acme', 'Ada Lovelace (Acme)'],
            ['org_globex', 'Ada Lovelace (Globex)'],
            ['', 'Ada Lovelace'],
          ] as const) {
            await chooseOrganization(page, organization);
            all(await callAgain(page), { status: '200', user });
          }
        });

        it('B1: without the shim, the same calls are answered 401', async () => {
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

        it('C6: calls carry a valid token as long as the page is open, even if tokens expire after seconds', async () => {
          await open('', { tokenLifetime: 3 });
          all(await rows(page, ON_READY), { status: '200' });
          await waitForAccount(page, 'Ada');
          const first = await page.evaluate(lastToken);
          await page.waitForFunction(
            (expiry: number) => Date.now() / 1000 > expiry + 1,
            { timeout: 15_000 },
            claimsOf(first).exp,
          );
          const calls = await callAgain(page);
          // The synchronous one carries ClerkJS's cached token, which may have expired (C6).
          const { 'xhr-sync': sync, ...others } = calls;
          all(others, { status: '200', user: 'Ada Lovelace', credentials: 'token' });
          expect(sync?.status).to.be.oneOf(['200', '401']);
        });

        it('D2a: calls made before ClerkJS has loaded carry the session even if a listener that the page added before the shim throws', async () => {
          await open('way=classic', {}, async (opened) => {
            await opened.evaluateOnNewDocument(THROW_IN_FRONT);
          });
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace', credentials: 'cookie' });
          all(await callAgain(page), { status: '200', user: 'Ada Lovelace' });
          expect(await page.evaluate(() => (window as unknown as { thrown: number }).thrown)).to.be.greaterThan(0);
        });

        it('D8: the second page of a visit says that its calls have left by the cookie, before ClerkJS was there; the first one held them', async () => {
          await open('way=classic');
          expect(await whyLeft(page, ON_READY)).to.deep.equal(ON_READY.map(() => 'held'));
          await waitForAccount(page, 'Ada');
          await page.reload({ waitUntil: 'domcontentloaded' });
          expect(await whyLeft(page, ON_READY)).to.deep.equal(ON_READY.map(() => 'cookie'));
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace' });
        });

        it("B6: a Frontend API on the page’s own origin, with 'self': it is never held, and its requests are unchanged", async () => {
          await open('way=classic', { sameOriginProxy: true });
          all(await rows(page, ON_READY), { status: '200', user: 'Ada Lovelace' });
          await waitForAccount(page, 'Ada');
          await page.click('button[data-switch="Grace"]');
          await waitForAccount(page, 'Grace');
          all(await callAgain(page), { status: '200', user: 'Grace Hopper' });
          expect(clerkRequests.filter((request) => request.includes('/v1/client'))).to.not.be.empty;

          await page.goto(demo.pageUrl);
          all(await rows(page, ON_READY), { status: '200', user: 'Grace Hopper', credentials: 'token' });
          await waitForAccount(page, 'Grace');
          await page.click('button[data-switch="Ada"]');
          await waitForAccount(page, 'Ada');
          expect(clerkRequests.filter((request) => request.includes('/touch'))).to.have.length(2);

          for (const request of clerkRequests) {
            expect(request).to.not.include('_clerk_session_id');
            expect(request).to.match(/ without Authorization$/);
          }
        });
      });
    }
  });
}

/** Adds a listener as soon as Clerk is assigned, before all others: ClerkJS calls them in a loop without try. */
const THROW_IN_FRONT = `
  let clerk;
  window.thrown = 0;
  Object.defineProperty(window, 'Clerk', {
    get: () => clerk,
    set: (value) => {
      clerk = value;
      if (!clerk || !clerk.addListener) return;
      clerk.addListener(() => {
        window.thrown++;
        throw new TypeError('of the page');
      });
    },
  });
`;

const lastToken = () =>
  (
    window as unknown as { Clerk: { session: { lastActiveToken: { getRawString(): string } } } }
  ).Clerk.session.lastActiveToken.getRawString();

/** A session of the first account, Grace, and its token. */
async function sessionOf({ clerk, pageUrl }: Demo): Promise<{ id: string; token: string }> {
  const session = clerk?.sessions[0];
  if (!session) throw new Error('the stand-in has no session');
  return { id: session.id, token: await clerk.token(session, pageUrl) };
}

describe("the demo's backend", () => {
  const demos: Demo[] = [];
  const start = async (options?: DemoOptions) => {
    const demo = await startDemo(options);
    demos.push(demo);
    return demo;
  };
  let demo: Demo;
  before(async () => {
    demo = await start();
  });
  after(() => Promise.all(demos.map((each) => each.close())));

  type Answer = { status: number; verdict: string; user: string | null };
  const get = async (url: string, headers: { [name: string]: string } = {}): Promise<Answer> => {
    const response = await fetch(url, { headers });
    return { ...((await response.json()) as Answer), status: response.status };
  };
  /** Sends the same token to both SDKs, as each expects it. */
  const ask = async (id: string, token: string) => ({
    token: await get(`${demo.backendUrl}/token/stock`, { authorization: `Bearer ${token}` }),
    classic: await get(`${demo.backendUrl}/classic/stock?_clerk_session_id=${id}`, { cookie: `__session=${token}` }),
  });

  const foreignToken = async (sid: string) => {
    const { privateKey } = await generateKeyPair('RS256');
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ sid, sub: 'user_ada', azp: demo.pageUrl, iat: now, nbf: now - 10, exp: now + 60 })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'ins_demo' })
      .setIssuer('https://demo.clerk.accounts.dev')
      .sign(privateKey);
  };

  it('C6: a token of the instance is accepted, for the right user', async () => {
    const { id, token } = await sessionOf(demo);
    for (const answer of Object.values(await ask(id, token))) {
      expect(answer).to.include({ status: 200, user: 'Grace Hopper' });
    }
  });

  it('C6: a token signed with another key is rejected', async () => {
    const { id } = await sessionOf(demo);
    const { token, classic } = await ask(id, await foreignToken(id));
    expect(token).to.include({ status: 401, user: null, verdict: 'token refused: token-invalid-signature' });
    expect(classic).to.include({ status: 401, user: null });
    expect(classic.verdict).to.match(/signature/);
  });

  it('C6: an expired token is rejected', async () => {
    const brief = await start({ tokenLifetime: -60 });
    const { id, token } = await sessionOf(brief);
    const byToken = await get(`${brief.backendUrl}/token/stock`, { authorization: `Bearer ${token}` });
    expect(byToken).to.include({ status: 401, user: null });
    expect(byToken.verdict).to.match(/^token refused: session-token-expired/);
    const classic = await get(`${brief.backendUrl}/classic/stock?_clerk_session_id=${id}`, {
      cookie: `__session=${token}`,
    });
    expect(classic).to.include({ status: 401, user: null });
    expect(classic.verdict).to.match(/"exp" claim/);
  });

  it('C6: a token for another page, a token of another session and a call without a token are rejected', async () => {
    const [grace, ada] = demo.clerk?.sessions ?? [];
    if (!grace || !ada || !demo.clerk) throw new Error('the stand-in has no sessions');
    const elsewhere = await demo.clerk.token(grace, 'https://evil.test');
    expect((await ask(grace.id, elsewhere)).token).to.include({
      status: 401,
      user: null,
      verdict: 'token refused: token-invalid-authorized-parties',
    });
    const ofAda = await demo.clerk.token(ada, demo.pageUrl);
    const { classic } = await ask(grace.id, ofAda);
    expect(classic).to.include({ status: 401, user: null });
    expect(classic.verdict).to.match(/another session/);
    expect(await get(`${demo.backendUrl}/token/stock`)).to.include({ status: 401, user: null });
    expect(await get(`${demo.backendUrl}/classic/stock`)).to.include({ status: 401, user: null });
  });

  it('refuses a session ID without a token: it is no credential', async () => {
    const { id } = await sessionOf(demo);
    const answer = await get(`${demo.backendUrl}/classic/stock?_clerk_session_id=${id}`);
    expect(answer).to.include({ status: 401, user: null });
  });

  it("C5: only the page's origin may make calls with credentials", async () => {
    const preflight = (origin: string) =>
      fetch(`${demo.backendUrl}/classic/orders`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
    const { headers } = await preflight(demo.pageUrl);
    expect(headers.get('access-control-allow-origin')).to.equal(demo.pageUrl);
    expect(headers.get('access-control-allow-credentials')).to.equal('true');
    expect(headers.get('access-control-allow-headers')).to.match(/Authorization, Content-Type/);
    expect(headers.get('access-control-allow-methods')).to.match(/POST/);
    const foreign = await preflight('https://evil.test');
    expect(foreign.headers.get('access-control-allow-origin')).to.equal(null);
    expect(foreign.headers.get('access-control-allow-credentials')).to.equal(null);
  });
});
