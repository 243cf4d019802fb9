import { verifyToken } from '@clerk/backend';
import { expect } from 'chai';
import type { Page } from 'puppeteer-core';
import { browserForSuite } from '../harness/drivenBrowser.ts';
import { claimsOf } from '../kit/jwt.ts';
import { until } from '../kit/until.ts';
import { allowOrigin } from '../servers/clerk/allowOrigin.ts';
import type { ClerkJsMajor } from '../servers/clerk/frontend-api/frontendApi.ts';
import { createNode } from './backends/node.ts';
import { type ClerkPage, type Outcome, startClerkPage } from './clerkPage.ts';
import { type Site, startSite } from './site.ts';

// Tokens of JWT templates and of one organization, with real ClerkJS, and what Clerk's own backend SDK says to them.

const TEMPLATES = {
  hasura: {
    claims: { 'https://hasura.io/jwt/claims': { 'x-hasura-default-role': 'user' }, tenant: '{{org.id}}' },
    lifetime: 60,
  },
};

for (const clerkJs of [4, 5, 6] satisfies ClerkJsMajor[]) {
  describe(`tokens for other backends, with ClerkJS ${clerkJs}`, function () {
    this.timeout(60_000);
    const browser = browserForSuite('chromium');
    let clerkPage: ClerkPage;
    let backend: Site;
    let page: Page;
    let tokens: (string | undefined)[];
    let said: string[];

    beforeEach(async () => {
      tokens = [];
      said = [];
      [clerkPage, backend] = await Promise.all([
        startClerkPage({ clerkJs, settings: { organizations: true, templates: TEMPLATES } }),
        startSite(),
      ]);
      const allow = allowOrigin(clerkPage.origin);
      const sdk = await createNode({ ...clerkPage.instance, authorizedParties: [clerkPage.origin] });
      backend.serve((request, response) =>
        allow(request, response, () => {
          tokens.push(request.headers.authorization?.replace('Bearer ', ''));
          sdk(request, response);
        }),
      );
    });
    afterEach(async () => {
      await page?.browserContext().close();
      await Promise.all([clerkPage.close(), backend.close()]);
    });

    const open = async (attributes: { [name: string]: string }) => {
      page = await clerkPage.open(browser(), attributes);
      page.on('console', (message) => said.push(message.text()));
    };
    const call = (path: string): Promise<Outcome> =>
      page.evaluate(`call('fetch', '${backend.origin}${path}')`) as never;
    const activate = (organization: string | null) =>
      page.evaluate(`Clerk.setActive({ organization: ${JSON.stringify(organization)} })`);
    const verify = (token = '') =>
      verifyToken(token, { jwtKey: clerkPage.instance.jwtKey, authorizedParties: [clerkPage.origin] });

    it("C9: the template's token has its claims and no session, and Clerk's SDK refuses it; a session token it takes", async () => {
      await open({ 'data-token-origins': `${backend.origin} ${backend.origin}/v1/graphql#hasura` });
      const session = await call('/me');
      expect(session).to.deep.include({ status: 200 });
      const refused = await call('/v1/graphql');
      expect(refused).to.deep.include({ status: 401, reason: 'token-type-mismatch' });
      const [first, second] = tokens;
      expect(await verify(first)).to.include({ sub: 'user_ada', sid: session.answer.session });
      const claims = claimsOf(second ?? '');
      expect(claims).not.to.have.property('sid');
      expect(claims).to.deep.include({
        sub: 'user_ada',
        'https://hasura.io/jwt/claims': { 'x-hasura-default-role': 'user' },
      } as never);
    });

    it('C9, C3: a call made while Clerk switches the organization has the claims of the new one', async () => {
      await open({ 'data-token-origins': `${backend.origin}#hasura` });
      await activate('org_acme');
      await call('/1');
      const answer = clerkPage.hold(/\/touch\b/);
      await page.evaluate("void Clerk.setActive({ organization: 'org_globex' })");
      const outcome = call('/2');
      await until(() => clerkPage.requests.some((request) => request.includes('org_globex')));
      answer();
      await outcome;
      expect(tokens.map((token) => (claimsOf(token ?? '') as { tenant?: string }).tenant)).to.deep.equal([
        'org_acme',
        'org_globex',
      ]);
    });

    it('C9: a template that Clerk does not know is named, and no token is sent', async () => {
      await open({ 'data-token-origins': `${backend.origin}#hasurra` });
      await call('/');
      expect(tokens).to.deep.equal([undefined]);
      expect(
        said.filter((line) => /Clerk knows no JWT template "hasurra"/.test(line) && !line.includes('answered')),
      ).to.have.length(1);
    });

    it('C10: with data-organization a call has a token of that organization, or none', async () => {
      await open({ 'data-token-origins': backend.origin, 'data-organization': 'org_acme' });
      for (const active of [null, 'org_globex', 'org_acme']) {
        await activate(active);
        await call('/');
      }
      const organizations = tokens.map((token) => token && (claimsOf(token) as { o?: { id: string } }).o?.id);
      expect(organizations).to.deep.equal(Array(3).fill(clerkJs === 4 ? undefined : 'org_acme'));
      expect(
        said.filter((line) => line.startsWith('[clerk-ajax] data-organization needs ClerkJS 5.16')),
      ).to.have.length(clerkJs === 4 ? 1 : 0);
    });

    it('C10: Clerk refuses an organization that the user is no member of', async () => {
      await open({ 'data-token-origins': backend.origin, 'data-organization': 'org_other' });
      await call('/');
      expect(tokens).to.deep.equal([undefined]);
      expect(
        said.filter((line) => /^\[clerk-ajax\] (?:data-organization needs|Clerk gives no token for)/.test(line)),
      ).to.have.length(1);
    });
  });
}
