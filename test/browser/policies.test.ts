import { expect } from 'chai';
import { shimmedPage } from '../kit/differential.ts';
import { at, engine, newKey, openPage, origins, type Page, type PageWindow, type TestPage } from '../kit/page.ts';
import { authorizations, clerkOf, sendXhr, sessions, shimLines, shimOf } from '../kit/session.ts';

const STRICT = [
  "default-src 'none'",
  "script-src 'nonce-abc'",
  `connect-src 'self' ${origins.backend}`,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

/** Opens a page of a policy, and notes what violates it. */
async function openStrict(definition: TestPage, policy = STRICT): Promise<{ page: Page; violations: string[] }> {
  const violations: string[] = [];
  const watch = (window: PageWindow) => {
    window.document.addEventListener('securitypolicyviolation', (event) => {
      violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  };
  const { head = [] } = definition;
  const page = await openPage({
    ...definition,
    nonce: 'abc',
    headers: { 'Content-Security-Policy': policy },
    head: [{ run: watch }, ...head],
  });
  return { page, violations };
}

const shim = (attributes: Record<string, string> = {}) => ({
  shim: { 'data-backend-origins': `'self' ${origins.backend}`, ...attributes },
});

describe('pages with a strict policy', () => {
  it('G3: the shim violates no policy in normal use: calls of every kind, held, with tokens, and uninstalled', async () => {
    const { page, violations } = await openStrict({
      head: [{ clerk: {} }, shim({ 'data-send': 'session-id credentials session-token', 'data-debug': '' })],
    });
    const { window } = page;
    const key = newKey();
    const url = at('backend', key, 'echo');
    const form = new window.FormData();
    form.append('a', new window.File(['b'], 'b.txt'));
    const calls = [
      window.fetch(url),
      window.fetch(new window.URL(url), { method: 'POST', body: form }),
      window.fetch(new window.Request(url, { method: 'POST', body: new window.Blob(['x']) })),
      sendXhr(window, at('page', key, 'echo')),
      sendXhr(window, url, (xhr) => xhr.setRequestHeader('X-A', '1')),
    ];
    clerkOf(window).become('sess_A');
    await Promise.all<unknown>(calls);
    const sync = new window.XMLHttpRequest();
    sync.open('GET', at('page', key, 'echo'), false);
    sync.send();
    await window.fetch(url);
    shimOf(window).explain('/x');
    expect(await sessions(key, 7)).to.deep.equal(Array(7).fill('sess_A'));
    expect(await authorizations(key, 7)).to.deep.equal(Array(7).fill('Bearer fake-token-of-sess_A'));
    shimOf(window).uninstall();
    shimOf(window).install({ backendOrigins: origins.backend });
    await window.fetch(at('backend', key, 'echo', 'again'));
    expect(violations).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it('G3: the shim violates no policy where a held XHR is aborted, sent again, or misused', async () => {
    const { page, violations } = await openStrict({ head: [{ clerk: {} }, shim()] });
    const { window } = page;
    const key = newKey();
    const aborted = new window.XMLHttpRequest();
    aborted.open('POST', at('backend', key, 'echo'));
    aborted.upload.onprogress = () => {};
    aborted.send('x');
    expect(() => aborted.send()).to.throw(/./);
    expect(() => aborted.setRequestHeader('X-A', '1')).to.throw(/./);
    aborted.abort();
    const controller = new window.AbortController();
    const fetched = window.fetch(at('backend', key, 'echo'), { signal: controller.signal }).catch(() => {});
    controller.abort();
    await fetched;
    const call = sendXhr(window, at('backend', key, 'echo'));
    clerkOf(window).become('sess_A');
    await call;
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    // Firefox asks the policy for the address that an aborted call is led to.
    const tolerated = engine === 'firefox' ? / https:\/\/a\.onion\/?$| data/ : /^$/;
    expect(violations.filter((violation) => !tolerated.test(violation))).to.deep.equal([]);
    expect(page.errors).to.deep.equal([]);
  });

  it('G3: a call that the policy forbids fails as natively, and is the only violation', async () => {
    const { page, violations } = await openStrict(
      { head: [{ clerk: { session: 'sess_A' } }, shim()] },
      "default-src 'none'; script-src 'nonce-abc'; connect-src 'self'",
    );
    const { window } = page;
    const key = newKey();
    const error = await window.fetch(at('backend', key, 'echo')).catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(window.TypeError);
    await window.fetch(at('page', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(violations).to.have.length(1);
    expect(violations[0]).to.include('connect-src');
  });

  it('G3: the shim works where eval and inline scripts are forbidden to an old page', async () => {
    const page = await openPage({
      headers: { 'Content-Security-Policy': "script-src 'self'; style-src 'none'; img-src 'none'" },
      head: shimmedPage().head ?? [],
    });
    const key = newKey();
    await page.window.fetch(at('backend', key, 'echo'));
    expect(await sessions(key)).to.deep.equal(['sess_A']);
    expect(shimLines(page)).to.deep.equal([]);
  });
});
