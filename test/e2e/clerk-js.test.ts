import { expect } from 'chai';
import { claimsOf } from '../kit/jwt.ts';
import { eachClerkJs } from './eachClerkJs.ts';

// What the rules rely on, as ClerkJS itself does it with the stand-in for Clerk's Frontend API: no rule is checked here.

eachClerkJs('ClerkJS alone', ({ clerkJs, open }) => {
  it('says for which organization it wants a token, except in version 4, and tells of each switch', async () => {
    const { tenants, page } = await open('token');
    const { requests } = tenants.clerkPage;
    await tenants.switchTo(page, 'org_acme');
    await page.evaluate('Clerk.session.getToken({ skipCache: true })');
    const bodies = (action: RegExp) => requests.filter((it) => action.test(it)).map((it) => it.split(' ')[2]);
    expect(bodies(/\/touch\?/)).to.deep.equal([
      `active_organization_id=org_acme${clerkJs === 4 ? '' : '&intent=select_org'}`,
    ]);
    expect(bodies(/\/tokens\?/).map((body) => body?.split('&')[0])).to.deep.equal([
      clerkJs === 4 ? '' : 'organization_id=org_acme',
    ]);
  });

  it('gets tokens of a JWT template, which have no session in them, and an error for one that is not there', async () => {
    const claims = { 'https://hasura.io/jwt/claims': { role: 'user' }, tenant: '{{org.id}}' };
    const { tenants, page } = await open('token', { templates: { hasura: { claims, lifetime: 3600 } } });
    await tenants.switchTo(page, 'org_acme');
    const token = (await page.evaluate("Clerk.session.getToken({ template: 'hasura' })")) as string;
    const { iat, exp, ...others } = claimsOf(token);
    expect(exp - iat).to.equal(3600);
    expect(others)
      .to.include({ tenant: 'org_acme', sub: 'user_ada' })
      .and.not.to.have.any.keys('sid', 'sts', 'o', 'org_id', 'v');
    const failed = await page.evaluate(
      `Clerk.session.getToken({ template: 'none' }).catch(({ status, errors: [{ code, longMessage }] }) => [status, code, longMessage])`,
    );
    expect(failed).to.deep.equal([404, 'resource_not_found', 'No JWT template exists with name: none']);
  });

  it('has a pending session, whose token says so and which is not signed in; version 4 has none', async () => {
    const { page } = await open('token', { forceOrganizationSelection: true });
    const session = await page.evaluate(`({
      status: Clerk.session && Clerk.session.status,
      task: Clerk.session && Clerk.session.currentTask.key,
      isSignedIn: !!Clerk.isSignedIn,
      user: Clerk.user && Clerk.user.id,
    })`);
    expect(session).to.deep.equal(
      clerkJs === 4
        ? { status: null, task: null, isSignedIn: false, user: null }
        : { status: 'pending', task: 'choose-organization', isSignedIn: false, user: 'user_ada' },
    );
    const token = (await page.evaluate('Clerk.session && Clerk.session.getToken()')) as string | null;
    expect(token && claimsOf(token)).to.satisfy(
      (claims: { sts: string } | null) => (claims?.sts ?? null) === (clerkJs === 4 ? null : 'pending'),
    );
    // Version 4 writes the token of each session that it hears of into the cookie, pending ones included.
    expect(await page.evaluate("document.cookie.includes('__session=')")).to.equal(true);
  });
});
